"""Words about seats that desks are lent."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "seats_not_spared": Words("Too few seats of {class_name}, {starts_at:when}, are free."),
    "lease_unknown": Words("This desk was lent no seats there."),
    "nothing_lent": Words("No desk was lent seats of {class_name}, {starts_at:when}."),
}

DONE: dict[str, Words] = {
    "lent": Words("{seats:seat} of {class_name}, {starts_at:when}, lent to a desk."),
    "given_back": Words("Seats given back that were not needed."),
    "called_back": Words("The desks were asked for {seats:seat} of {class_name}."),
    "released": Words("{seats:seat} of {class_name} taken back from silent desks."),
    "loan_ended": Words("The loan of seats in {class_name} ended."),
}
