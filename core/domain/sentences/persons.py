"""Records made one, persons erased, households, locations, in words."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "same_client": Words("These are one record already."),
    "client_erased": Words("This person's data was erased.", "Add them as a new client."),
    "payer_unknown": Words("Who should pay does not exist."),
    "payer_is_member": Words(
        "{payer_name} cannot pay for {client_name}: others count on {client_name} to pay.",
        "Let one person of the household pay for all.",
    ),
    "payer_has_payer": Words(
        "Somebody else pays for {payer_name}.", "Choose who pays for the whole household."
    ),
    "payer_too_young": Words("{payer_name} is not 18 yet.", "Choose a grown-up."),
    "coordinates_incomplete": Words("A place on the map needs both coordinates."),
    "hours_reversed": Words("A place cannot close before it opens.", "Check the times."),
}

DONE: dict[str, Words] = {
    "merged": Words("Made one of {client_name} and {other_name}."),
    "erased": Words("Erased the person; attendance and payments stay without a name."),
    "location_changed": Words("Changed {location_name}."),
}
