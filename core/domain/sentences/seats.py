"""Refusals about seats, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "class_full": Words(
        "{class_name}, {starts_at:when}, is full: {capacity:seat}, {free} free.",
        "Put them on the waitlist, or book on purpose with a manager's PIN.",
    ),
    "resource_short": Words(
        "Not enough of {resource_name}: {needed} needed, {left} left.",
        "Book fewer seats or another class.",
    ),
    "overlapping_booking": Words(
        "{client_name} already has a booking at {other_starts_at:time} that overlaps.",
        "Move or cancel the other one, or book both with a reason.",
    ),
    "already_booked": Words("{client_name} is already booked in {class_name}, {starts_at:when}."),
    "already_in": Words("{client_name} is already in{at:since}."),
    "already_waiting": Words("{client_name} already waits for {class_name}, number {place}."),
    "marked_no_show": Words("{client_name} is marked as not come.", "Check in as a late arrival."),
    "not_booked": Words(
        "{client_name} has no seat in {class_name}, {starts_at:when}.", "Let them walk in."
    ),
    "not_in": Words("{client_name} is not checked in to {class_name}."),
    "not_waiting": Words("This client does not wait for {class_name}, {starts_at:when}."),
    "seat_free": Words("There is a seat free: {free:seat}.", "Book it."),
    "no_waitlist": Words("{class_name} has no waitlist.", "Choose another class."),
    "party_too_large": Words("The party is larger than the seats that are free."),
    "too_many_booked": Words(
        "{pass_name} allows {limit} future bookings, and {count} are booked.",
        "Let another pass pay.",
    ),
    "same_class": Words("That is the class the booking is in.", "Choose another class."),
    "booking_switched_off": Words("Staff cannot book {class_name}.", "Ask a manager."),
    "location_inactive": Words("{location_name} takes no new bookings."),
    "overbook_not_allowed": Words(
        "Booking beyond {capacity:seat} needs a manager's PIN.", "Call a manager."
    ),
    "class_cancelled": Words(
        "{class_name}, {starts_at:when}, is cancelled.", "Choose another class."
    ),
    "class_closed": Words("{class_name}, {starts_at:when}, is closed.", "Ask a manager."),
    "class_dropped": Words("{class_name}, {starts_at:when}, was taken off the calendar."),
    "class_scheduled": Words("{class_name}, {starts_at:when}, takes place."),
    "too_late_to_reopen": Words("A class can be reopened for {days} days."),
    "class_over": Words("{class_name} is over: its day has ended.", "Ask a manager."),
    "class_started": Words("{class_name} has started at {starts_at:time}; too late to cancel."),
    "not_started": Words("{class_name} starts only at {starts_at:time}."),
    "waive_not_allowed": Words("Only a manager waives the penalty.", "Ask for a manager's PIN."),
    "nobody_to_check_in": Words("Nobody is left to check in to {class_name}."),
    "client_suspended": Words(
        "{client_name} may not book until {until:date}.",
        "Book with a reason, or lift the suspension.",
    ),
    "not_offered": Words("{client_name} has no open offer for {class_name}, {starts_at:when}."),
    "offer_over": Words(
        "The offer to {client_name} ended at {until:time}.", "Put them on the waitlist again."
    ),
    "offer_open": Words("The offer is open until {until:time}."),
    "hold_too_late": Words(
        "Seats in {class_name} can be kept until {until:time} only.", "Choose an earlier time."
    ),
    "hold_unknown": Words("These seats are not kept."),
    "hold_ended": Words("These seats in {class_name} are free already."),
}
