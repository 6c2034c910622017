"""Refusals about scans and check-in, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "code_unknown": Words("This is not a member code.", "Find the client by name."),
    "code_too_new": Words("This code needs a newer version of Foyer.", "Find them by name."),
    "code_foreign": Words("This card belongs to another studio.", "Find the client by name."),
    "code_altered": Words("This code was altered and is not valid.", "Find the client by name."),
    "card_unknown": Words("This card belongs to nobody yet.", "Give it to a client."),
    "card_revoked": Words("This card of {client_name} was revoked.", "Give them a new card."),
    "card_taken": Words("This card belongs to another client.", "Take a blank card."),
    "not_booked_class_open": Words(
        "{client_name} is not booked. {class_name} at {starts_at:time} has a seat.",
        "Press Enter to book and check in with {pass_name}.",
    ),
    "not_booked_no_cover": Words(
        "{client_name} has no pass for {class_name} at {starts_at:time}.",
        "Press Enter to sell one.",
    ),
    "waiting_no_seat": Words(
        "{client_name} waits for {class_name} at {starts_at:time}; no seat is free yet."
    ),
    "too_early": Words(
        "Too early for {class_name} at {starts_at:time}: check-in opens at {opens_at:time}.",
        "Press Enter to check in all the same.",
    ),
    "too_late": Words(
        "Check-in for {class_name} at {starts_at:time} closed at {closed_at:time}.",
        "Press Enter to check in all the same.",
    ),
    "other_day": Words(
        "{class_name} is on another day: {starts_at:when}.", "A manager can, with a reason."
    ),
    "booked_elsewhere": Words(
        "{client_name} is booked at another location: {class_name}, {starts_at:when}."
    ),
    "nothing_open": Words(
        "{client_name} is not booked, and no class is open now.", "Show the client."
    ),
    "waiver_missing": Words(
        "{client_name} has not signed the waiver.", "Let them sign, or let them in with a reason."
    ),
    "suspended": Words("{client_name} is suspended.", "A manager can lift it."),
    "check_in_open": Words(
        "{class_name} can be closed from {closes_at:time}, when check-in ends.",
        "Check people in until then.",
    ),
    "not_no_show": Words("{client_name} is not marked as not come."),
    "not_attended": Words("{client_name} is not marked as attending."),
    "already_forgiven": Words("{client_name} is forgiven already."),
    "too_late_to_correct": Words("Attendance can be put right for {days} days."),
    "not_late_cancelled": Words("{client_name} has not cancelled late."),
    "not_cancelled": Words("The booking of {client_name} is not cancelled."),
    "not_auto_cancelled": Words("The booking of {client_name} was not cancelled by Foyer."),
}
