"""Who may do what, and what clients may do for themselves, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "not_your_client": Words(
        "This is not your client.", "Find them by their exact e-mail, phone or card."
    ),
    "not_assigned": Words("{client_name} is not assigned to {staff_name}."),
    "client_restricted": Words(
        "{client_name} cannot book by themselves.", "Ask the studio to book."
    ),
    "self_booking_off": Words("{class_name} is booked by the studio only.", "Ask the studio."),
    "instructor_declines": Words(
        "{staff_name} is booked through the studio only.", "Ask the studio."
    ),
    "not_open_yet": Words("Booking {class_name} opens {opens_at:when}."),
    "booking_closed": Words("Booking {class_name} closed {closed_at:when}.", "Call the studio."),
    "reschedule_too_late": Words(
        "{class_name}, {starts_at:when}, could be moved until {free_until:when}.",
        "Cancel it, or call the studio.",
    ),
    "override_not_allowed": Words("Only staff can book against a rule.", "Ask the studio."),
    "field_not_yours": Words("Only the studio changes this.", "Ask the studio."),
}

DONE: dict[str, Words] = {
    "client_assigned": Words("{client_name} is a client of {staff_name}."),
    "client_unassigned": Words("{client_name} is no longer assigned to {staff_name}."),
    "preference_set": Words("Changed whether clients book {staff_name} themselves."),
    "own_client_linked": Words("Noted which client {staff_name} is."),
}
