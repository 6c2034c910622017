"""Who may book a service, as three switches and as a name for them (SVC-2, SVC-9)."""

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
