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
    "due_waived": Words("{client_name} need not pay {amount:money}."),
}
