"""What is taken off, by amount, share or code, and within which limits (PAY-15)."""

from collections.abc import Collection, Sequence

import msgspec

from core.domain.json_text import allows
from core.domain.money import percent, split
from core.domain.refusals import Refusal
from core.domain.till import ACTIVE, DiscountCode, DiscountUse

CODE_REFUSALS = frozenset(
    {"code_unknown", "code_over", "code_used_up", "code_used_by_client", "code_other_product"}
)


class Cut(msgspec.Struct, frozen=True):
    """What a line costs before and after: minor units; `free` of it was taken off by staff, who
    have limits, the rest by a code, which has its own."""

    gross: int
    off: int = 0
    free: int = 0

    @property
    def net(self) -> int:
        return self.gross - self.off


def taken_off(kind: str, value: int, gross: int) -> int:
    """What a discount takes off a sum, rounded half-up, never more than the sum."""
    off = percent(gross, value) if kind == "percent" else value
    return max(0, min(gross, off))


def cut(line: Cut, kind: str, value: int, *, by_code: bool) -> Cut:
    """A line with a further discount on what is left of it."""
    off = taken_off(kind, value, line.net)
    return Cut(line.gross, line.off + off, line.free + (0 if by_code else off))


def spread(lines: Sequence[Cut], kind: str, value: int, *, by_code: bool) -> list[Cut]:
    """A discount on all lines together, in proportion to what is left of each."""
    nets = [line.net for line in lines]
    if not sum(nets):
        return list(lines)
    shares = split(taken_off(kind, value, sum(nets)), nets)
    return [
        cut(line, "amount", share, by_code=by_code)
        for line, share in zip(lines, shares, strict=True)
    ]


def over_share(lines: Collection[Cut], limit: int) -> bool:
    """Whether staff took off more than a share (hundredths of a percent) of what was sold."""
    return sum(line.free for line in lines) * 10_000 > limit * sum(line.gross for line in lines)


def code_refusal(
    code: DiscountCode | None, uses: Sequence[DiscountUse], client_id: str, today: str
) -> Refusal | None:
    """Refuses `code_unknown`, `code_over`, `code_used_up`, `code_used_by_client`."""
    if code is None:
        return Refusal("code_unknown")
    facts = {"code": code.code, "limit": code.max_uses, "valid_until": code.valid_until}
    early = bool(code.valid_from) and today < code.valid_from
    if code.state != ACTIVE or early or (code.valid_until and today > code.valid_until):
        return Refusal("code_over", facts)
    if code.max_uses and sum(use.count for use in uses) >= code.max_uses:
        return Refusal("code_used_up", facts)
    own = sum(use.count for use in uses if use.client_id == client_id)
    if code.per_client and own >= code.per_client:
        return Refusal("code_used_by_client", facts)
    return None


def code_holds_for(code: DiscountCode, subject_id: str) -> bool:
    """Whether a code takes something off a product or item."""
    return allows(code.products, subject_id)
