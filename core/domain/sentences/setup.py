"""Refusals about set-up and rights, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "question_twice": Words("Two questions have the same key."),
    "question_without_choices": Words("{question} needs at least two choices."),
    "question_unknown": Words("This service does not ask {question}."),
    "answer_missing": Words("{question} needs an answer."),
    "answer_not_offered": Words("{answer} is no answer to {question}."),
    "not_permitted": Words("You may not do this here.", "Ask a manager."),
    "system_only": Words("Only the server does this."),
    "role_too_high": Words("You cannot give or take this role.", "Ask the owner."),
    "last_owner": Words("This is the last owner.", "Make someone else an owner first."),
    "location_missing": Words("This role needs a location."),
    "staff_unknown": Words("This person does not work here."),
    "grant_unknown": Words("This role was ended already."),
    "organisation_exists": Words("{name} exists already."),
    "zone_unknown": Words("{zone} is not a time zone.", "Choose one from the list."),
    "setting_unknown": Words("There is no setting {key}."),
    "setting_outside": Words("{value} is not possible for {key}."),
    "setting_scope": Words("Say for which location or service this setting is."),
    "desk_exists": Words("This desk is enrolled already, as {name}."),
    "credits_missing": Words("{name} needs a number of credits."),
    "validity_missing": Words("{name} needs a period after which it renews."),
    "product_unknown": Words("This pass is not sold."),
    "batch_unknown": Words("There is no such import."),
    "attention_unknown": Words("This item does not exist."),
    "attention_done": Words("Somebody has dealt with this already."),
}
