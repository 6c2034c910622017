"""What the server tells by the clock or by SMS, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "webhook_exists": Words("{url} is told already."),
    "webhook_unknown": Words("This address is told nothing any more."),
    "template_unknown": Words("This message has no words of its own to change."),
    "template_torn": Words("“{mark}” has no partner, near “{near}”. Doubled it means itself."),
    "gap_unknown": Words("{{{name}}} is not known here; choose one of the list."),
    "gap_missing": Words("Without {{{name}}} this message is of no use."),
    "nobody_to_remind": Words("Nobody is to be reminded of {class_name}, {starts_at:when}."),
    "nothing_left_on_pass": Words("Nothing is left on {pass_name}."),
}

DONE: dict[str, Words] = {
    "webhook_added": Words("{url} is told from now on."),
    "webhook_ended": Words("{url} is told nothing any more."),
    "template_written": Words("The words of {event} in {language} are the studio's own now."),
    "template_taken_back": Words("The words of {event} in {language} are Foyer's again."),
    "message_noted": Words("Told by {channel}: {event}; {state}."),
    "reminded": Words("Reminded {count} of {class_name}, {starts_at:when}."),
    "expiry_told": Words("Told {client_name} that {pass_name} ends {ends_on:date}."),
    "sms_cost_asked": Words(
        "Asked {client_name} whether to cancel {class_name}, {starts_at:when}, late."
    ),
}
