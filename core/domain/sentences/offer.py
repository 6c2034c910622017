"""What is offered and the studio itself: refusals and outcomes, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "organisation_unknown": Words("This studio is not known here."),
    "resource_needed": Words(
        "{resource_name} is needed by {names}.", "Take it out of these services first."
    ),
    "resource_held": Words(
        "{count} classes to come hold {resource_name}.", "Give them another room first."
    ),
}
DONE: dict[str, Words] = {
    "product_changed": Words("Changed {name}."),
    "retail_changed": Words("Changed {name}."),
    "organisation_changed": Words("Changed {name}."),
    "resource_kept": Words("Changed {resource_name}."),
}
