"""A service as the values of its form, and the form's values as commands. Pure."""

from collections.abc import Collection
from typing import Any

import msgspec

from core.commands.catalogue import CreateService, ResourceNeed
from core.commands.services import EditService, Question
from core.domain.catalogue import Need, Service
from core.domain.json_text import texts
from core.rules.booking.booking_modes import HYBRID, PRESETS, mode_of
from core.rules.schedule.conflicts import needs_of
from desktop.features.settings.services import questions

_SWITCHES = (
    "credit_needed",
    "waitlist",
    "open_studio",
    "attended_by_itself",
    "self_booking",
    "instructor_booking",
    "staff_booking",
)
_PLAIN = (
    "name",
    "badge",
    "category",
    "short_name",
    "duration_min",
    "capacity",
    "colour",
    "description",
    "lead_id",
    "buffer_before_min",
    "buffer_after_min",
    "pay_mode",
    "price",
    "tax_rate",
    "deposit",
    "deposit_percent",
)
_NEEDS = {"holds", "each"}

_asked = msgspec.json.Decoder(tuple[Question, ...]).decode

BLANK = Service("", "", "", "class", "", 60, 12)  # type: ignore[arg-type]


def values_of(service: Service) -> dict[str, Any]:
    """What the form shows of a service."""
    needs = needs_of(service)
    return {
        **{name: getattr(service, name) for name in _PLAIN},
        **{name: bool(getattr(service, name)) for name in _SWITCHES},
        "kind": service.kind,
        "mode": mode_of(service),
        "location_ids": texts(service.locations),
        "holds": tuple(need.resource_id for need in needs if need.per_class),
        "each": tuple(need.resource_id for need in needs if need.per_attendee),
        "questions": questions.written(asked_of(service)),
    }


def asked_of(service: Service) -> tuple[Question, ...]:
    """The questions of a service."""
    return _asked(service.questions)


def needs_from(values: dict[str, Any], before: Collection[Need]) -> tuple[ResourceNeed, ...]:
    """The needs that were chosen; how many it was of each stays as it was, else one."""
    known = {need.resource_id: need for need in before}
    holds, each = values.get("holds", ()), values.get("each", ())
    found = []
    for resource_id in dict.fromkeys((*holds, *each)):
        was = known.get(resource_id)
        found.append(
            ResourceNeed(
                resource_id,
                (was.per_class if was and was.per_class else 1) if resource_id in holds else 0,
                (was.per_attendee if was and was.per_attendee else 1) if resource_id in each else 0,
            )
        )
    return tuple(found)


def creation(values: dict[str, Any]) -> CreateService:
    """The command of a new service."""
    names = CreateService.__struct_fields__
    given = {name: value for name, value in values.items() if name in names}
    return CreateService(**given, needs=needs_from(values, ()))


def change(service: Service, values: dict[str, Any], changed: set[str]) -> EditService | None:
    """The command that changes what was changed; None where nothing was."""
    names = set(EditService.__struct_fields__) - {"mode"}
    given = {name: values[name] for name in sorted(changed & names)}
    if "questions" in changed:
        given["questions"] = questions.read(values["questions"], asked_of(service))
    if changed & _NEEDS:
        given["needs"] = needs_from(values, needs_of(service))
    return EditService(service.id, **given) if given else None


def switches_shown(mode: str) -> dict[str, bool] | None:
    """What the three switches are in a mode; None where they are free (SVC-9)."""
    preset = PRESETS.get(mode)
    if mode == HYBRID or preset is None:
        return None
    return dict(
        zip(("self_booking", "instructor_booking", "staff_booking"), map(bool, preset), strict=True)
    )
