"""Rooms and equipment of the location in view (RES-1, RES-6)."""

from collections.abc import Sequence
from typing import Any

from core.commands.catalogue import CreateResource
from core.commands.registry import Command
from core.commands.resources import EditResource
from core.domain.schedule import RESOURCES_AT_LOCATION, Resource
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.forms.form import Form
from desktop.session import Session
from desktop.wording import bold

ICONS = {"room": "door-open", "equipment": "layout-grid", "prop": "tag"}
_ORDER = {"room": 0, "equipment": 1, "prop": 2}


class Resources(Subject):
    """What classes hold."""

    tables = (Resource,)
    codes = {"too_many_spots": "quantity", "resource_short": "quantity"}  # noqa: RUF012

    def words(self) -> ListWords:
        here = self.session.location
        return ListWords(
            self.tr("Rooms and equipment"),
            self.tr("What classes hold at {0}.").format(here.name if here else ""),
            self.tr("No rooms yet. Add one, and services can hold it."),
            self.tr("Add a room or equipment"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        rows = self.session.source.rows.find(RESOURCES_AT_LOCATION, self.session.location_id)
        shown = [row for row in rows if (row.state == "active") != past]
        shown.sort(key=lambda row: (_ORDER.get(row.type, 9), row.name, row.id))
        return [self._entry(row) for row in shown]

    def form(self, key: str) -> FormSpec | None:
        row = self.session.source.rows.get(Resource, key) if key else None
        if key and row is None:
            return None
        return FormSpec(
            title=row.name if row else self.tr("New room or equipment"),
            note=self._note(row) if row else "",
            sections=(Section("", self._fields(new=row is None)),),
            values=_values(row),
            save=self.tr("Save") if row else self.tr("Add"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        if not key:
            return CreateResource(self.session.location_id, **values)
        given = {name: values[name] for name in sorted(changed)}
        return EditResource(key, **given) if given else None

    def says(self, key: str, values: dict[str, Any]) -> str:
        told = self.tr("Changed {0}") if key else self.tr("Added {0}")
        return told.format(bold(values["name"]))

    def fit(self, form: Form) -> None:
        form.show_field("users", not form.value("exclusive"))

    def _fields(self, *, new: bool) -> tuple[Field, ...]:
        def limit(name: str) -> Any:
            return limit_of(CreateResource, name)

        types = (
            Option("room", self.tr("Room")),
            Option("equipment", self.tr("Equipment")),
            Option("prop", self.tr("Prop")),
        )
        kind = Field(name="type", label=self.tr("Kind"), kind=Kind.CHOICE, options=types, wide=2)
        return (
            Field(name="name", label=self.tr("Name"), limit=limit("name"), required=True, wide=4),
            *((kind,) if new else ()),
            Field(
                name="quantity",
                label=self.tr("How many there are"),
                kind=Kind.WHOLE,
                limit=limit("quantity"),
                wide=2,
            ),
            Field(name="colour", label=self.tr("Colour"), kind=Kind.COLOUR),
            Field(
                name="exclusive",
                label=self.tr("Serves one class or client at a time"),
                kind=Kind.SWITCH,
            ),
            Field(
                name="users",
                label=self.tr("Clients at once on each"),
                kind=Kind.WHOLE,
                limit=limit("users"),
                wide=3,
            ),
        )

    def _entry(self, row: Resource) -> Entry:
        return entry(
            row.id,
            row.name,
            self._note(row),
            figure=f"{row.quantity}" if row.quantity > 1 else "",
            sign=Sign(icon=ICONS.get(row.type, "tag"), colour=row.colour),
        )

    def _note(self, row: Resource) -> str:
        names = {
            "room": self.tr("Room"),
            "equipment": self.tr("Equipment"),
            "prop": self.tr("Prop"),
        }
        use = (
            self.tr("one class or client at a time")
            if row.exclusive
            else self.tr("shared, {0} at once on each").format(row.users)
        )
        return f"{names.get(row.type, row.type)} · {use}"


def _values(row: Resource | None) -> dict[str, Any]:
    if row is None:
        return {
            "name": "",
            "type": "room",
            "quantity": 1,
            "colour": 12,
            "exclusive": True,
            "users": 1,
        }
    return {
        "name": row.name,
        "quantity": row.quantity,
        "colour": row.colour,
        "exclusive": bool(row.exclusive),
        "users": row.users,
    }


class ResourcesPage(RecordPage):
    """The page of rooms and equipment."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Resources(session))
