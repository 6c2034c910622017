"""Refusals and outcomes about money, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "owes_too_much": Words(
        "{client_name} owes {owed:money}, more than {limit:money}.",
        "Take the money first, or say why they may book.",
    ),
    "payment_unknown": Words("There is no such payment to give back."),
    "payment_cannot": Words("The payment is {state}: this is not possible now."),
    "more_than_paid": Words("Only {left:money} of this payment is left, not {amount:money}."),
    "refund_limit": Words(
        "You may give back {limit:money} of one payment.", "Ask for a manager's PIN."
    ),
}

DONE: dict[str, Words] = {
    "refunded": Words("Gave {amount:money} back to {client_name}."),
    "fee_reviewed": Words("Looked at what {client_name} owes for {class_name}."),
    "payment_pending": Words(
        "Kept {class_name}, {starts_at:when}, for {client_name} until {pay_until:time}: "
        "{pay_now:money} to pay first."
    ),
    "payment_lapsed": Words(
        "{client_name} did not pay for {class_name}, {starts_at:when}, in time."
    ),
    "nothing_lapsed": Words("Nothing to let go for {client_name}."),
    "card_asked": Words("Asked {client_name} to pay {amount:money} by card."),
    "payment_told": Words("The provider told of {amount:money}."),
    "payment_known": Words("This was told before."),
    "payment_too_late": Words(
        "{client_name} paid {amount:money} after the seat in {class_name} was gone; it goes back."
    ),
    "due_waived": Words("{client_name} need not pay {amount:money}."),
}
