"""What the walk-in panel shows and returns, as frozen values."""

from msgspec import Struct

from desktop.theme.marks import Tone


class Known(Struct, frozen=True, kw_only=True):
    """A client who is known already and fits what is typed (ORG-14)."""

    client_id: str
    name: str
    note: str


class Option(Struct, frozen=True):
    """A class to walk in to, or a way to pay."""

    ident: str
    text: str


class Draft(Struct, frozen=True, kw_only=True):
    """What is filled in. Without `client_id` it is a new face; without a class only a client."""

    client_id: str = ""
    name: str = ""
    contact: str = ""
    occurrence_id: str = ""
    pays: str = ""


class Answer(Struct, frozen=True):
    """What Enter would do; `action` is the verb on the button, "" where it cannot be done."""

    text: str
    action: str
    tone: Tone = Tone.NEUTRAL
