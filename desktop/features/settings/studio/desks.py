"""The computers of this location: who signs there, another name, revoked for good."""

from collections.abc import Sequence
from typing import Any

from core.commands.identity import RenameDesk, RevokeDesk
from core.commands.registry import Command
from core.domain.organisation import Desk, StaffKey, StaffMember
from core.queries import desks
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.studio.new_desk import NewDesk
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Section, limit_of
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.wording import bold


class Desks(Subject):
    """Every enrolled computer of the location in view."""

    tables = (Desk, StaffKey, StaffMember)
    codes = {"last_desk": "name"}  # noqa: RUF012

    def words(self) -> ListWords:
        here = self.session.location
        told = self.tr(
            "The computers of {0}. A new one asks for an address and a code when it is started."
        )
        return ListWords(
            self.tr("Desks"),
            told.format(here.name if here else ""),
            self.tr("No desks here yet. Add a computer of this location."),
            self.tr("Add a desk") if self.session.may("enrol_desk") else "",
            past=self.tr("Revoked"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        lines = desks.desks(self.session.source, self.session.location_id)
        return [self._entry(line) for line in lines if line.revoked == past]

    def form(self, key: str) -> FormSpec | None:
        row = self.session.source.rows.get(Desk, key)
        if row is None or row.state != "active":
            return None
        name = Field(
            name="name", label=self.tr("Name"), limit=limit_of(RenameDesk, "name"), required=True
        )
        return FormSpec(
            title=row.name,
            note=self.tr("Letter {0} on receipts").format(row.code),
            sections=(Section("", (name,)),),
            values={"name": row.name},
            save=self.tr("Save"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        return RenameDesk(key, values["name"]) if changed else None

    def says(self, _key: str, values: dict[str, Any]) -> str:
        return self.tr("Named the desk {0}").format(bold(values["name"]))

    def deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(Desk, key)
        if row is None or row.state != "active":
            return ()
        told = self.tr(
            "{0} will forget its keys and can do nothing any more. The computer would have to be "
            "enrolled anew."
        ).format(row.name)
        return (Deed(self.tr("Revoke"), "x", lambda: self._revoke(row), told),)

    def _revoke(self, row: Desk) -> None:
        says = self.tr("Revoked {0}").format(bold(row.name))
        self.session.send(RevokeDesk(row.id), says=says)

    def _entry(self, line: desks.DeskLine) -> Entry:
        row = line.desk
        mine = row.id == self.session.source.desk_id
        chips = (ChipSpec(self.tr("this computer"), "", Tone.INFO),) if mine else ()
        since = formats.short_day(row.enrolled_at, self.session.zone)
        who = ", ".join(line.people) or self.tr("nobody has a PIN here")
        note = self.tr("Letter {0} · since {1} · {2}").format(row.code, since, who)
        return entry(
            row.id, row.name, note, chips=chips, sign=Sign(icon="keyboard"), past=line.revoked
        )


class DesksPage(RecordPage):
    """The page of desks."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Desks(session))
        self.adding: NewDesk | None = None

    def add(self) -> None:
        """A code for another computer."""
        if not self.subject.words().add:
            return
        self._drop()
        self.stop_adding()
        self.adding = NewDesk(self.session)
        self.adding.left.connect(self.back)
        self.put_in(self.adding)
        self.adding.ask()

    def back(self) -> None:
        if self.adding is None:
            super().back()
            return
        self.stop_adding()
        self._close()

    def stop_adding(self) -> None:
        """Take the code away."""
        if self.adding is not None:
            self.take_out(self.adding)
            self.adding = None
