"""Who assists in a class: ticked among those who teach here, over a conflict with a reason."""

from typing import Any

from core.changes import Outcome
from core.commands.registry import Command
from core.commands.staff import SetAssistants
from core.domain.catalogue import Service
from core.domain.organisation import INSTRUCTOR, OWNER, TRAINER, StaffMember
from core.domain.schedule import Occurrence
from core.queries import instructors, place
from core.rules.instructors.staff_conflicts import qualified
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.overriding import overriding
from desktop.reason_act import reason_field
from desktop.saying import tr
from desktop.session import Session
from desktop.wording import bold

TEACHING = frozenset({INSTRUCTOR, TRAINER, OWNER})


def assistants(session: Session, occurrence_id: str) -> FormAct | None:
    """Add and take away who assists (SCH-9); None where the class is not there."""
    rows = session.source.rows
    occurrence = rows.get(Occurrence, occurrence_id)
    service = rows.get(Service, occurrence.service_id) if occurrence else None
    if occurrence is None or service is None:
        return None
    held = tuple(instructors.assisting(rows, occurrence_id))
    people = {
        member.id: member
        for member, grant in place.people(session.source, occurrence.location_id)
        if grant.role in TEACHING and member.id != occurrence.lead_id
    }
    people |= {key: member for key in held if (member := rows.get(StaffMember, key))}
    who = sorted(people.values(), key=lambda one: (not qualified(one, service), one.name))

    def make(values: dict[str, Any]) -> Command | None:
        wanted = tuple(values["who"])
        if set(wanted) == set(held):
            return None
        reason = values["reason"].strip()
        return overriding(
            session,
            lambda over: SetAssistants(occurrence_id, wanted, over, reason if over else ""),  # type: ignore[arg-type]
            reason,
        )

    def tells(done: Outcome) -> str:
        names = [people[key].name for key in done.facts["assistant_ids"] if key in people]
        return tr("Assist then: {0}.").format(", ".join(names)) if names else tr("Nobody assists.")

    options = tuple(Option(one.id, _named(one, service)) for one in who)
    return FormAct(
        title=tr("Who assists"),
        about=tr("Assistants count in conflicts as the teacher does."),
        verb=tr("Save"),
        sections=(
            Section(
                "",
                (
                    Field(name="who", label=tr("Assistants"), kind=Kind.MANY, options=options),
                    reason_field(label=tr("Reason, where something speaks against it")),
                ),
            ),
        ),
        values={"who": held, "reason": ""},
        make=make,
        tells=tells,
        says=tr("Changed who assists in {0}").format(bold(service.name)),
    )


def _named(member: StaffMember, service: Service) -> str:
    if qualified(member, service):
        return member.name
    return tr("{0} (does not teach this)").format(member.name)
