"""Finders: every way in which a handler may look rows up, declared as data.

From one declaration come the SQL, its index, the memory index and the contract test.
Any other filter is a rule.
"""

from typing import Generic

import msgspec

from core.domain.rows import R


class Finder(msgspec.Struct, Generic[R], frozen=True):
    """Rows of `row_type` with equal columns, an optional half-open range, some states.

    The result is ordered by `order`, which ends in the id, so that it is total. `covers` are
    columns that its index carries along, for reports that read much but little of each row.
    """

    name: str
    row_type: type[R]
    equal: tuple[str, ...]
    range: str = ""
    states: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        return (self.range, "id") if self.range else ("id",)

    def __hash__(self) -> int:
        return hash(self.name)


all_finders: dict[str, Finder] = {}  # type: ignore[type-arg]


def finder(
    name: str,
    row_type: type[R],
    *equal: str,
    range: str = "",
    states: tuple[str, ...] = (),
    covers: tuple[str, ...] = (),
) -> Finder[R]:
    """Declare a finder; its name must be new and its columns those of the row type."""
    columns = set(row_type.__struct_fields__)
    wanted = {*equal, *covers, *([range] if range else []), *(["state"] if states else [])}
    if name in all_finders or not wanted <= columns:
        raise ValueError(f"finder {name!r}: name taken or unknown columns {wanted - columns}")
    made = Finder(name, row_type, equal, range, states, covers)
    all_finders[name] = made
    return made
