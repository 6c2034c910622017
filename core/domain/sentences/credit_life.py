"""What each entry of a pass's ledger says (M-05). One with a class names it."""

ENTRY: dict[str, str] = {
    "grant": "{amount:credit} came with {pass_name}: {reason}.",
    "hold": "{amount:credit} held for {class_name}, {starts_at:when}.",
    "release": "{amount:credit} came back from {class_name}, {starts_at:when}.",
    "capture": "The held credit was spent on {class_name}, {starts_at:when}.",
    "uncapture": "What {class_name}, {starts_at:when}, had spent is held again.",
    "refund": "{amount:credit} given back for {class_name}, {starts_at:when}.",
    "adjust": "{amount:credit} put right: {reason}.",
    "expire": "{amount:credit} ended with {pass_name}.",
    "revoke": "{amount:credit} taken back: {reason}.",
}
"""Kind of entry to its sentence; the amount is said without its sign."""
