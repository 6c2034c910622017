"""What the Check-in screen shows, as frozen values ready to read."""

from enum import Enum

from msgspec import Struct


class Outcome(Enum):
    """The four classes of a result; each has its own colour, icon, words and sound (U-15)."""

    ACCEPTED = "accepted"
    ATTENTION = "attention"
    REFUSED = "refused"
    WORKING = "working"


class Fact(Struct, frozen=True, kw_only=True):
    """A column: "Spot", "4", "the usual one". Figures that clients ask for are `large`."""

    caption: str
    value: str
    note: str = ""
    large: bool = False


class Fix(Struct, frozen=True, kw_only=True):
    """What can be done next, on one key. `action` names a desk action that owns the key."""

    ident: str
    text: str
    key: str = ""
    primary: bool = False
    action: str = ""


class ScanResult(Struct, frozen=True, kw_only=True):
    """One result: the verdict in two words, who, why, figures, ways out.

    `footer` says where it was decided; `provisional` marks what the server may still change.
    """

    scan_id: str
    outcome: Outcome
    headline: str
    name: str = ""
    sentence: str = ""
    facts: tuple[Fact, ...] = ()
    fixes: tuple[Fix, ...] = ()
    provisional: bool = False
    footer: str = ""
    footer_icon: str = "cloud-off"

    @property
    def said(self) -> str:
        """The whole result for a screen reader (U-58)."""
        facts = (f"{fact.caption} {fact.value} {fact.note}".strip() for fact in self.facts)
        parts = (self.headline, self.name, self.sentence, *facts)
        return ". ".join(part.rstrip(".") for part in parts if part)


class LastScan(Struct, frozen=True, kw_only=True):
    """One line of the day's scans."""

    scan_id: str
    outcome: Outcome
    name: str
    note: str
    word: str
    time: str
    provisional: bool = False


class FoundClient(Struct, frozen=True, kw_only=True):
    """A client found by name, phone or card."""

    client_id: str
    name: str
    note: str = ""
    word: str = ""


class ScanTotals(Struct, frozen=True, kw_only=True):
    """How the day's scans went."""

    scans: int = 0
    came: int = 0
    attention: int = 0
    refused: int = 0
