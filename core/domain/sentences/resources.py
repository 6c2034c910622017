"""Words about numbered equipment and what is out of order."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "too_many_spots": Words(
        "{resource_name} has {quantity} units, not {count}.", "Raise the quantity first."
    ),
    "spot_twice": Words("Two spots of {resource_name} have the same number."),
    "spot_unknown": Words("This spot does not belong to this class."),
    "spot_taken": Words("Spot {spot} is taken.", "Choose a free one."),
    "spot_broken": Words("Spot {spot} is out of order.", "Choose another."),
    "spots_all_given": Words(
        "{client_name} has {seats:seat} and a spot for each.", "Say which spot it replaces."
    ),
    "spot_not_held": Words("{client_name} does not have this spot."),
    "resource_not_used": Words("{class_name}, {starts_at:when}, does not have it."),
    "resource_other_kind": Words(
        "{resource_name} cannot stand in for it.", "Choose one of the same type and location."
    ),
    "outage_too_large": Words("{resource_name} has only {quantity} units."),
    "ends_before_start": Words("The end lies before the start, or in the past."),
    "outage_unknown": Words("This is in order already."),
}
DONE: dict[str, Words] = {
    "resource_swapped": Words("{class_name}, {starts_at:when}, has {resource_name} now."),
    "spots_laid_out": Words("Laid out {count} spots of {resource_name}."),
    "spot_chosen": Words("{client_name} has spot {spot}."),
    "spot_open": Words("{client_name} is given a spot at check-in."),
    "spot_left": Words("{client_name} is given a spot at check-in."),
    "out_of_order": Words(
        "Took {units} of {resource_name} out of order; {count} classes no longer fit."
    ),
    "resource_changed": Words("Changed {resource_name}; {count} classes no longer fit."),
    "in_order": Words("{resource_name} is in order again; {count} classes hold it again."),
}
