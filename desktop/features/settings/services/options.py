"""What can be chosen for a service: places, teachers, rooms, ways of booking and of paying."""

from core.domain.catalogue import BY_CREDIT, DEPOSIT, FREE, PREPAY
from core.queries import place
from core.queries import resources as resource_rows
from core.queries.source import Source
from desktop.forms.declaration import Option
from desktop.saying import tr

CONTEXT = "ServiceOptions"


def locations(source: Source) -> tuple[Option, ...]:
    """All locations in use."""
    return tuple(Option(row.id, row.name) for row in place.locations(source))


def teachers(source: Source) -> tuple[Option, ...]:
    """Everybody who works somewhere, and nobody."""
    found = {
        member.id: member.name
        for here in place.locations(source)
        for member, _ in place.people(source, here.id)
    }
    rows = sorted(found.items(), key=lambda pair: pair[1])
    return (Option("", tr("Nobody yet")), *(Option(ident, name) for ident, name in rows))


def rooms(source: Source) -> tuple[Option, ...]:
    """Every resource in use; with its location where there are several."""
    places = place.locations(source)
    several = len(places) > 1
    return tuple(
        Option(row.id, f"{row.name} · {here.name}" if several else row.name)
        for here in places
        for row in resource_rows.resources(source, here.id)
    )


def kinds() -> tuple[Option, ...]:
    """A class for many, a session for one to four."""
    return (
        Option("class", tr("Class for a group")),
        Option("session", tr("Session, 1 to 4 people")),
    )


def modes() -> tuple[Option, ...]:
    """Who may book (SVC-9)."""
    return (
        Option("self_booking", tr("Clients book themselves")),
        Option("instructor_led", tr("Instructors and staff book")),
        Option("admin_only", tr("Only staff book")),
        Option("hybrid", tr("As the switches say")),
    )


def pay_modes() -> tuple[Option, ...]:
    """How it is paid (PAY-1)."""
    return (
        Option(BY_CREDIT, tr("By pass, or at the desk")),
        Option(PREPAY, tr("Paid before the seat is sure")),
        Option(DEPOSIT, tr("With a deposit")),
        Option(FREE, tr("Free of charge")),
    )
