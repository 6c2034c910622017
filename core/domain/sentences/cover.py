"""Refusals about what pays, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "no_pass": Words(
        "{client_name} has no pass for {class_name}.", "Sell one, or take {price:money} now."
    ),
    "pass_unknown": Words("This pass is not theirs.", "Choose another pass."),
    "pass_void": Words("{pass_name} no longer holds.", "Sell a pass."),
    "pass_used_up": Words(
        "{pass_name} is used up: {credits_left:credits} left.",
        "Sell a pass, or take {price:money} now.",
    ),
    "pass_expired": Words(
        "{pass_name} ended on {valid_until:date}.", "Sell a pass, or take {price:money} now."
    ),
    "pass_not_started": Words(
        "{pass_name} starts only on {valid_from:date}.", "Sell a pass, or choose a later class."
    ),
    "pass_other_service": Words(
        "{pass_name} does not cover {class_name}.", "Sell a pass, or take {price:money} now."
    ),
    "pass_other_location": Words(
        "{pass_name} does not hold at this location.", "Sell a pass, or take {price:money} now."
    ),
    "pass_frozen": Words(
        "{pass_name} is paused until {frozen_until:date}.", "End the pause, or take another pass."
    ),
    "pass_standby_only": Words("{pass_name} takes only seats of the last hour."),
    "pass_unpaid": Words("{pass_name} is not paid yet.", "Take the money first."),
    "pass_past_due": Words("The last charge for {pass_name} failed.", "Take {price:money} now."),
    "new_clients_only": Words(
        "{pass_name} is for new clients only.", "Sell another, or say why they get it."
    ),
    "limit_per_person": Words(
        "{pass_name} is sold {limit} times to a person at most.",
        "Sell another, or say why they get it.",
    ),
    "pass_is_unlimited": Words("{pass_name} has no credits to correct."),
    "pass_used": Words("{pass_name} has paid for classes: {dates:dates}.", "Cancel those first."),
    "below_zero": Words("{pass_name} has {left:credit} only.", "Take off fewer."),
    "adjust_limit": Words("You may correct {limit:credit} at a time.", "Ask for a manager's PIN."),
    "sold_too_long_ago": Words("{pass_name} was not sold today.", "Ask a manager for a refund."),
    "void_not_allowed": Words("{pass_name} was sold by someone else.", "Ask for a manager's PIN."),
    "receipt_missing": Words("A sale needs a receipt number.", "Print the receipt first."),
    "start_too_early": Words(
        "A pass may start on {earliest:date} at the earliest, and in the past only by a manager."
    ),
    "nothing_due": Words("{client_name} owes nothing for this."),
    "more_than_due": Words("Only {due:money} is due, not {amount:money}."),
    "not_in_household": Words(
        "{payer_name} does not pay for {client_name}.", "Say who pays in the client's profile."
    ),
    "payment_for_what": Words("Say for which booking or pass the money is."),
}
