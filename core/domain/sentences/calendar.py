"""Refusals about the calendar, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "attendance_taken": Words(
        "{class_name} cannot be moved: it is marked already who came.", "Take the marks back first."
    ),
    "occurrence_unknown": Words("This class does not exist."),
    "series_unknown": Words("This series does not exist or has ended."),
    "service_unknown": Words("This service does not exist."),
    "resource_unknown": Words("This resource does not exist."),
    "location_unknown": Words("This location does not exist."),
    "rule_invalid": Words("This repetition cannot be read.", "Choose days again."),
    "too_many_dates": Words("These are more than {most} dates.", "Choose an earlier end."),
    "invalid_date": Words("{date} is not a date."),
    "series_conflicts": Words(
        "Some dates do not fit: {dates:dates}.", "Skip them, or choose another time."
    ),
    "instructor_busy": Words(
        "{staff_name} already leads {other_class_name} at {other_starts_at:time}.",
        "Choose another time or another instructor.",
    ),
    "instructor_buffer": Words(
        "{staff_name} has too little time between this and {other_class_name} at "
        "{other_starts_at:time}.",
        "A manager can override it with a reason.",
    ),
    "outside_opening_hours": Words(
        "{location_name} is closed at that time.", "A manager can override it with a reason."
    ),
    "override_not_allowed": Words("Only a manager overrides a conflict.", "Ask a manager."),
    "session_too_large": Words("A session has at most 4 seats, not {capacity}."),
    "series_choices": Words(
        "People are booked on {dates:dates}.",
        "Say for each whether it moves with them, stays, or is cancelled.",
    ),
    "service_archived": Words("{class_name} is no longer offered.", "Bring it back first."),
    "service_not_here": Words("{class_name} is not offered at {location_name}."),
    "location_closed": Words(
        "{location_name} is closed until {until:date}.", "A manager can override it with a reason."
    ),
    "closure_choices": Words(
        "Classes are planned on {dates:dates}.", "Say for each whether it is kept or cancelled."
    ),
    "closure_unknown": Words("This closure has ended."),
    "closure_too_long": Words("A closure lasts {days} days at most."),
    "dates_reversed": Words("The last date lies before the first."),
    "date_booked": Words(
        "People are or were booked on {local_date:date}.", "Cancel that class instead."
    ),
    "series_over": Words("This series ends on {last_date:date} already.", "Plan a new one."),
    "date_outside": Words("{local_date:date} is before or after this series."),
    "date_taken": Words("The series takes place on {local_date:date} already."),
    "nothing_left": Words("This series has no date to come.", "Plan a new one."),
    "rule_not_shiftable": Words(
        "A series by month cannot be moved to another day of the week.",
        "End it and plan a new one.",
    ),
}
