"""Which acts about clients are nothing to who works here, even with a manager's PIN (PERM)."""

from desktop.actions.registry import ActionRegistry
from desktop.features.clients import actions
from desktop.sight import NOT_YOURS, Sight

RIGHT_OF = {
    actions.SELL: "sell_pass",
    actions.BOOK: "book_for_client",
    actions.EDIT: "edit_client",
    actions.PAY: "take_payment",
    actions.ADD: "manage_clients",
    actions.CHECK_IN: "check_in",
    actions.ARCHIVE: "manage_clients",
    actions.SIGN: "sign",
    actions.HEALTH: "sign",
    actions.SUSPEND: "forgive",
    actions.LIFT: "forgive",
    actions.MERGE: "merge_clients",
    actions.PAYER: "edit_client",
    actions.PAYMENTS: "view_payments",
    actions.CARD: "manage_clients",
    actions.EXPORT: "export_person",
    actions.ERASE: "erase_person",
    actions.CREDITS: "adjust_credits",
    actions.COVER: "change_cover",
    actions.COURSE: "book_for_client",
    actions.RESTORE: "forgive",
    actions.ASSIGN: "assign_clients",
    actions.BIND: "manage_clients",
    actions.TAKE_BACK: "revoke_pass",
    actions.END_MEMBERSHIP: "end_membership",
    actions.KEEP_MEMBERSHIP: "end_membership",
    actions.EMPTY_HEALTH: "withdraw_health",
    actions.DATES: "book_for_client",
    actions.ASK: "request_session",
    actions.LINK: "manage_staff",
}
"""The permission that an act needs; about whom it is, the act itself asks."""


def barred(sight: Sight) -> frozenset[str]:
    """The acts that are not theirs."""
    held = {right: sight.could(right) for right in set(RIGHT_OF.values())}
    return frozenset(ident for ident, right in RIGHT_OF.items() if not held[right])


def bar(registry: ActionRegistry, sight: Sight) -> None:
    """Bar them, wherever they could be asked for."""
    theirs = barred(sight)
    for ident in RIGHT_OF:
        registry.bar(ident, NOT_YOURS if ident in theirs else "")
