"""Letters about passes and money, requests for a session, and who is new."""

from core.domain.letters.parts import FOOT, HELLO, PAYS, TO_PAY, WHERE, Letter

LETTERS: dict[str, Letter] = {
    "pass_sold": Letter(
        "Your {pass_name}",
        HELLO + "your {pass_name} is ready to use[: {credits}].\n[Receipt {receipt}.]\n\n" + FOOT,
    ),
    "pass_low": Letter(
        "{credits} left on your {pass_name}",
        HELLO
        + "there is {credits} left on your {pass_name}. You can get a new one at the desk on your "
        + "next visit.\n\n"
        + FOOT,
    ),
    "pass_expiring": Letter(
        "Your {pass_name} ends on {ends_on}",
        HELLO
        + "[there is {credits} left on your {pass_name}, which ends on {ends_on}."
        + "|your {pass_name} ends on {ends_on}.]\n\n"
        + FOOT,
    ),
    "payment_receipt": Letter(
        "Thank you: {amount} received",
        HELLO
        + "we have received {amount}[, receipt {receipt}].\n[{due} is still to pay.]\n\n"
        + FOOT,
    ),
    "request_new": Letter(
        "{client_name} asks for {class_name}",
        HELLO
        + "{client_name} would like {class_name} at {location_name}, at one of these times:\n\n"
        + '{times}\n\n["{note}"]\n\nPlease answer until {until}.\n\n'
        + FOOT,
    ),
    "request_accepted": Letter(
        "You have a session: {class_name}, {when}",
        HELLO
        + "{staff_name} looks forward to seeing you:\n\n"
        + WHERE
        + "\n"
        + TO_PAY
        + PAYS
        + "[Until {free_until} you can cancel free of charge.]\n\n"
        + FOOT,
    ),
    "request_declined": Letter(
        "About your request: {class_name}",
        HELLO
        + "we are sorry: none of the times that you proposed for {class_name} is possible.\n\n"
        + "[{reason}]\n\n[You get {refund} back.]\n"
        + "Ask again with other times, or call us, and we will find one together.\n\n"
        + FOOT,
    ),
    "request_expired": Letter(
        "About your request: {class_name}",
        HELLO
        + "we are sorry: nobody answered your request for {class_name} in time.\n\n"
        + "[You get {refund} back.]\nAsk again, or call us, and we will find a time together.\n\n"
        + FOOT,
    ),
    "staff_invited": Letter(
        "Your sign-in for {studio}",
        HELLO
        + "choose a password with which you sign in at the desks of {studio}:\n\n{link}\n\n"
        + "The link works once, for seven days. If you had a password before, it is replaced; a "
        + "sign-in with a PIN\nat a desk stays.\n\nDid you not expect this? Then leave the link "
        + "alone and tell whoever runs {studio}.\n",
    ),
    "welcome": Letter(
        "Welcome to {studio}",
        HELLO
        + "good to have you. From now on we write to this address about what you book.\n\n"
        + FOOT,
    ),
}
