"""One client's whole life at the studio as the profile shows it."""

from msgspec.structs import replace

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
from core.domain.messages import FAILED
from core.domain.organisation import StaffMember
from core.domain.people import ARCHIVED, BOUND, Client
from core.domain.phones import spaced
from core.domain.records import CommandLog
from core.queries import clients, dues, history, messages, notes, place
from core.queries.source import Source
from desktop import formats
from desktop.features.clients.booking_lines import past_line, upcoming_lines
from desktop.features.clients.details_of import (
    details_of,
    health_lines,
    standing_chips,
    suspension_of,
)
from desktop.features.clients.ledger_words import PassWords
from desktop.features.clients.model import Profile, StoryLine
from desktop.history_words import deed_of
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import State, Tone
from desktop.widgets.chip import ChipSpec

EVER = 1 << 62
PAID = "view_payments"
MOST_PAST, MOST_DEEDS, MOST_MESSAGES = 200, 60, 200
_LIVE = (BOOKED, PENDING_PAYMENT, CHECKED_IN, ATTENDED)
CHANNEL_WORDS = {"email": tr("E-mail"), "sms": "SMS", "in_app": tr("In the app")}
_METHODS = {
    "cash": tr("Cash"),
    "external_terminal": tr("Card at the terminal"),
    "bank_transfer": tr("Bank transfer"),
    "voucher": tr("Voucher"),
    "other": tr("Other"),
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
    barred = suspension_of(session, client.id)
    fixed = not session.sight.could("freeze_pass")
    return Profile(
        client_id=client.id,
        name=client.name,
        chips=_chips(session, client, past, sum(due.amount for due in owed)),
        contacts=_contacts(client),
        since=_since(client, zone),
        passes=tuple(
            replace(words.line(held), fixed=fixed) for held in clients.passes(source, client.id)
        ),
        upcoming=upcoming_lines(session, client.id, ahead, waits),
        past=tuple(past_line(one, now, session.currency) for one in past[:MOST_PAST]),
        past_count=len(past),
        past_note=_came(past),
        details=details_of(session, client),
        payments=_payments(session, client.id, owed) if session.sight.could(PAID) else (),
        notes=_notes(session, client),
        health=health_lines(session, client),
        messages=_messages(session, client.id),
        history=tuple(_deeds(session, source, log, now)),
        history_count=len(log),
        archived=client.state == ARCHIVED,
        suspended=barred is not None,
        cards=sum(card.state == BOUND for card in place.cards(source, client.id)),
    )


def _chips(
    session: Session, client: Client, past: list[clients.BookingLine], owed: int
) -> tuple[ChipSpec, ...]:
    chips = [ChipSpec(tr("Archived"), "inbox")] if client.state == ARCHIVED else []
    chips += standing_chips(session, client)
    if owed > 0:
        chips.append(
            ChipSpec.of(State.UNPAID, tr("{0} due").format(formats.money(owed, session.currency)))
        )
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
    told = (("phone", spaced(client.phone)), ("mail", client.email), ("cake", birthday))
    return tuple((icon, text) for icon, text in told if text)


def _since(client: Client, zone: str) -> str:
    if not client.created_at:
        return ""
    made = formats.local(client.created_at, zone)
    return tr("Client since {0} {1}").format(formats.MONTHS[made.month - 1], made.year)


def _came(past: list[clients.BookingLine]) -> str:
    came = sum(one.state in (CHECKED_IN, ATTENDED) for one in past)
    missed = sum(one.state == NO_SHOW for one in past)
    return tr("{0} % came").format(round(100 * came / (came + missed))) if came + missed else ""


def _payments(session: Session, client_id: str, owed: list[dues.Due]) -> tuple[StoryLine, ...]:
    source, now, zone = session.source, session.now(), session.zone
    open_sums = [
        StoryLine(
            entry_id=f"due/{due.key}",
            when=formats.moment(due.at, due.zone or zone, now),
            icon="banknote",
            text=tr("Due for {0}").format(due.name),
            note=tr("Not paid yet"),
            amount=formats.money(due.amount, session.currency),
            tone=State.UNPAID.mark.tone,
        )
        for due in owed
    ]
    paid = []
    for row in source.rows.find(PAYMENTS_OF_CLIENT, client_id)[::-1]:
        held = source.rows.get(Pass, row.subject_id)
        method = _METHODS.get(row.method, row.method)
        what = held.name if held else tr("Class")
        paid.append(
            StoryLine(
                entry_id=row.id,
                when=formats.moment(row.at, zone, now),
                icon="banknote" if row.amount >= 0 else "undo-2",
                text=what if row.amount >= 0 else tr("{0}, money returned").format(what),
                note=tr("{0}, receipt {1}").format(method, row.receipt) if row.receipt else method,
                amount=formats.money(row.amount, session.currency),
            )
        )
    return (*open_sums, *paid)


def _notes(session: Session, client: Client) -> tuple[StoryLine, ...]:
    """The staff note first, then what instructors wrote, to those who may read it (BK-13)."""
    own = [line.strip() for line in client.notes.splitlines() if line.strip()]
    lines = [
        StoryLine(entry_id=f"note/{at}", when="", icon="notebook-pen", text=line)
        for at, line in enumerate(own)
    ]
    if not session.may("see_private_notes"):
        return tuple(lines)
    source, now = session.source, session.now()
    for note in notes.about_client(source.rows, client.id)[:MOST_DEEDS]:
        writer = source.rows.get(StaffMember, note.written_by)
        by = writer.name if writer else ""
        shared = tr(" · the client reads it") if note.shared else ""
        lines.append(
            StoryLine(
                entry_id=note.id,
                when=formats.moment(note.written_at, session.zone, now),
                icon="notebook-pen",
                text=note.text,
                note=f"{by}{shared}",
            )
        )
    return tuple(lines)


def _messages(session: Session, client_id: str) -> tuple[StoryLine, ...]:
    now = session.now()
    return tuple(
        StoryLine(
            entry_id=one.id,
            when=formats.moment(one.at, session.zone, now),
            icon="mail",
            text=tr(one.event.replace("_", " ").capitalize()),
            note=" · ".join(part for part in (CHANNEL_WORDS[one.channel], one.why) if part),
            amount=tr(one.state.capitalize()),
            tone=Tone.REFUSED if one.state == FAILED else Tone.NEUTRAL,
        )
        for one in messages.of_client(session.source, client_id)[:MOST_MESSAGES]
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
