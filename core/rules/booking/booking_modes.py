"""Who may book a service, as three switches and as a name for them (SVC-2, SVC-9)."""

import msgspec

from core.domain.catalogue import Service

PRESETS: dict[str, tuple[int, int, int]] = {
    "self_booking": (1, 1, 1),
    "instructor_led": (0, 1, 1),
    "admin_only": (0, 0, 1),
}
"""Mode to the switches of clients, instructors and staff."""

HYBRID = "hybrid"


def mode_of(service: Service) -> str:
    """The mode that the switches come to; any other set is hybrid."""
    switches = (service.self_booking, service.instructor_booking, service.staff_booking)
    return next((mode for mode, preset in PRESETS.items() if preset == switches), HYBRID)


def switches_of(mode: str) -> dict[str, int]:
    """The switches of a preset by field; a hybrid sets none."""
    preset = PRESETS.get(mode)
    if preset is None:
        return {}
    names = ("self_booking", "instructor_booking", "staff_booking")
    return dict(zip(names, preset, strict=True))


class Nature(msgspec.Struct, frozen=True):
    """What the wizard asks about a service (SVC-6)."""

    one_on_one: bool = False
    trainer_keeps: bool = False
    first_visit: bool = False
    limited: bool = True
    premium: bool = False


class Proposal(msgspec.Struct, frozen=True):
    """What follows: class or session, who books, whether there is a waitlist."""

    kind: str
    mode: str
    waitlist: bool


def proposed(nature: Nature) -> Proposal:
    """The kind and the mode that fit what was answered (SVC-6).

    Sessions are booked by clients, unless the trainer keeps a tight schedule; a first visit is
    always easy to book. Classes are booked by clients, premium ones through an instructor.
    """
    if nature.one_on_one:
        led = nature.trainer_keeps and not nature.first_visit
        return Proposal("session", "instructor_led" if led else "self_booking", waitlist=False)
    mode = "instructor_led" if nature.premium else "self_booking"
    return Proposal("class", mode, waitlist=nature.limited)
