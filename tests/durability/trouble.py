"""A disk that fails: from its n-th change on, once or until it is mended."""

from tests.durability.underlay import FULL, IOERR_FSYNC, IOERR_WRITE, OK

KINDS = ("full", "io", "io once")


class FailingDisk:
    """Lets everything through until `fail` was called.

    A disk that is "full" takes no write that needs new room; one with "io" takes no write and no
    sync, "io once" fails a single time. `failures` counts what was refused.
    """

    def __init__(self) -> None:
        self.failures = self.changes = 0
        self._kind = ""
        self._left = 0
        self._sizes: dict[str, int] = {}

    def fail(self, kind: str, after: int) -> None:
        """Begin to fail at the n-th change from now on."""
        self._kind, self._left, self.failures, self.changes = kind, after, 0, 0

    def mend(self) -> None:
        self._kind = ""

    def write(self, name: str, offset: int, data: bytes) -> int:
        end = offset + len(data)
        grows = end > self._sizes.get(name, 0)
        if self._kind == "full":
            said = self._answer(FULL) if grows else OK
        else:
            said = self._answer(IOERR_WRITE)
        if said == OK:
            self._sizes[name] = max(end, self._sizes.get(name, 0))
        return said

    def truncate(self, name: str, size: int) -> int:
        self._sizes[name] = size
        return OK

    def sync(self, name: str) -> int:
        return OK if self._kind == "full" else self._answer(IOERR_FSYNC)

    def delete(self, name: str) -> int:
        self._sizes.pop(name, None)
        return OK

    def _answer(self, code: int) -> int:
        self.changes += 1
        if not self._kind or self.changes < self._left:
            return OK
        if self._kind == "io once" and self.failures:
            return OK
        self.failures += 1
        return code
