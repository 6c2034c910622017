"""Dates on which a location is closed: its classes, its passes, and the way back (SCH-14)."""

from collections.abc import Sequence
from typing import Any

from core.changes import Outcome
from core.commands.closures import CloseLocation, OpenLocation
from core.commands.registry import Command
from core.domain.closures import ENDED, Closure
from core.domain.refusals import Refusal
from core.queries import studio_setup
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.saying import counted
from desktop.session import Session


class Closures(Subject):
    """The closed dates of the location in view."""

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
        chosen = dict.fromkeys(asked.facts["occurrence_ids"], values["fate"])
        return CloseLocation(
            plain.location_id,
            plain.from_date,
            plain.until_date,
            chosen,
            plain.extend_passes,
            plain.reason,
        )

    def foresees(self, _key: str, outcome: Outcome) -> str:
        facts = outcome.facts
        gone = counted(facts["cancelled"], "1 class is cancelled", "{0} classes are cancelled")
        people = len(set(facts["client_ids"]))
        told = counted(people, "1 client is told", "{0} clients are told")
        kept = self.tr("{0} take place all the same.").format(facts["kept"])
        parts = [f"{gone}, {told}."] if facts["cancelled"] else []
        return " ".join((*parts, kept)) if facts["kept"] else " ".join(parts)

    def says(self, _key: str, values: dict[str, Any]) -> str:
        days = formats.short_date(values["from_date"]), formats.short_date(values["until_date"])
        return self.tr("Closed from {0} to {1}").format(*days)

    def deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(Closure, key) if key else None
        if row is None or row.state == ENDED:
            return ()
        command, send = OpenLocation(row.location_id, row.id), self.session.send
        says = self.tr("Opened again: {0}").format(_span(row))
        return (Deed(self.tr("Open again"), "rotate-ccw", lambda: send(command, says=says)),)

    def _date(self, name: str, label: str) -> Field:
        return Field(name=name, label=label, kind=Kind.DATE, required=True, wide=3)


def _span(row: Closure) -> str:
    first, last = formats.short_date(row.from_date), formats.short_date(row.until_date)
    return first if first == last else f"{first} – {last}"


class ClosuresPage(RecordPage):
    """The page of closed dates."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Closures(session))
