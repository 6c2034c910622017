"""Refusals and outcomes about money, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "owes_too_much": Words(
        "{client_name} owes {owed:money}, more than {limit:money}.",
        "Take the money first, or say why they may book.",
    ),
    "retail_unknown": Words("This is not sold at the till."),
    "one_at_a_time": Words("Only retail is sold by the piece.", "Add a line for each."),
    "discount_on_due": Words("Nothing is taken off what was due before.", "Waive it instead."),
    "payments_differ": Words(
        "The receipt is over {total:money}, but {paid:money} was paid.", "Correct the amounts."
    ),
    "gift_unknown": Words("There is no such gift to pay from."),
    "gift_over": Words("{pass_name} ended on {valid_until:date}."),
    "gift_short": Words("{pass_name} has only {left:money} left."),
    "discount_limit": Words("You may take {limit} percent off.", "Ask for a manager's PIN."),
    "code_unknown": Words("There is no such discount code."),
    "code_exists": Words("There is a code {code} already.", "End that one first."),
    "code_over": Words("The code {code} does not hold today."),
    "code_used_up": Words("The code {code} was used {limit} times: that is all."),
    "code_used_by_client": Words("The code {code} was used by this client already."),
    "code_other_product": Words("The code {code} does not hold for any of this."),
    "share_too_large": Words("More than the whole cannot be taken off."),
    "receipt_unknown": Words("There is no sale with the receipt {receipt}."),
    "already_voided": Words("Money of receipt {receipt} was given back already."),
    "voided_too_late": Words(
        "Receipt {receipt} is not of today.", "Give the money back by a refund."
    ),
    "void_others": Words("Receipt {receipt} is of somebody else.", "Ask for a manager's PIN."),
    "desk_unknown": Words("There is no such desk here."),
    "left_more_than_counted": Words(
        "Only {counted:money} was counted, so {left:money} cannot stay.", "Correct one of them."
    ),
    "drawer_closed": Words(
        "Receipt {receipt} stands in a closing.", "Give the money back by a refund."
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
    "refund_dropped": Words(
        "A card of {client_name} was given back once already: receipt {receipt} is of nothing."
    ),
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
    "till_sold": Words("Sold for {total:money}, receipt {receipt}."),
    "stock_moved": Words("{item_name}: {left} left."),
    "code_ended": Words("The code {code} ended."),
    "receipt_voided": Words("Took receipt {receipt} back: {returned:money}."),
    "cash_moved": Words("The drawer of {desk_name} now holds {expected:money}."),
    "drawer_closed": Words(
        "Closed the drawer of {desk_name}: {counted:money} counted, {expected:money} expected."
    ),
    "pay_rate_set": Words("Set the pay from {valid_from:date}."),
    "due_waived": Words("{client_name} need not pay {amount:money}."),
}
