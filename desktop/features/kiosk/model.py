"""What the kiosk shows to whoever stands before it, and no more of a person than is needed."""

from enum import Enum

from msgspec import Struct


class Verdict(Enum):
    """How a visit went: the field's colour and icon."""

    IN = "in"
    DESK = "desk"
    SIGN = "sign"


class Greeting(Struct, frozen=True, kw_only=True):
    """The answer: two words, first name and initial, what to do next."""

    verdict: Verdict
    headline: str
    name: str = ""
    lines: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """All of it for a screen reader."""
        return ". ".join(part for part in (self.headline, self.name, *self.lines) if part)


class Guest(Struct, frozen=True, kw_only=True):
    """Somebody who is booked into what is open now; `shown` keeps to what privacy allows."""

    client_id: str
    occurrence_id: str
    shown: str
    note: str


class Coming(Struct, frozen=True, kw_only=True):
    """A class of the next hours."""

    time: str
    title: str
    place: str


class Idle(Struct, frozen=True, kw_only=True):
    """What stands there while nobody is."""

    studio: str
    clock: str
    coming: tuple[Coming, ...]


class Paper(Struct, frozen=True, kw_only=True):
    """A waiver that has to be signed first (CHK-8)."""

    client_id: str
    waiver_id: str
    title: str
    text: str
    name: str
