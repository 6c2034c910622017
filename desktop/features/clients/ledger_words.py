"""A pass in words: its credits as marks, its sentences, the life of each credit (M-05, PASS-2)."""

from datetime import date

import msgspec

from core.domain.bookings import Booking
from core.domain.catalogue import Service
from core.domain.credits import (
    ADJUST,
    CAPTURE,
    EXPIRE,
    GRANT,
    HOLD,
    LEDGER_OF_PASS,
    REFUND,
    RELEASE,
    REVOKE,
    UNCAPTURE,
    UNLIMITED,
    LedgerEntry,
    Pass,
)
from core.domain.json_text import texts
from core.domain.organisation import StaffMember
from core.domain.records import CommandLog
from core.domain.schedule import Occurrence
from core.queries.clients import PassLine as Held
from core.queries.source import Source
from desktop import formats
from desktop.features.clients.model import Credit, LedgerLine, PassLine
from desktop.saying import tr
from desktop.theme.marks import Tone

MOST_ENTRIES, MOST_MARKS = 100, 60


class _Said(msgspec.Struct, frozen=True):
    icon: str
    text: str
    tone: Tone = Tone.NEUTRAL


_KINDS = {
    GRANT: _Said("plus", tr("Bought")),
    HOLD: _Said("minus", tr("Held for {0}")),
    RELEASE: _Said("rotate-ccw", tr("Came back from {0}"), Tone.OK),
    CAPTURE: _Said("check", tr("Used for {0}")),
    UNCAPTURE: _Said("undo-2", tr("Not used after all, {0}")),
    REFUND: _Said("rotate-ccw", tr("Given back, {0}"), Tone.OK),
    ADJUST: _Said("file-pen-line", tr("Corrected by hand"), Tone.ATTENTION),
    EXPIRE: _Said("clock-alert", tr("Expired"), Tone.ATTENTION),
    REVOKE: _Said("x", tr("Sale taken back"), Tone.ATTENTION),
}


class PassWords:
    """Reads what the words need; `today` is the local date of this place."""

    def __init__(self, source: Source, zone: str, now: int) -> None:
        self._source, self._zone, self._now = source, zone, now
        self._today = formats.local(now, zone).date()

    def line(self, held: Held) -> PassLine:
        """A pass with its ledger, the newest entry first."""
        row = self._source.rows.get(Pass, held.id)
        ended = self.ended(held)
        return PassLine(
            pass_id=held.id,
            name=held.name,
            covers=self._covers(row),
            free=_free(held, ended=ended),
            credits=_marks(held),
            sentences=self._sentences(held),
            ledger=self._ledger(held),
            ended=ended,
        )

    def ended(self, held: Held) -> bool:
        """Whether it pays for nothing any more."""
        if held.state != "active":
            return True
        over = bool(held.valid_until) and date.fromisoformat(held.valid_until) < self._today
        return over or (held.kind != UNLIMITED and held.balance <= 0 and held.held <= 0)

    def _covers(self, row: Pass | None) -> str:
        services = texts(row.services) if row else ()
        names = [s.name for key in services if (s := self._source.rows.get(Service, key))]
        return ", ".join(names[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")

    def _sentences(self, held: Held) -> tuple[str, ...]:
        bought = formats.short_date(str(formats.local(held.sold_at, self._zone).date()))
        if held.kind == UNLIMITED:
            first = tr("Bought {0}, as many classes as wanted.").format(bought)
        else:
            used = max(0, held.credits - held.balance - held.held)
            first = tr("Bought {0}, {1} credits: {2} used, {3} held, {4} free.").format(
                bought, held.credits, used, held.held, held.balance
            )
        return (first, self._expiry(held))

    def _expiry(self, held: Held) -> str:
        if held.state != "active":
            return tr("The sale was taken back.")
        if not held.valid_until:
            return tr("Never expires, so it pays last.")
        left = (date.fromisoformat(held.valid_until) - self._today).days
        day = formats.short_date(held.valid_until)
        if left < 0:
            return tr("Expired on {0}.").format(day)
        return tr("Expires {0}, {1}.").format(
            day, "today" if not left else tr("in {0} days").format(left)
        )

    def _ledger(self, held: Held) -> tuple[LedgerLine, ...]:
        entries = self._source.rows.find(LEDGER_OF_PASS, held.id)
        lines, free = [], 0
        for entry in entries:
            free += entry.amount
            lines.append((entry, free))
        unlimited = held.kind == UNLIMITED
        return tuple(
            self._entry(entry, "" if unlimited else tr("{0} free").format(after))
            for entry, after in lines[::-1][:MOST_ENTRIES]
        )

    def _entry(self, entry: LedgerEntry, after: str) -> LedgerLine:
        said = _KINDS.get(entry.kind, _Said("circle", entry.kind))
        what = self._class_of(entry)
        text = said.text.format(what) if what else said.text.format(tr("a class"))
        change = f"{entry.amount:+d}".replace("-", "−") if entry.amount else "0"
        return LedgerLine(
            entry_id=entry.id,
            when=self._when(entry.at),
            icon=said.icon,
            text=text,
            note=" · ".join(part for part in (self._who(entry), self._reason(entry)) if part),
            change=change if after else "",
            balance=after,
            tone=said.tone,
        )

    def _reason(self, entry: LedgerEntry) -> str:
        return entry.reason if entry.kind == ADJUST or entry.reason == "imported" else ""

    def _who(self, entry: LedgerEntry) -> str:
        log = self._source.rows.get(CommandLog, entry.command_id)
        if log is None:
            return tr("Saved here")
        member = self._source.rows.get(StaffMember, log.actor_id) if log.actor_id else None
        return member.name if member else tr("Foyer")

    def _class_of(self, entry: LedgerEntry) -> str:
        booking = self._source.rows.get(Booking, entry.booking_id) if entry.booking_id else None
        row = self._source.rows.get(Occurrence, booking.occurrence_id) if booking else None
        service = self._source.rows.get(Service, row.service_id) if row else None
        if row is None or service is None:
            return ""
        when = formats.short_day(row.starts_at, row.zone)
        return f"{service.name}, {when} {formats.clock(row.starts_at, row.zone)}"

    def _when(self, at: int) -> str:
        there = formats.local(at, self._zone)
        if there.date() == self._today:
            return formats.clock(at, self._zone)
        return formats.short_date(str(there.date()))


def _free(held: Held, *, ended: bool) -> str:
    if held.kind == UNLIMITED:
        return tr("Ended") if ended else tr("Unlimited")
    return tr("{0} free").format(held.balance)


def _marks(held: Held) -> tuple[Credit, ...]:
    """Used ones first; none for an unlimited pass, and none where there are too many to count."""
    if held.kind == UNLIMITED:
        return ()
    used = max(0, held.credits - held.balance - held.held)
    marks = (
        (Credit.USED,) * used
        + (Credit.HELD,) * max(0, held.held)
        + (Credit.FREE,) * max(0, held.balance)
    )
    return marks if len(marks) <= MOST_MARKS else ()
