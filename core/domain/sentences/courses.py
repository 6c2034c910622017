"""Words about courses, several dates at once, and parties."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "step_unknown": Words("This is no step of this course."),
    "step_already": Words("{client_name} has step {number}, {step}, already."),
    "step_before_missing": Words(
        "{client_name} has not attended {before}, which comes before {step}.",
        "Book that first, or override with a reason.",
    ),
    "no_course": Words("{class_name} has no steps.", "Set its steps first."),
    "steps_incomplete": Words("Each of the {count} steps needs one date, in their order."),
    "steps_out_of_order": Words("A step lies before the one that it follows."),
    "run_unknown": Words("This course does not exist."),
    "already_registered": Words("{client_name} is registered for this course."),
    "course_started": Words(
        "This course began on {starts_at:when}.", "Staff can register for the rest."
    ),
    "course_over": Words("Nothing of this course is to come."),
    "not_registered": Words("This client is not registered for this course."),
    "date_twice": Words("A date is named twice."),
    "nothing_booked": Words("None of these weeks could be booked for {client_name}."),
    "too_many_guests": Words("A party of {seats} has fewer guests than names."),
    "party_smaller": Words("{client_name} has {seats:seat}."),
}
DONE: dict[str, Words] = {
    "course_steps_set": Words("{class_name} has {count} steps."),
    "course_planned": Words("Planned {class_name}: {count} dates."),
    "registered": Words("Registered {client_name} for {count} dates."),
    "dates_booked": Words("Booked {client_name} into {count} dates."),
    "booked_again": Words("Booked {client_name} into {class_name} {count} times more."),
    "registration_cancelled": Words("Took {client_name} out of the course: {count} cancelled."),
    "party_changed": Words("{client_name} has {seats:seat} in {class_name}."),
}
