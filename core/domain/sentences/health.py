"""Waivers, the health questionnaire, and what staff have to look at, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "waiver_unknown": Words("This waiver does not exist.", "Sign the one that is in force."),
    "guest_waiver_missing": Words(
        "Guests of {client_name} who have not signed: {count}.",
        "Let them sign, or give a reason.",
    ),
    "guardian_needed": Words("{client_name} is under 18.", "Let a parent or guardian sign."),
    "questions_outdated": Words("The questions have changed.", "Answer the new ones."),
    "answers_incomplete": Words("Questions left to answer: {count}.", "Answer them all."),
    "nothing_to_confirm": Words("There is nothing to confirm for {client_name}."),
    "code_old": Words("This code is from {made_at:time}.", "Let them open the page again."),
    "clock_unknown": Words(
        "This desk does not know the exact time, so the code cannot be judged.",
        "Look whether it is them.",
    ),
    "no_health_answers": Words("{client_name} has given no health answers."),
}

DONE: dict[str, Words] = {
    "waiver_published": Words("Published {title}: clients sign it at their next visit."),
    "waiver_signed": Words("{client_name} signed {title}."),
    "to_confirm": Words("{client_name} says to be here; staff have a look."),
    "health_answered": Words("Kept the answers of {client_name}, until {expires_on:date}."),
    "health_withdrawn": Words("Emptied the health answers of {client_name}."),
}
