"""The studio itself: name, language, country, what it mostly offers (ORG-8)."""

from collections.abc import Sequence
from typing import Any

from core.commands.registry import Command
from core.commands.studio import EditOrganisation
from core.domain.organisation import Organisation
from core.queries import place
from desktop.features.settings.entry import Entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.single_page import SinglePage
from desktop.features.settings.subject import FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.session import Session
from desktop.wording import bold

_FIELDS = ("name", "language", "studio_type", "country")


class Studio(Subject):
    """One form."""

    tables = (Organisation,)

    def words(self) -> ListWords:
        return ListWords(self.tr("Studio"), "", self.tr("Nothing is loaded yet."))

    def entries(self, _past: bool) -> Sequence[Entry]:
        return ()

    def form(self, _key: str) -> FormSpec | None:
        found = place.organisation(self.session.source)
        if found is None:
            return None
        told = self.tr("All prices are in {0}; the booking pages are called {1}.")
        return FormSpec(
            title=self.tr("Studio"),
            note=told.format(found.currency, found.slug),
            sections=(Section("", self._fields()),),
            values={name: getattr(found, name) for name in _FIELDS},
            save=self.tr("Save"),
        )

    def command(self, _key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        given = {name: values[name] for name in sorted(changed)}
        return EditOrganisation(self.session.source.organisation_id, **given) if given else None

    def says(self, _key: str, values: dict[str, Any]) -> str:
        return self.tr("Changed {0}").format(bold(values["name"]))

    def _fields(self) -> tuple[Field, ...]:
        def limit(name: str) -> Any:
            return limit_of(EditOrganisation, name)

        kinds = (
            Option("class_based", self.tr("Classes for groups")),
            Option("session_based", self.tr("Sessions, 1-on-1")),
            Option("hybrid", self.tr("Both")),
        )
        return (
            Field(name="name", label=self.tr("Name"), limit=limit("name"), required=True),
            Field(
                name="studio_type",
                label=self.tr("Mostly offers"),
                kind=Kind.CHOICE,
                options=kinds,
                wide=2,
            ),
            Field(
                name="language",
                label=self.tr("Language of messages"),
                limit=limit("language"),
                example="en",
                wide=2,
            ),
            Field(
                name="country",
                label=self.tr("Country"),
                limit=limit("country"),
                example="GB",
                wide=2,
            ),
        )


class StudioPage(SinglePage):
    """The page of the studio."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Studio(session))
