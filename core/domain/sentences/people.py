"""Refusals about people, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "client_unknown": Words("This client does not exist."),
    "client_missing": Words("A walk-in needs a client.", "Find the client, or type a name."),
    "client_archived": Words("{client_name} is archived.", "Bring them back first."),
    "not_archived": Words("{client_name} is not archived."),
    "archive_not_allowed": Words(
        "{client_name} has bookings or passes.", "Ask for a manager's PIN."
    ),
    "terms_not_allowed": Words(
        "Only a manager changes what a client may do or owe.", "Ask for a manager's PIN."
    ),
    "name_missing": Words("A client needs a name."),
    "invalid_value": Words("One of these values does not fit its field.", "Check the fields."),
    "changed_since": Words("This was changed meanwhile, so it cannot be undone."),
    "undo_too_late": Words(
        "This was booked at {booked_at:when}; it can no longer be undone.", "Cancel it instead."
    ),
    "reason_missing": Words("This needs a reason.", "Type a reason."),
    "already_suspended": Words("{client_name} is suspended already."),
    "not_suspended": Words("{client_name} is not suspended."),
    "suspension_runs": Words("The suspension of {client_name} runs until {until:date}."),
    "time_past": Words("This moment is past.", "Choose a later one."),
}
