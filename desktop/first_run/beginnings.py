"""How a computer without a desk begins: a studio of its own, one that it joins, or the demo."""

from msgspec import Struct


class NewStudio(Struct, frozen=True, kw_only=True):
    """A studio whose server runs on this computer. The PIN lets its owner in from then on."""

    name: str
    location: str
    zone: str
    currency: str
    owner: str
    password: str = ""
    pin: str = ""


class Joining(Struct, frozen=True, kw_only=True):
    """A studio that is there already: its server's address, a code of it, this desk's name."""

    url: str
    code: str
    name: str


class Demo(Struct, frozen=True):
    """The living demo studio, in a folder of its own."""


Beginning = NewStudio | Joining | Demo


class Begun(Struct, frozen=True):
    """What enrols this computer: the server's address ("" is the one that runs here), a code, the
    desk's name; `words` open it if its keys are lost, and are told this once."""

    url: str
    code: str
    name: str
    words: str = ""
    owner: str = ""
    password: str = ""
    pin: str = ""
