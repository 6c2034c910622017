"""Letters about the bookings of a client, and about not coming."""

from core.domain.letters.parts import (
    FOOT,
    FREE,
    HELLO,
    PAYS,
    PAYS_COUNTED,
    SOON,
    TO_PAY,
    WHERE,
    Letter,
)

LETTERS: dict[str, Letter] = {
    "booking_confirmed": Letter(
        "You are booked: {class_name}, {when}",
        HELLO
        + "we have kept [{party?}{seats} places|a place] for you.\n\n"
        + WHERE
        + "\n"
        + TO_PAY
        + PAYS
        + FREE
        + SOON
        + FOOT,
    ),
    "booking_cancelled": Letter(
        "Cancelled: {class_name}, {when}",
        HELLO
        + "your place in {class_name}, {when}, is cancelled.\n\n"
        + "[{credit_used?}It was after the last moment to cancel free of charge, so the credit on "
        + "your {pass_name} is used."
        + "|{credit?}Your credit is back: {credits} left on your {pass_name}.]\n"
        + "[We owe you {refund}; it is waiting at the desk.]\n\n"
        + "We hope to see you another time.\n"
        + FOOT,
    ),
    "booking_moved": Letter(
        "Moved: you are booked in {class_name}, {when}",
        HELLO
        + "your booking of {from_class_name}, {was}, was moved. You are booked here now:\n\n"
        + WHERE
        + "\n"
        + TO_PAY
        + PAYS_COUNTED
        + "If this does not suit you, call us.\n"
        + SOON
        + FOOT,
    ),
    "reminder_day": Letter(
        "See you soon: {class_name}, {when}",
        HELLO
        + "[{party?}your {seats} places are waiting for you:|your place is waiting for you:]\n\n"
        + WHERE
        + "\n"
        + PAYS_COUNTED
        + FREE
        + "\n"
        + FOOT,
    ),
    "no_show": Letter(
        "We missed you: {class_name}, {when}",
        HELLO
        + "you were booked in {class_name}, {when}, and we did not see you.\n"
        + "If that is a mistake, or something came in between, tell us[: {phone}].\n\n"
        + "[{credits} left on your {pass_name}.]\n"
        + FOOT,
    ),
    "bookings_auto_cancelled": Letter(
        "Your other bookings are cancelled",
        HELLO
        + "you did not come to {class_name}, {when}, so we have given your other places on the "
        + "same\npass to those waiting: {count} in all. If you want to keep them, tell us soon"
        + "[: {phone}];\nwhat is still free is yours again.\n\n"
        + FOOT,
    ),
    "suspended": Letter(
        "You cannot book until {until}",
        HELLO
        + "several times you had a place and did not come, so booking is closed for you until "
        + "{until}.\nWhat you have booked stays yours. If you think that this is wrong, talk to us "
        + "at the desk.\n\n"
        + FOOT,
    ),
    "reinstated": Letter(
        "You can book again",
        HELLO + "booking is open for you again. We look forward to seeing you.\n\n" + FOOT,
    ),
    "waitlisted_by_settlement": Letter(
        "You are on the waitlist: {class_name}, {when}",
        HELLO
        + "we told you that you had a place in {class_name}, {when}. That was a mistake of ours: "
        + "our\ndesk had no connection at that moment, and the last place had gone to somebody "
        + "else. We are sorry.\n\nYou are on the waitlist now[, as number {place}]. As soon as a "
        + "place is free it is yours,\nand we will write at once. No credit is used while you "
        + "wait.\n\nIf you would rather have another class, call us.\n"
        + FOOT,
    ),
    "cover_changed_by_settlement": Letter(
        "About your booking: {class_name}, {when}",
        HELLO
        + "your place in {class_name}, {when}, is safe.\n\nThe credit that was to pay for it had "
        + "already been used at another desk while ours had no\nconnection.\n"
        + "[That leaves {due}, which you can pay at the desk when you come."
        + "|Your {pass_name} pays for it instead; {credits} left after this."
        + "|Your {pass_name} pays for it instead.|You owe us nothing for it.]\n"
        + SOON
        + FOOT,
    ),
    "refused_by_settlement": Letter(
        "Your booking could not be kept: {class_name}, {when}",
        HELLO
        + "we told you that you had a place in {class_name}, {when}. That was a mistake of ours: "
        + "our\ndesk had no connection at that moment, and the booking turned out not to be "
        + "possible. We are sorry.\n\nNo credit is used. Call us, and we will find you another "
        + "class.\n\n"
        + FOOT,
    ),
}
