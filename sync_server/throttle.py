"""How often somebody may try: per desk, per person, per address. Kept in this process's memory."""

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from core.domain.refusals import Fault

SIGN_IN_OF_PERSON = RateLimitItemPerHour(10)
SIGN_IN_AT_DESK = RateLimitItemPerMinute(10)
MAIL_TO_PERSON = RateLimitItemPerHour(3)
MAIL_FROM_DESK = RateLimitItemPerHour(20)
CODES_AT_DESK = RateLimitItemPerHour(20)
PAGE_OF_ADDRESS = RateLimitItemPerMinute(30)


class Throttle:
    """Counts tries in moving windows. Several server processes count each for themselves."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def pass_through(self, *tries: tuple[RateLimitItem, str]) -> None:
        """Count one try under each limit and subject. Raises Fault `too_many_tries`."""
        for limit, whose in tries:
            if not self._limiter.hit(limit, whose):
                raise Fault("too_many_tries", minutes=_minutes(limit))

    def forget(self, limit: RateLimitItem, whose: str) -> None:
        """Somebody proved who they are: their tries count no longer."""
        self._limiter.clear(limit, whose)


def _minutes(limit: RateLimitItem) -> int:
    return max(1, limit.get_expiry() // 60)
