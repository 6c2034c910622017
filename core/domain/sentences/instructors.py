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
    "time_not_free": Words(
        "{staff_name} is not free at {starts_at:when}.", "Choose one of the free times."
    ),
    "not_a_session": Words("{class_name} is a class, not a session.", "Book the class."),
    "not_offered_there": Words("{class_name} is not offered at {location_name}."),
    "not_empty": Words("Somebody is booked in {class_name}."),
    "request_unknown": Words("This request does not exist."),
    "request_closed": Words("This request is closed: it was {state}."),
    "request_runs": Words("This request waits until {until:when}."),
    "request_unpaid": Words("The introduction is not paid yet.", "Take the money first."),
    "not_yours_to_answer": Words(
        "{staff_name} answers this request, from {until:when} on a manager too."
    ),
    "time_not_proposed": Words(
        "{client_name} did not propose this time.", "Choose one of the times, or decline."
    ),
    "instructor_missing": Words("An introduction needs an instructor.", "Choose one."),
    "request_over": Words(
        "The request of {client_name} was open until {until:when}.", "Ask for other times."
    ),
    "same_time_twice": Words("The same time is proposed twice."),
    "too_far_ahead": Words("Sessions can be asked for {days:day} ahead."),
    "paid_by_desk": Words("Only the desk says that something is paid."),
    "staff_not_archived": Words("{staff_name} works here."),
    "role_elsewhere": Words(
        "{staff_name} has a role at a location that is not yours.", "Ask the owner."
    ),
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
    "session_ended": Words("Nobody is booked in {class_name} any more: the time is free again."),
    "request_made": Words("{client_name} asks for {class_name}; an answer is due by {until:when}."),
    "request_paid": Words("The introduction of {client_name} is paid."),
    "request_accepted": Words(
        "{client_name} has {class_name} with {staff_name}, {starts_at:when}."
    ),
    "request_declined": Words("Declined the request of {client_name} for {class_name}."),
    "request_withdrawn": Words("{client_name} no longer asks for {class_name}."),
    "request_expired": Words("The request of {client_name} for {class_name} ran out."),
    "request_escalated": Words("The request of {client_name} for {class_name} went to managers."),
    "note_written": Words("Wrote a note about {class_name}, {starts_at:when}."),
    "note_removed": Words("Took the note about {class_name}, {starts_at:when}, away."),
    "staff_changed": Words("Changed {staff_name}."),
    "staff_archived": Words("{staff_name} no longer works here; {count} to give to somebody else."),
    "staff_unarchived": Words("{staff_name} works here again."),
    "assistants_set": Words("Changed who assists in {class_name}, {starts_at:when}."),
    "series_assistants_set": Words(
        "Changed who assists on {count} dates; {kept} stay as they were."
    ),
    "staff_checked_in": Words("{staff_name} is at {location_name}, since {at:time}."),
    "staff_qualified": Words("Changed what {staff_name} teaches."),
}
