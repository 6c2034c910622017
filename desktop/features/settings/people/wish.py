"""Whether clients book an instructor by themselves, and where that counts (PERM a)."""

from core.domain.json_text import allows
from core.domain.organisation import StaffMember
from core.queries import place
from core.rules.instructors.staff_conflicts import qualified
from desktop.forms.declaration import Field, Kind
from desktop.saying import tr
from desktop.session import Session

SELF_BOOKING = "self_booking"


def field(session: Session, member: StaffMember) -> Field:
    """The switch, with the services for which it counts."""
    return Field(
        name=SELF_BOOKING,
        label=tr("Clients may book what they lead without asking staff"),
        hint=where(session, member),
        kind=Kind.SWITCH,
    )


def where(session: Session, member: StaffMember) -> str:
    """Services that clients book themselves and that this person teaches; VIPs are never held."""
    here = place.services(session.source, session.location_id)
    names = sorted(
        one.name
        for one in here
        if one.self_booking
        and qualified(member, one)
        and allows(one.locations, session.location_id)
    )
    if not names:
        return tr("It counts for nothing they teach here: clients book none of it themselves.")
    told = tr("Counts for {0}. VIP clients book all the same.")
    return told.format(", ".join(names))
