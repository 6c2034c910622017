"""Refusals and outcomes about instructors, in words: hours, time off, substitutes, requests."""

from core.domain.sentences.words import Words

_OVERRIDE = "A manager can override it with a reason."

REFUSED: dict[str, Words] = {
    "instructor_travel": Words(
        "{staff_name} needs {travel_min:minute} of travel between this and {other_class_name} at "
        "{other_starts_at:time}.",
        _OVERRIDE,
    ),
    "instructor_away": Words("{staff_name} is away until {until:when}.", _OVERRIDE),
    "instructor_unavailable": Words(
        "{staff_name} has no hours at {location_name} at that time.", _OVERRIDE
    ),
    "instructor_not_qualified": Words(
        "{staff_name} does not teach {category}.",
        "Choose another instructor, or a manager overrides it with a reason.",
    ),
    "staff_archived": Words("{staff_name} no longer works here."),
    "not_at_location": Words("{staff_name} has no role at {location_name}.", "Give a role first."),
    "span_empty": Words("The end {local_until} is not after {local_from}."),
    "availability_clashes": Words(
        "{staff_name} has hours from {local_from} to {local_until} then.",
        "Take those back first.",
    ),
    "availability_unknown": Words("These hours were taken back already, or never were."),
    "date_past": Words("{date:date} is over."),
    "time_off_empty": Words("The time off ends before it begins."),
    "already_away": Words("{staff_name} is away then already, until {until:when}."),
    "same_location": Words("Choose two locations."),
    "already_leads": Words("{staff_name} leads {class_name} already."),
}

DONE: dict[str, Words] = {
    "availability_set": Words("Changed the hours of {staff_name}."),
    "availability_ended": Words("Took hours of {staff_name} back."),
    "time_off_taken": Words(
        "{staff_name} is away until {until:when}; {count} to give to somebody else."
    ),
    "time_off_ended": Words("{staff_name} is not away after all."),
    "travel_set": Words("The way takes {minutes:minute}."),
    "substituted": Words("{staff_name} leads {class_name}, {starts_at:when}."),
    "staff_checked_in": Words("{staff_name} is at {location_name}, since {at:time}."),
    "staff_qualified": Words("Changed what {staff_name} teaches."),
}
