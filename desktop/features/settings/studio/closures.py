"""Dates on which a location is closed: its classes, its passes, and the way back (SCH-14)."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Signal

from core.changes import Outcome
from core.commands.closures import CloseLocation, OpenLocation
from core.commands.registry import Command
from core.domain.catalogue import Service
from core.domain.closures import ENDED, Closure
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.queries import studio_setup
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.studio.call_list import CallList
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.printing.choosing import ChooseFile, choose_file
from desktop.saying import counted, tr
from desktop.session import Session

EACH = "each"
CLASS = "class "


class Closures(Subject):
    """The closed dates of the location in view; `calls_asked` carries one whose clients have to be
    called."""

    calls_asked = Signal(str)

    tables = (Closure,)
    codes = {  # noqa: RUF012
        "dates_reversed": "until_date",
        "closure_too_long": "until_date",
        "invalid_date": "from_date",
    }

    def words(self) -> ListWords:
        here = self.session.location
        told = self.tr("Holidays and repairs at {0}: no classes on these dates.")
        return ListWords(
            self.tr("Closed dates"),
            told.format(here.name if here else ""),
            self.tr("Never closed so far. Add the next holiday."),
            self.tr("Close for dates"),
            self.tr("Over"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        today = str(formats.local(self.session.now(), self.session.zone).date())
        rows = studio_setup.closures(self.session.source, self.session.location_id)
        over = [row for row in rows if (row.state == ENDED or row.until_date < today) == past]
        return [
            entry(row.id, _span(row), row.reason, sign=Sign(icon="door-open"), past=past)
            for row in over
        ]

    def form(self, key: str) -> FormSpec | None:
        row = self.session.source.rows.get(Closure, key) if key else None
        today = str(formats.local(self.session.now(), self.session.zone).date())
        fate = (
            Option("cancel", self.tr("are cancelled with notice, credits go back")),
            Option("keep", self.tr("take place all the same")),
            Option(EACH, self.tr("are chosen one by one")),
        )
        fields = (
            self._date("from_date", self.tr("From")),
            self._date("until_date", self.tr("Until, included")),
            Field(
                name="fate", label=self.tr("Classes on these dates"), kind=Kind.CHOICE, options=fate
            ),
            Field(
                name="extend_passes",
                label=self.tr("Passes hold longer by as many days"),
                kind=Kind.SWITCH,
            ),
            Field(name="reason", label=self.tr("Why"), limit=limit_of(CloseLocation, "reason")),
        )
        values = {
            "from_date": row.from_date if row else today,
            "until_date": row.until_date if row else today,
            "fate": "cancel",
            "extend_passes": bool(row.extends) if row else True,
            "reason": row.reason if row else "",
        }
        return FormSpec(
            title=_span(row) if row else self.tr("Close for dates"),
            note=self.tr("Saving closes these dates too.") if row else "",
            sections=(Section("", fields),),
            values=values,
            save=self.tr("Close"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        if key and not changed:
            return None
        plain = CloseLocation(
            self.session.location_id,
            values["from_date"],
            values["until_date"],
            extend_passes=values["extend_passes"],
            reason=values["reason"],
        )
        asked = self.session.preview(plain)
        if not isinstance(asked, Refusal) or asked.code != "closure_choices":
            return plain
        fate = "cancel" if values["fate"] == EACH else values["fate"]
        return replace(plain, choices=dict.fromkeys(asked.facts["occurrence_ids"], fate))

    def asks_first(self, key: str, values: dict[str, Any], changed: set[str]) -> Subject | None:
        command = self.command(key, values, changed)
        if values["fate"] != EACH or not isinstance(command, CloseLocation) or not command.choices:
            return None
        return EachClass(self.session, command)

    def foresees(self, _key: str, outcome: Outcome) -> str:
        return foreseen(outcome)

    def says(self, _key: str, values: dict[str, Any]) -> str:
        return closed_words(values["from_date"], values["until_date"])

    def deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(Closure, key) if key else None
        if row is None or row.state == ENDED:
            return ()
        command, send = OpenLocation(row.location_id, row.id), self.session.send
        says = self.tr("Opened again: {0}").format(_span(row))
        calls = Deed(self.tr("Who to call"), "phone", lambda: self.calls_asked.emit(row.id))
        again = Deed(self.tr("Open again"), "rotate-ccw", lambda: send(command, says=says))
        return (calls, again)

    def _date(self, name: str, label: str) -> Field:
        return Field(name=name, label=label, kind=Kind.DATE, required=True, wide=3)


def _span(row: Closure) -> str:
    first, last = formats.short_date(row.from_date), formats.short_date(row.until_date)
    return first if first == last else f"{first} – {last}"


def foreseen(outcome: Outcome) -> str:
    """What closing would bring about."""
    facts = outcome.facts
    gone = counted(facts["cancelled"], "1 class is cancelled", "{0} classes are cancelled")
    people = len(set(facts["client_ids"]))
    told = counted(people, "1 client is told", "{0} clients are told")
    kept = tr("{0} take place all the same.").format(facts["kept"])
    parts = [f"{gone}, {told}."] if facts["cancelled"] else []
    return " ".join((*parts, kept)) if facts["kept"] else " ".join(parts)


def closed_words(from_date: str, until_date: str) -> str:
    """How closing is named once it is done."""
    days = formats.short_date(from_date), formats.short_date(until_date)
    return tr("Closed from {0} to {1}").format(*days)


class EachClass(Subject):
    """A choice for each class on closed dates, asked before they are closed (SCH-14)."""

    def __init__(self, session: Session, closing: CloseLocation) -> None:
        super().__init__(session)
        self._closing = closing
        rows = session.source.rows
        found = [one for key in closing.choices if (one := rows.get(Occurrence, key)) is not None]
        self._classes = sorted(found, key=lambda one: (one.starts_at, one.id))

    def words(self) -> ListWords:
        return ListWords(self.tr("Closed dates"), "", "")

    def form(self, _key: str) -> FormSpec | None:
        fates = (
            Option("cancel", self.tr("is cancelled with notice")),
            Option("keep", self.tr("takes place all the same")),
        )
        fields = tuple(
            Field(
                name=f"{CLASS}{one.id}",
                label=self._name(one),
                kind=Kind.CHOICE,
                options=fates,
                wide=3,
            )
            for one in self._classes
        )
        return FormSpec(
            title=self.tr("The {0} classes on these dates").format(len(fields)),
            note=self.tr("The location is closed when this is saved."),
            sections=(Section("", fields),),
            values={field.name: "cancel" for field in fields},
            save=self.tr("Close"),
        )

    def command(self, _key: str, values: dict[str, Any], _changed: set[str]) -> Command:
        chosen = {one.id: values[f"{CLASS}{one.id}"] for one in self._classes}
        return replace(self._closing, choices={**self._closing.choices, **chosen})

    def foresees(self, _key: str, outcome: Outcome) -> str:
        return foreseen(outcome)

    def says(self, _key: str, _values: dict[str, Any]) -> str:
        return closed_words(self._closing.from_date, self._closing.until_date)

    def _name(self, one: Occurrence) -> str:
        service = self.session.source.rows.get(Service, one.service_id)
        day = formats.short_day(one.starts_at, one.zone)
        return f"{day}, {one.local_start} · {service.name if service else ''}"


class ClosuresPage(RecordPage):
    """The page of closed dates."""

    def __init__(self, session: Session) -> None:
        closures = Closures(session)
        super().__init__(session, closures)
        self.choose_file: ChooseFile = choose_file
        self.calls: CallList | None = None
        closures.calls_asked.connect(self.show_calls)

    def show_calls(self, key: str) -> None:
        """Whom to call because of closed dates, to be printed or saved."""
        row = self.session.source.rows.get(Closure, key)
        if row is None:
            return
        self.stop_calls()
        self.calls = CallList(self.session, row, _span(row))
        self.calls.left.connect(self.back)
        self.calls.print_asked.connect(self.print_asked)
        self.calls.choose_file = self.choose_file
        self.put_in(self.calls)

    def back(self) -> None:
        if self.calls is None:
            super().back()
            return
        self.stop_calls()
        self._close()

    def stop_calls(self) -> None:
        """Take the list away."""
        if self.calls is not None:
            self.take_out(self.calls)
            self.calls = None
