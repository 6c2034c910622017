"""The text that clients sign, version by version (HLT-2, HLT-6)."""

from collections.abc import Sequence
from typing import Any

from core.commands.health import PublishWaiver
from core.commands.registry import Command
from core.domain.health import Waiver
from core.queries import studio_setup
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Section, limit_of
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.wording import bold


class Waivers(Subject):
    """The newest version is the one that is asked for."""

    tables = (Waiver,)

    def words(self) -> ListWords:
        return ListWords(
            self.tr("Waivers"),
            self.tr("A new version is asked for at the next visit; what was signed is kept."),
            self.tr("No waiver yet. Write the text that clients sign."),
            self.tr("Write a version"),
        )

    def entries(self, _past: bool) -> Sequence[Entry]:
        rows = studio_setup.waivers(self.session.source)
        return [self._entry(row, newest=at == 0) for at, row in enumerate(rows)]

    def form(self, key: str) -> FormSpec | None:
        rows = studio_setup.waivers(self.session.source)
        row = next((one for one in rows if one.id == key), rows[0] if rows else None)
        fields = (
            Field(
                name="title",
                label=self.tr("Title"),
                limit=limit_of(PublishWaiver, "title"),
                required=True,
            ),
            Field(
                name="text",
                label=self.tr("Text"),
                kind=Kind.LONG,
                limit=limit_of(PublishWaiver, "text"),
                required=True,
            ),
        )
        return FormSpec(
            title=row.title if row and key else self.tr("New version"),
            note=self.tr("A version is never changed: saving publishes the next one."),
            sections=(Section("", fields),),
            values={"title": row.title if row else "", "text": row.text if row else ""},
            save=self.tr("Publish"),
        )

    def command(self, _key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        return PublishWaiver(values["title"], values["text"]) if changed else None

    def says(self, _key: str, values: dict[str, Any]) -> str:
        return self.tr("Published {0}").format(bold(values["title"]))

    def _entry(self, row: Waiver, *, newest: bool) -> Entry:
        day = formats.short_day(row.published_at, self.session.zone)
        chip = ChipSpec(self.tr("in force"), "check", Tone.OK)
        note = self.tr("Version {0}, published {1}").format(row.number, day)
        chips = (chip,) if newest else ()
        sign = Sign(icon="file-check")
        return entry(row.id, row.title, note, chips=chips, sign=sign, past=not newest)


class WaiversPage(RecordPage):
    """The page of waivers."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Waivers(session))
