"""Who works here: contact, what they teach, roles, invitation, sign-outs (ORG-4, ORG-9, ORG-10)."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from core.changes import Outcome
from core.commands.assigning import AllowSelfBooking
from core.commands.availability import QualifyStaff
from core.commands.identity import EndSessions, EndStaffKey, InviteStaff
from core.commands.registry import Command
from core.commands.setup import CreateStaff, EndGrant, GrantRole
from core.commands.staff import ArchiveStaff, EditStaff, UnarchiveStaff
from core.domain.ids import StaffId
from core.domain.json_text import texts
from core.domain.organisation import INSTRUCTOR, TRAINER, Grant, Location, StaffKey, StaffMember
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.queries import desks, place, studio_setup
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.people import roles, wish
from desktop.features.settings.people.ending_role import EndingRole
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.own_client import ClientOfStaff
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.wording import bold

ACTIVE = "active"
LEADS = (INSTRUCTOR, TRAINER)
_CONTACT = ("name", "email", "phone", "primary_location_id")


class Staff(Subject):
    """Everybody, also those who have left."""

    tables = (StaffMember, Grant, StaffKey, Location, Client)
    codes = {  # noqa: RUF012
        "last_owner": roles.EVERYWHERE,
        "role_too_high": roles.EVERYWHERE,
        "location_unknown": "primary_location_id",
    }

    def words(self) -> ListWords:
        return ListWords(
            self.tr("Staff"),
            self.tr("A role says what somebody may do, and at which location."),
            self.tr("Nobody works here yet. Add the first person."),
            self.tr("Add a person"),
            self.tr("Left"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        rows = studio_setup.staff(self.session.source)
        return [self._entry(row, past=past) for row in rows if (row.state != ACTIVE) == past]

    def form(self, key: str) -> FormSpec | None:
        source = self.session.source
        row = source.rows.get(StaffMember, key) if key else None
        if key and (row is None or row.state != ACTIVE):
            return self._left(row) if row else None
        places = place.locations(source)
        values: dict[str, Any] = {name: getattr(row, name) if row else "" for name in _CONTACT}
        values["categories"] = texts(row.categories) if row else ()
        sections = [Section(self.tr("Person"), self._fields(places))]
        if row is not None:
            values |= roles.values(place.grants(source, key), places)
            values[wish.SELF_BOOKING] = bool(row.self_booking)
            section = Section(self.tr("What clients may do"), (wish.field(self.session, row),))
            sections.append(section)
            sections.append(Section(self.tr("Roles"), roles.fields(places)))
        return FormSpec(
            title=row.name if row else self.tr("New person"),
            note=self._note(row) if row else self.tr("Roles come next."),
            sections=tuple(sections),
            values=values,
            save=self.tr("Save") if row else self.tr("Add person"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        sent = self._commands(key, values, changed)
        return sent[0] if sent else None

    def also(self, key: str, values: dict[str, Any], changed: set[str]) -> Sequence[Command]:
        return self._commands(key, values, changed)[1:]

    def asks_first(self, key: str, values: dict[str, Any], changed: set[str]) -> Subject | None:
        row = self.session.source.rows.get(StaffMember, key) if key else None
        sent = self._commands(key, values, changed)
        ends = [one for one in sent if isinstance(one, EndGrant)]
        return self._what_of_classes(row, ends, sent) if row is not None else None

    def _what_of_classes(
        self, row: StaffMember, ends: Sequence[Command], sent: Sequence[Command]
    ) -> EndingRole | None:
        """The form of the classes that would be left, None where there are none."""
        granted = [one for one in sent if isinstance(one, GrantRole)]
        given = {one.location_id for one in granted if one.role in LEADS}
        left: dict[str, None] = {}
        for command in ends:
            result = self.session.preview(command)
            for key in result.facts["occurrence_ids"] if isinstance(result, Outcome) else ():
                one = self.session.source.rows.get(Occurrence, key)
                if one is not None and one.location_id not in given:
                    left[key] = None
        return EndingRole(self.session, row, sent, list(left)) if left else None

    def says(self, key: str, values: dict[str, Any]) -> str:
        told = self.tr("Changed {0}") if key else self.tr("Added {0}")
        return told.format(bold(values["name"]))

    def deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(StaffMember, key) if key else None
        if row is None:
            return ()
        if row.state != ACTIVE:
            return (
                self._deed(self.tr("Bring back"), "rotate-ccw", self.tr("Brought {0} back"), row),
            )
        found = []
        if row.email:
            found.append(self._deed(self.tr("Invite"), "mail", self.tr("Invited {0}"), row))
        if self._signs(row):
            found.append(self._deed(self.tr("Sign out"), "lock", self.tr("Signed {0} out"), row))
        found += self._new_pin(row)
        found.append(self._archive(row))
        return found

    def _new_pin(self, row: StaffMember) -> list[Deed]:
        """The PIN of this desk is forgotten; with the password the person chooses another."""
        session = self.session
        desk_id = session.desk.membership.identity.desk_id
        held = desks.key_at(session.source, row.id, desk_id)
        if held is None:
            return []
        command = EndStaffKey(row.id, held.id)
        says = self.tr("{0} signs in with the password and chooses a new PIN").format(
            bold(row.name)
        )
        return [Deed(self.tr("New PIN"), "rotate-ccw", lambda: session.send(command, says=says))]

    def _archive(self, row: StaffMember) -> Deed:
        ends = ArchiveStaff(row.id)
        plain = self._deed(self.tr("Archive"), "inbox", self.tr("Archived {0}"), row)
        return replace(plain, asks=lambda: self._what_of_classes(row, [ends], [ends]))

    def _deed(self, text: str, icon: str, says: str, row: StaffMember) -> Deed:
        commands: dict[str, Command] = {
            "rotate-ccw": UnarchiveStaff(row.id),
            "mail": InviteStaff(row.id),
            "lock": EndSessions(row.id),
            "inbox": ArchiveStaff(row.id),
        }
        told, send = says.format(bold(row.name)), self.session.send
        return Deed(text, icon, lambda: send(commands[icon], says=told))

    def _commands(self, key: str, values: dict[str, Any], changed: set[str]) -> list[Command]:
        if not key:
            return [CreateStaff(**values)]
        made: list[Command] = []
        given = {name: values[name] for name in _CONTACT if name in changed}
        if given:
            made.append(EditStaff(key, **given))
        if "categories" in changed:
            made.append(QualifyStaff(key, values["categories"]))
        if wish.SELF_BOOKING in changed:
            made.append(AllowSelfBooking(key, values[wish.SELF_BOOKING]))
        if any(name in changed for name in self._role_fields(values)):
            held = place.grants(self.session.source, key)
            made += roles.commands(key, held, values, changed)
        return made

    def _role_fields(self, values: dict[str, Any]) -> list[str]:
        return [
            n for n in values if n in (roles.EVERYWHERE, roles.RIGHTS) or n.startswith(roles.AT)
        ]

    def _left(self, row: StaffMember) -> FormSpec:
        name = Field(name="name", label=self.tr("Name"), limit=limit_of(EditStaff, "name"))
        return FormSpec(
            title=row.name,
            note=self.tr("Left. What they taught stays in the history."),
            sections=(Section("", (name,)),),
            values={"name": row.name},
            save=self.tr("Save"),
        )

    def _fields(self, places: Sequence[Location]) -> tuple[Field, ...]:
        def limit(name: str) -> Any:
            return limit_of(CreateStaff, name)

        homes = (Option("", self.tr("none")), *(Option(one.id, one.name) for one in places))
        return (
            Field(name="name", label=self.tr("Name"), limit=limit("name"), required=True),
            Field(
                name="email",
                label=self.tr("E-mail"),
                kind=Kind.EMAIL,
                limit=limit("email"),
                wide=3,
            ),
            Field(
                name="phone",
                label=self.tr("Phone"),
                kind=Kind.PHONE,
                limit=limit("phone"),
                wide=3,
            ),
            Field(
                name="categories",
                label=self.tr("Teaches"),
                kind=Kind.WORDS,
                limit=limit("categories"),
                wide=3,
                hint=self.tr("Categories of services, with commas between."),
            ),
            Field(
                name="primary_location_id",
                label=self.tr("Usual location"),
                kind=Kind.CHOICE,
                options=homes,
                wide=3,
            ),
        )

    def _entry(self, row: StaffMember, *, past: bool) -> Entry:
        signs = ChipSpec(self.tr("has a PIN"), "lock", Tone.OK)
        chips = (signs,) if not past and self._signs(row) else ()
        return entry(
            row.id, row.name, self._note(row), chips=chips, sign=Sign(icon="user"), past=past
        )

    def _note(self, row: StaffMember) -> str:
        words = roles.role_words()
        names = {one.id: one.name for one in place.locations(self.session.source)}
        held = place.grants(self.session.source, row.id)
        parts = []
        for grant in held:
            where = names.get(grant.location_id, "")
            role = words.get(grant.role, grant.role)
            parts.append(self.tr("{0} at {1}").format(role, where) if where else role)
        if not parts:
            parts.append(self.tr("no role yet"))
        client = self.session.source.rows.get(Client, row.client_id) if row.client_id else None
        if client is not None:
            parts.append(self.tr("is the client {0}").format(client.name))
        return " · ".join((*parts, *texts(row.categories)))

    def _signs(self, row: StaffMember) -> bool:
        return desks.has_signed(self.session.source, StaffId(row.id))


class StaffPage(RecordPage):
    """The page of staff."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Staff(session))

    def extra_deeds(self, key: str) -> Sequence[Deed]:
        """Which client the person is (ORG-4)."""
        row = self.session.source.rows.get(StaffMember, key) if key else None
        if row is None or row.state != ACTIVE:
            return ()
        title = self.tr("Which client is it?")
        choices = ClientOfStaff(self.session, row)
        verb = self.tr("Link a client") if not row.client_id else self.tr("Change the client")
        return (Deed(verb, "user", lambda: self.choice_asked.emit(title, row.name, choices)),)
