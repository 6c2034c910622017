"""What is said about writing to the people of a class and putting its waitlist in order."""

from core.domain.sentences.words import Words

REFUSED: dict[str, Words] = {
    "nobody_waits": Words("None of them waits for {class_name} any more."),
    "text_missing": Words("There is nothing written.", "Write what they should know."),
    "nobody_to_write_to": Words("Nobody is there to write to in {class_name}, {starts_at:when}."),
    "message_left": Words(
        "The message about {class_name}, {starts_at:when} has left.", "Write another one."
    ),
}

DONE: dict[str, Words] = {
    "line_ordered": Words("The waitlist of {class_name}, {starts_at:when} is in another order."),
    "class_written_to": Words("Wrote to {count} of {class_name}, {starts_at:when}: {note}"),
}
