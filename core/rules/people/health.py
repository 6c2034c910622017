"""How a client stands to waiver and health questionnaire, here and now (HLT-1 to HLT-6)."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

from core.changes import Act
from core.domain.health import (
    HEALTH_OF_CLIENT,
    SIGNATURES_OF_CLIENT,
    WAIVER,
    WAIVERS,
    HealthForm,
    Signature,
    Waiver,
)
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.settings import OLD_WAIVER_DAYS, WAIVER_AT_DESK
from core.domain.zones import DAY_MS
from core.ports import Reader
from core.rules.attendance.check_in import BY_STAFF
from core.rules.people.households import is_minor
from core.rules.terms import Terms

WaiverStanding = Literal["not_needed", "signed", "old", "missing"]
HealthStanding = Literal["unanswered", "expired", "clear", "flagged"]

FINE: frozenset[WaiverStanding] = frozenset({"not_needed", "signed", "old"})


class Papers(msgspec.Struct, frozen=True):
    """A client's standing, and the waiver to be signed ("" where none is published)."""

    standing: WaiverStanding
    waiver_id: str = ""
    title: str = ""

    @property
    def asks(self) -> bool:
        """Whether the client is asked to sign at this visit (HLT-6)."""
        return self.standing in ("old", "missing")


def in_force(waivers: Sequence[Waiver]) -> Waiver | None:
    """The version that is asked for: the one published last."""
    return max(waivers, key=lambda one: (one.published_at, one.id), default=None)


def waiver_standing(
    waivers: Sequence[Waiver], signatures: Sequence[Signature], now: int, old_days: int
) -> WaiverStanding:
    """An older version counts for so many days after the new one came out (HLT-6).

    Signatures for guests are theirs, not the client's.
    """
    current = in_force([one for one in waivers if one.published_at <= now])
    if current is None:
        return "not_needed"
    own = {one.waiver_id for one in signatures if not one.guest}
    if current.id in own:
        return "signed"
    fresh = now < current.published_at + old_days * DAY_MS
    return "old" if own and fresh else "missing"


def papers(tx: Reader, client_id: str, now: int, terms: Terms) -> Papers:
    """How a client stands to the waiver now."""
    waivers = tx.find(WAIVERS, WAIVER, until=now + 1)
    current = in_force(waivers)
    if current is None:
        return Papers("not_needed")
    signatures = tx.find(SIGNATURES_OF_CLIENT, client_id)
    standing = waiver_standing(waivers, signatures, now, terms.of(OLD_WAIVER_DAYS))
    return Papers(standing, current.id, current.title)


def unsigned_guests(tx: Reader, client_id: str, occurrence_id: str, guests: int) -> int:
    """How many guests of a booking have not signed (HLT-5)."""
    signed = {
        one.guest
        for one in tx.find(SIGNATURES_OF_CLIENT, client_id)
        if one.guest and one.occurrence_id == occurrence_id
    }
    return max(0, guests - len(signed))


def may_enter(
    act: Act, terms: Terms, found: Papers, guests: int, way: str, reason: str
) -> Refusal | None:
    """Refuses `waiver_missing`, `guest_waiver_missing`: an unsigned waiver stops on kiosk and
    phone; at the desk it stops or is let in with a reason, as the setting says (CHK-8, CHK-15).

    What a desk has shown as done happened, and is not asked again.
    """
    missing = found.standing not in FINE
    if act.shown or found.standing == "not_needed" or not (missing or guests):
        return None
    at_desk = way in BY_STAFF and not act.client_id
    if at_desk and reason.strip() and terms.of(WAIVER_AT_DESK) == "flag":
        return None
    facts = {"waiver_id": found.waiver_id, "title": found.title, "count": guests}
    return Refusal("waiver_missing" if missing else "guest_waiver_missing", facts)


def health_standing(forms: Sequence[HealthForm], today: str) -> HealthStanding:
    """What the latest answers say on a local date (HLT-1, HLT-3)."""
    latest = max(forms, key=lambda one: (one.signed_at, one.id), default=None)
    if latest is None or latest.answers == "{}":
        return "unanswered"
    if today >= latest.expires_on:
        return "expired"
    return "flagged" if latest.flag else "clear"


def expires_on(signed_on: str, months: int) -> str:
    """The same day so many months later; the last of the month where it has no such day."""
    first = date.fromisoformat(signed_on)
    at = first.year * 12 + first.month - 1 + months
    year, month = at // 12, at % 12 + 1
    for day in range(first.day, first.day - 4, -1):
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    raise ValueError(signed_on)


def guardian_needed(client: Client, guardian: bool, today: str) -> Refusal | None:
    """Refuses `guardian_needed`: under 18 a guardian signs (HLT-4)."""
    if is_minor(client.birthday, today) and not guardian:
        return Refusal("guardian_needed", {"client_name": client.name})
    return None


def guardian_phone(tx: Reader, client: Client, today: str) -> str:
    """Whom to call for somebody under 18: who signed last, else who pays, else who is named."""
    if not is_minor(client.birthday, today):
        return ""
    waivers = [
        (one.signed_at, one.guardian_phone) for one in tx.find(SIGNATURES_OF_CLIENT, client.id)
    ]
    forms = [(one.signed_at, one.guardian_phone) for one in tx.find(HEALTH_OF_CLIENT, client.id)]
    phones = sorted(one for one in (*waivers, *forms) if one[1])
    if phones:
        return phones[-1][1]
    payer = tx.get(Client, client.payer_id) if client.payer_id else None
    return (payer.phone if payer else "") or client.emergency_contact
