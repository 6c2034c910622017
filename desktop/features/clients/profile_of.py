"""One client's whole life at the studio as the profile shows it."""

from core.commands.seats import Book
from core.domain.bookings import (
    ATTENDED,
    BOOKED,
    CHECKED_IN,
    ENTRIES_OF_CLIENT,
    NO_SHOW,
    PENDING_PAYMENT,
)
from core.domain.credits import PAYMENTS_OF_CLIENT, Pass
from core.domain.json_text import texts
from core.domain.people import ARCHIVED, Client
from core.domain.records import CommandLog
from core.domain.refusals import Refusal
from core.domain.zones import DAY_MS
from core.queries import clients, dues, history, occurrences
from core.queries.source import Source
from desktop import formats
from desktop.features.clients.booking_lines import past_line, upcoming_lines
from desktop.features.clients.ledger_words import PassWords
from desktop.features.clients.model import DetailLine, Profile, StoryLine
from desktop.history_words import deed_of
from desktop.session import Session
from desktop.theme.marks import State
from desktop.widgets.chip import ChipSpec

EVER = 1 << 62
_OF_THAT_CLASS = ("already_booked", "already_waiting", "class_full", "overlapping_booking")
MOST_PAST, MOST_DEEDS, WHY_DAYS, WHY_TRIES = 200, 60, 7, 6
_LIVE = (BOOKED, PENDING_PAYMENT, CHECKED_IN, ATTENDED)
_FIELDS = (
    ("Name", "name"),
    ("Phone", "phone"),
    ("E-mail", "email"),
    ("Birthday", "birthday"),
    ("Emergency", "emergency_contact"),
    ("Staff note", "notes"),
)
_METHODS = {
    "cash": "Cash",
    "external_terminal": "Card at the terminal",
    "bank_transfer": "Bank transfer",
    "voucher": "Voucher",
    "other": "Other",
}


def profile_of(session: Session, client: Client) -> Profile:
    """Everything, read now, but for why they can or cannot book, which `why_of` tries out."""
    source, now, zone = session.source.remembering(), session.now(), session.zone
    words = PassWords(source, zone, now)
    booked = clients.bookings(source, client.id, 0, EVER)
    ahead = [one for one in booked if one.ends_at > now and one.state in _LIVE]
    past = [one for one in booked if one not in ahead][::-1]
    waits = source.rows.find(ENTRIES_OF_CLIENT, client.id)
    log = history.of_client(source, client.id)
    owed = dues.dues(source, client.id)
    return Profile(
        client_id=client.id,
        name=client.name,
        chips=_chips(session, client, past, sum(due.amount for due in owed)),
        contacts=_contacts(client),
        since=_since(client, zone),
        passes=tuple(words.line(held) for held in clients.passes(source, client.id)),
        upcoming=upcoming_lines(session, client.id, ahead, waits),
        past=tuple(past_line(one, now, session.currency) for one in past[:MOST_PAST]),
        past_count=len(past),
        past_note=_came(past),
        details=tuple(
            DetailLine(label=label, value=getattr(client, field), field=field)
            for label, field in _FIELDS
        ),
        payments=_payments(session, client.id, owed),
        notes=_notes(client),
        history=tuple(_deeds(session, source, log, now)),
        history_count=len(log),
        archived=client.state == ARCHIVED,
    )


def _chips(
    session: Session, client: Client, past: list[clients.BookingLine], owed: int
) -> tuple[ChipSpec, ...]:
    chips = [ChipSpec("Archived", "inbox")] if client.state == ARCHIVED else []
    if owed > 0:
        chips.append(ChipSpec.of(State.UNPAID, f"{formats.money(owed, session.currency)} due"))
    if not any(one.state in (CHECKED_IN, ATTENDED) for one in past):
        chips.append(ChipSpec.of(State.FIRST_VISIT))
    today = str(formats.local(session.now(), session.zone).date())
    if client.birthday and client.birthday[5:] == today[5:]:
        chips.append(ChipSpec.of(State.BIRTHDAY))
    if client.permission == "vip":
        chips.append(ChipSpec("VIP", "star"))
    return (*chips, *(ChipSpec(tag, "tag") for tag in texts(client.tags)))


def _contacts(client: Client) -> tuple[tuple[str, str], ...]:
    birthday = formats.short_date(client.birthday)
    told = (("phone", client.phone), ("mail", client.email), ("cake", birthday))
    return tuple((icon, text) for icon, text in told if text)


def _since(client: Client, zone: str) -> str:
    if not client.created_at:
        return ""
    made = formats.local(client.created_at, zone)
    return f"Client since {formats.MONTHS[made.month - 1]} {made.year}"


def _came(past: list[clients.BookingLine]) -> str:
    came = sum(one.state in (CHECKED_IN, ATTENDED) for one in past)
    missed = sum(one.state == NO_SHOW for one in past)
    return f"{round(100 * came / (came + missed))} % came" if came + missed else ""


def why_of(session: Session, client: Client) -> tuple[str, str]:
    """The first rule that stands against the next class, or that nothing does (BK-12)."""
    first = client.name.partition(" ")[0]
    title = f"Why can’t {first} book?"
    now = session.now()
    lines = occurrences.occurrences(
        session.source, session.location_id, now, now + WHY_DAYS * DAY_MS
    )
    coming = [one for one in lines if one.starts_at > now and one.state == "scheduled"]
    for one in coming[:WHY_TRIES]:
        result = session.preview(Book(client.id, one.id))
        if isinstance(result, Refusal):
            if result.code in _OF_THAT_CLASS:
                continue
            return title, session.sentence(result)
        pays = str(result.facts.get("pass_name") or "")
        what = f"{one.name}, {formats.moment(one.starts_at, one.zone, now)}"
        if pays:
            return title, f"Nothing stops {first}. {pays} pays first, next for {what}."
        return title, f"Nothing stops {first}. {what} needs no pass."
    return title, "The next classes are full, or meet what is booked." if coming else ""


def _payments(session: Session, client_id: str, owed: list[dues.Due]) -> tuple[StoryLine, ...]:
    source, now, zone = session.source, session.now(), session.zone
    open_sums = [
        StoryLine(
            entry_id=f"due/{due.key}",
            when=formats.moment(due.at, due.zone or zone, now),
            icon="banknote",
            text=f"Due for {due.name}",
            note="Not paid yet",
            amount=formats.money(due.amount, session.currency),
            tone=State.UNPAID.mark.tone,
        )
        for due in owed
    ]
    paid = []
    for row in source.rows.find(PAYMENTS_OF_CLIENT, client_id)[::-1]:
        held = source.rows.get(Pass, row.subject_id)
        method = _METHODS.get(row.method, row.method)
        what = held.name if held else "Class"
        paid.append(
            StoryLine(
                entry_id=row.id,
                when=formats.moment(row.at, zone, now),
                icon="banknote" if row.amount >= 0 else "undo-2",
                text=what if row.amount >= 0 else f"{what}, money returned",
                note=f"{method}, receipt {row.receipt}" if row.receipt else method,
                amount=formats.money(row.amount, session.currency),
            )
        )
    return (*open_sums, *paid)


def _notes(client: Client) -> tuple[StoryLine, ...]:
    lines = [line.strip() for line in client.notes.splitlines() if line.strip()]
    return tuple(
        StoryLine(entry_id=f"note/{at}", when="", icon="notebook-pen", text=line)
        for at, line in enumerate(lines)
    )


def _deeds(session: Session, source: Source, log: list[CommandLog], now: int) -> list[StoryLine]:
    deeds = [
        deed_of(entry, source, session.zone, now, session.currency) for entry in log[:MOST_DEEDS]
    ]
    return [
        StoryLine(
            entry_id=deed.id,
            when=deed.when,
            icon=deed.icon,
            text=deed.text,
            note=deed.by,
            tone=deed.tone,
            brief=formats.brief(entry.occurred_at, session.zone, now),
        )
        for entry, deed in zip(log, deeds, strict=False)
    ]
