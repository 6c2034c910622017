"""What Attention shows, as frozen values ready to read (U-37)."""

from msgspec import Struct

from desktop.theme.marks import Tone


class Item(Struct, frozen=True, kw_only=True):
    """One line of the inbox; `needs_you` sets it above what is only to be known."""

    item_id: str
    icon: str
    title: str
    note: str = ""
    age: str = ""
    needs_you: bool = True


class Fact(Struct, frozen=True, kw_only=True):
    """One line of a card: label, value, and a remark beside it."""

    label: str
    value: str
    remark: str = ""
    strong: bool = False


class Side(Struct, frozen=True, kw_only=True):
    """One of the two that met: what it has now, who, the facts that decide."""

    icon: str
    tone: Tone
    outcome: str
    name: str
    note: str = ""
    facts: tuple[Fact, ...] = ()
    marked: bool = False


class Remedy(Struct, frozen=True, kw_only=True):
    """A way to put it right, with what it does and the verb on its button."""

    ident: str
    text: str
    note: str
    button: str


class DoneLine(Struct, frozen=True, kw_only=True):
    """What was done so far."""

    when: str
    icon: str
    text: str


class Story(Struct, frozen=True, kw_only=True):
    """One item in full. `sentence` is plain and bold parts in turn, beginning with a plain one."""

    item_id: str
    chip: str
    since: str
    title: str
    sentence: tuple[str, ...]
    needs_you: bool = True
    sides: tuple[Side, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    done: tuple[DoneLine, ...] = ()
    closed: bool = False
