"""Refusals and outcomes about a pass's life after its sale, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "pass_cannot": Words("{pass_name} is {state}: this is not possible now."),
    "dates_reversed": Words("The last day is before the first.", "Change one of the dates."),
    "freeze_in_past": Words("A pause cannot begin in the past.", "Let it begin today."),
    "already_frozen": Words(
        "{pass_name} has a pause until {frozen_until:date} already.", "End that one first."
    ),
    "freeze_after_end": Words("{pass_name} ends on {valid_until:date}, before the pause begins."),
    "freeze_limit": Words(
        "{pass_name} may pause {limit} times and {most:day} a year; it has paused {count} times "
        "and {spent:day}.",
        "Ask for a manager's PIN.",
    ),
    "not_frozen": Words("{pass_name} has no pause to end."),
    "never_ends": Words("{pass_name} has no last day."),
    "not_longer": Words(
        "{pass_name} holds until {valid_until:date} already.", "Choose a later day."
    ),
    "extend_limit": Words(
        "The desk may add {limit:day} to {pass_name} while it runs.", "Ask for a manager's PIN."
    ),
}

REFUSED |= {
    "no_membership": Words("{pass_name} does not renew, so there is nothing to end."),
    "item_unknown": Words("There is no such sum to pay."),
    "item_settled": Words("{item_name} is {state} already."),
}

DONE: dict[str, Words] = {
    "pass_frozen": Words("Paused {pass_name} until {until:date}."),
    "pass_unfrozen": Words("{pass_name} goes on, until {valid_until:date}."),
    "pass_extended": Words("{pass_name} holds until {valid_until:date}."),
    "pass_expired": Words("{pass_name} ended: {credits_lost:credit} lost."),
    "nothing_expired": Words("{pass_name} goes on."),
    "membership_renewed": Words("Renewed {pass_name} until {valid_until:date}."),
    "nothing_renewed": Words("{pass_name} does not renew now."),
    "membership_ending": Words("{pass_name} ends on {valid_until:date}."),
    "membership_kept": Words("{pass_name} goes on."),
    "membership_ended": Words("{pass_name} of {client_name} ended."),
    "charge_asked": Words("Asked the saved card for {pass_name}."),
    "nothing_asked": Words("Nothing to ask for {pass_name}."),
    "charge_known": Words("This was told before."),
    "charged": Words("The saved card paid {amount:money} for {pass_name}."),
    "charge_failed": Words("The saved card did not pay {amount:money} for {pass_name}."),
    "pass_revoked": Words("Revoked {pass_name} of {client_name}."),
}
