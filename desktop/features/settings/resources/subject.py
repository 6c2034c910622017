"""Rooms and equipment of the location in view (RES-1, RES-6)."""

from collections.abc import Sequence
from typing import Any

from core.changes import Outcome
from core.commands.catalogue import CreateResource
from core.commands.registry import Command
from core.commands.resources import ArchiveResource, EditResource, UnarchiveResource
from core.commands.spots import PutInOrder
from core.domain.schedule import RESOURCES_AT_LOCATION, Resource
from core.domain.spots import OUTAGES_OF_RESOURCE, Outage, Spot
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.resources.map_page import MapPage
from desktop.features.settings.resources.outages import Outages, lost_words
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.forms.form import Form
from desktop.saying import counted
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.wording import bold

ICONS = {"room": "door-open", "equipment": "layout-grid", "prop": "tag"}
_ORDER = {"room": 0, "equipment": 1, "prop": 2}


class Resources(Subject):
    """What classes hold."""

    tables = (Resource, Outage, Spot)
    codes = {"too_many_spots": "quantity", "resource_short": "quantity"}  # noqa: RUF012

    def words(self) -> ListWords:
        here = self.session.location
        return ListWords(
            self.tr("Rooms and equipment"),
            self.tr("What classes hold at {0}.").format(here.name if here else ""),
            self.tr("No rooms yet. Add one, and services can hold it."),
            self.tr("Add a room or equipment"),
            self.tr("Archived"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        rows = self.session.source.rows.find(RESOURCES_AT_LOCATION, self.session.location_id)
        shown = [row for row in rows if (row.state == "active") != past]
        shown.sort(key=lambda row: (_ORDER.get(row.type, 9), row.name, row.id))
        return [self._entry(row, past=past) for row in shown]

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

    def deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(Resource, key) if key else None
        if row is None:
            return ()
        send = self.session.send
        if row.state != "active":
            back = UnarchiveResource(row.id)
            says = self.tr("Brought {0} back").format(bold(row.name))
            return (Deed(self.tr("Bring back"), "rotate-ccw", lambda: send(back, says=says)),)
        found = [self._in_order(row, one) for one in self._outages(row)]
        out = Deed(
            self.tr("Out of order"),
            "wrench",
            lambda: None,
            asks=lambda: Outages(self.session, row),
        )
        archive = ArchiveResource(row.id)
        told = self.tr("Archived {0}").format(bold(row.name))
        return (
            *found,
            out,
            Deed(self.tr("Archive"), "inbox", lambda: send(archive, says=told)),
        )

    def foresees(self, _key: str, outcome: Outcome) -> str:
        return lost_words(self, outcome)

    def _in_order(self, row: Resource, outage: Outage) -> Deed:
        command = PutInOrder(row.id, outage.id)
        says = self.tr("{0} is in order again").format(bold(row.name))
        send = self.session.send
        return Deed(self.tr("In order again"), "check", lambda: send(command, says=says))

    def _outages(self, row: Resource) -> list[Outage]:
        now = self.session.now()
        rows = self.session.source.rows.find(OUTAGES_OF_RESOURCE, row.id)
        return [one for one in rows if not one.ends_at or one.ends_at > now]

    def _entry(self, row: Resource, *, past: bool = False) -> Entry:
        broken = sum(one.units for one in self._outages(row))
        word = counted(broken, "1 out of order", "{0} out of order")
        chips = (ChipSpec(word, "wrench", Tone.ATTENTION),) if broken and not past else ()
        return entry(
            row.id,
            row.name,
            self._note(row),
            figure=f"{row.quantity}" if row.quantity > 1 else "",
            chips=chips,
            sign=Sign(icon=ICONS.get(row.type, "tag"), colour=row.colour),
            past=past,
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
    """The page of rooms and equipment, with the map of numbered spots (RES-4)."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Resources(session))
        self.map: MapPage | None = None

    def extra_deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(Resource, key) if key else None
        if row is None or row.type == "room" or row.state != "active":
            return ()
        return (Deed(self.tr("Map of spots"), "layout-grid", lambda: self.show_map(key)),)

    def show_map(self, key: str) -> None:
        """Lay out the spots of a resource."""
        row = self.session.source.rows.get(Resource, key)
        if row is not None:
            self._drop()
            self.map = MapPage(self.session, row, self.title)
            self.map.ended.connect(self._map_ended)
            self.put_in(self.map)

    def back(self) -> None:
        if self.map is not None:
            self._map_ended()
        else:
            super().back()

    def _map_ended(self) -> None:
        shown, self.map = self.map, None
        if shown is not None:
            self.take_out(shown)
            self._close()
