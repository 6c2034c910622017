"""The same code again within moments is one scan, not two (U-14)."""

from collections.abc import Callable
from time import monotonic


class RepeatGuard:
    """Lets a code through once per window of seconds.

    With `extends` each sight of the code keeps it held, as for a card before a camera;
    without, the time counts from the scan that was let through.
    """

    def __init__(
        self, seconds: float, *, extends: bool = False, clock: Callable[[], float] = monotonic
    ) -> None:
        self._seconds, self._extends, self._clock = seconds, extends, clock
        self._code, self._at = "", float("-inf")

    def lets_through(self, code: str) -> bool:
        """True if the code is new or its time is over."""
        now = self._clock()
        repeated = code == self._code and now - self._at < self._seconds
        if not repeated or self._extends:
            self._code, self._at = code, now
        return not repeated
