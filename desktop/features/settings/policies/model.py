"""What the page of policies shows: the scopes, and each setting with where its value comes from."""

from typing import Any, Literal

from msgspec import Struct

Level = Literal["organisation", "location", "service"]


class ScopeChoice(Struct, frozen=True):
    """Where a setting can be set: a level, the id on it, and its name."""

    level: Level
    ident: str
    name: str

    @property
    def key(self) -> str:
        """One text for it."""
        return f"{self.level}/{self.ident}"


class PolicyLine(Struct, frozen=True):
    """The value in force in a scope; `here` where the scope itself says it, `origin` who does.

    `fits` is false for a setting that is not looked at on this level.
    """

    value: Any
    here: bool
    origin: str
    fits: bool = True
