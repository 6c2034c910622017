"""Courses: their steps, and the runs that put them on the calendar (SVC-3, SVC-8)."""

from itertools import pairwise

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.registering import PlanCourseRun, SetCourseSteps, StepDate
from core.domain.catalogue import Service
from core.domain.courses import RETIRED, STEPS_OF_SERVICE, CourseRun, CourseStep
from core.domain.ids import CourseRunId, CourseStepId, derive
from core.domain.organisation import Location
from core.domain.refusals import Refusal
from core.domain.zones import MINUTE_MS, is_date, to_utc
from core.handlers.registry import handles
from core.handlers.scene import Facts, told
from core.handlers.schedule.placing import Plan, hindrance, place
from core.ports import Reader, Tx
from core.rules.schedule.conflicts import Slot, staff_of
from core.rules.schedule.planning import schedulable


@handles(SetCourseSteps)
def set_course_steps(tx: Tx, act: Act, command: SetCourseSteps) -> Outcome | Refusal:
    """Refuses `service_unknown`. A step keeps its id by its number, so that who attended it did."""
    service = tx.get(Service, command.service_id)
    if service is None:
        return Refusal("service_unknown", {"service_id": command.service_id})
    for old in tx.find(STEPS_OF_SERVICE, service.id, since=len(command.steps) + 1):
        tx.put(replace(old, state=RETIRED, changed_by=act.command_id))
    for number, step in enumerate(command.steps, 1):
        tx.put(
            CourseStep(
                CourseStepId(derive("course_step", service.id, str(number))),
                service.id,
                number,
                step.name,
                int(step.requires_before),
                int(step.make_up),
                changed_by=act.command_id,
            )
        )
    facts: Facts = {
        "service_id": service.id,
        "class_name": service.name,
        "count": len(command.steps),
    }
    return Outcome("course_steps_set", facts, (Event("course_steps_set", facts),))


@handles(PlanCourseRun)
def plan_course_run(tx: Tx, act: Act, command: PlanCourseRun) -> Outcome | Refusal:
    """Refuses what `schedulable` does, `no_course`, `steps_incomplete` (each once),
    `steps_out_of_order`, `invalid_date`, conflicts not overridden."""
    found = schedulable(tx, command.service_id, command.location_id)
    if isinstance(found, Refusal):
        return found
    service, location = found
    starts = _starts(tx, command, location)
    if isinstance(starts, Refusal):
        return told(starts, {"service_id": service.id, "class_name": service.name})
    run = CourseRunId(derive(act.command_id, "run"))
    made = []
    for day, starts_at in zip(command.dates, starts, strict=True):
        slot = _slot(act, command, day, location, service, starts_at)
        if refusal := hindrance(tx, act, slot, command.override, command.reason):
            return refusal
        made.append(place(tx, act, slot, _plan(command, day, run)).id)
    tx.put(CourseRun(run, service.id, location.id, starts[0], changed_by=act.command_id))
    facts: Facts = {
        "service_id": service.id,
        "class_name": service.name,
        "run_id": run,
        "occurrence_ids": made,
        "location_id": location.id,
        "count": len(made),
    }
    return Outcome("course_planned", facts, (Event("course_planned", facts),))


def _starts(tx: Reader, command: PlanCourseRun, location: Location) -> list[int] | Refusal:
    """When each step starts, in UTC milliseconds."""
    steps = tx.find(STEPS_OF_SERVICE, command.service_id)
    if not steps:
        return Refusal("no_course")
    if [day.step_id for day in command.dates] != [step.id for step in steps]:
        return Refusal("steps_incomplete", {"count": len(steps)})
    for day in command.dates:
        if not is_date(day.local_date):
            return Refusal("invalid_date", {"date": day.local_date})
    starts = [to_utc(day.local_date, day.local_start, location.zone) for day in command.dates]
    if any(later <= earlier for earlier, later in pairwise(starts)):
        return Refusal("steps_out_of_order")
    return starts


def _slot(
    act: Act,
    command: PlanCourseRun,
    day: StepDate,
    location: Location,
    service: Service,
    starts_at: int,
) -> Slot:
    return Slot(
        derive(act.command_id, "occurrence", day.step_id),
        location,
        service,
        starts_at,
        starts_at + command.duration_min * MINUTE_MS,
        staff_of(command.lead_id, ()),
    )


def _plan(command: PlanCourseRun, day: StepDate, run: str) -> Plan:
    return Plan(
        day.local_date,
        day.local_start,
        command.capacity,
        command.lead_id,
        step_id=day.step_id,
        run_id=run,
    )
