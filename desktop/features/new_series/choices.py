"""What the panel "new series" offers at the location in view: services and
teachers."""

from core.domain.catalogue import Service
from core.domain.schedule import Resource
from core.queries import place
from core.rules.schedule.conflicts import needs_of
from desktop.features.new_series.model import Choice, SeriesChoices
from desktop.saying import tr
from desktop.session import Session

TEACHING = ("instructor", "trainer", "org_owner")


def choices_at(session: Session) -> SeriesChoices:
    """Services and teachers; a room comes with the service that needs it."""
    services = place.services(session.source, session.location_id)
    people = place.people(session.source, session.location_id)
    teachers = [member for member, _ in people if _teaches(session, member.id)]
    return SeriesChoices(
        services=tuple(
            Choice(one.id, _named(session, one), one.duration_min, one.capacity) for one in services
        ),
        places=(),
        instructors=(
            Choice("", tr("No teacher yet")),
            *(Choice(member.id, member.name) for member in teachers),
        ),
        assistants=(
            Choice("", tr("Nobody")),
            *(Choice(member.id, member.name) for member in teachers),
        ),
    )


def service_for(session: Session, resource_id: str) -> str:
    """The first service that needs a resource, or an empty text."""
    if not resource_id:
        return ""
    for service in place.services(session.source, session.location_id):
        if any(need.resource_id == resource_id for need in needs_of(service)):
            return service.id
    return ""


def _teaches(session: Session, staff_id: str) -> bool:
    held = place.grants(session.source, staff_id)
    return any(
        grant.role in TEACHING and grant.location_id in ("", session.location_id) for grant in held
    )


def _named(session: Session, service: Service) -> str:
    rows = [session.source.rows.get(Resource, need.resource_id) for need in needs_of(service)]
    here = [
        row.name
        for row in rows
        if row and row.type == "room" and row.location_id == session.location_id
    ]
    return f"{service.name} · {here[0]}" if here else service.name
