"""Letters about classes: those that change, and those who wait for a place in one."""

from core.domain.letters.parts import FOOT, HELLO, PAYS, SOON, TO_PAY, WHERE, Letter

LETTERS: dict[str, Letter] = {
    "waitlist_joined": Letter(
        "You are waiting for {class_name}, {when}",
        HELLO
        + "the class is full and you are on its waitlist[, number {place}]. As soon as a place is "
        + "free for you, we write.\n\n"
        + WHERE
        + "\n"
        + FOOT,
    ),
    "seat_offered": Letter(
        "A place is kept for you until {until}: {class_name}",
        HELLO
        + "a place became free in {class_name}, {when}. You are first in line: it is kept for you\n"
        + "until {until}. Tell us by then whether you come[, by phone {phone}]\n or at the desk; "
        + "after that it goes to the next.\n\n"
        + WHERE
        + "\n"
        + FOOT,
    ),
    "seat_announced": Letter(
        "A place became free: {class_name}, {when}",
        HELLO
        + "a place became free in {class_name}, {when}. Whoever of those waiting tells us first "
        + "has\nit[: {phone}].\n\n"
        + WHERE
        + "\n"
        + FOOT,
    ),
    "offer_lapsed": Letter(
        "The place in {class_name} went to the next",
        HELLO
        + "the place that we kept for you in {class_name}, {when}, has gone to the next in line,\n"
        + "since we had no answer. If you still want to come, ask us to put you on the list again."
        + "\n\n"
        + FOOT,
    ),
    "promoted": Letter(
        "Good news, you are in: {class_name}, {when}",
        HELLO
        + "a place became free and it is yours. You are off the waitlist.\n\n"
        + WHERE
        + "\n"
        + TO_PAY
        + PAYS
        + "[You cannot come after all? Until {free_until} you can cancel free of charge,\n"
        + "and the next in line will be glad.]\n"
        + SOON
        + FOOT,
    ),
    "class_cancelled": Letter(
        "{class_name} does not take place: {when}",
        HELLO
        + "we are sorry: {class_name}, {when}, does not take place.\n\n"
        + "[{credit_back?}Your credit is back on your pass.]\n"
        + "Answer this letter or call us, and we will find you a place in another class.\n\n"
        + FOOT,
    ),
    "class_moved": Letter(
        "New time for {class_name}: {when}",
        HELLO
        + "{class_name} of {was} takes place at another time. Your booking has moved with it:\n\n"
        + WHERE
        + "\nIf the new time does not suit you, call us and we will find another class.\n\n"
        + FOOT,
    ),
    "class_message": Letter(
        "About {class_name}: {when}", HELLO + "{note}\n\n" + WHERE + "\n" + FOOT
    ),
    "instructor_changed": Letter(
        "{class_name}, {when}: {staff_name} leads",
        HELLO
        + "[{staff_name} leads {class_name} instead of {from_staff_name}. Your booking stays as it "
        + "is:|{staff_name} leads {class_name}. Your booking stays as it is:]\n\n"
        + WHERE
        + "\n"
        + FOOT,
    ),
    "teaching_changed": Letter(
        "{class_name}, {when}: [{staff_name}|nobody yet] leads",
        HELLO
        + "[{staff_name} leads this class instead of {from_staff_name}:"
        + "|{staff_name} leads this class:|{from_staff_name} no longer leads this class:]\n\n"
        + WHERE
        + "\n[Why: {reason}]\n\n"
        + FOOT,
    ),
}
