"""The command that says what instructors are paid (PAY-7)."""

from typing import Annotated, Literal

import msgspec

from core.commands.fields import LocalDate, Money, OptionalId
from core.commands.registry import Command, Kind, declare

Heads = Annotated[int, msgspec.Meta(ge=0, le=1000)]


@declare(
    "set_pay_rate",
    kind=Kind.PROMISE,
    permission="manage_pay",
    label="Set what {instructor} is paid",
)
class SetPayRate(Command, frozen=True):
    """From a date on a class pays a base, and so much for each head beyond those in it (PAY-7).

    `instructor_id` "" is for everybody, `service_id` "" for every service. What was closed before
    is counted by the rate of its own date.
    """

    base: Money
    per_head: Money
    valid_from: LocalDate
    instructor_id: OptionalId = ""
    service_id: OptionalId = ""
    post: Literal["lead", "assistant"] = "lead"
    heads_in_base: Heads = 0
