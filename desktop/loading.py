"""How far a load of all rows from the server is."""

from msgspec import Struct


class Loading(Struct, frozen=True):
    """Rows that have come; `total` is 0 where the server has not said how many there are."""

    rows: int
    total: int = 0
    stopped: bool = False

    def share(self) -> float | None:
        """What part of it is here, 0 to 1; None where that is not known."""
        return min(1.0, self.rows / self.total) if self.total else None
