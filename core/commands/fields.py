"""Limits of command fields, checked by the codec at every door."""

from typing import Annotated

import msgspec

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
OptionalId = Annotated[str, msgspec.Meta(max_length=64)]
Seats = Annotated[int, msgspec.Meta(ge=1, le=50)]
Reason = Annotated[str, msgspec.Meta(max_length=500)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Text = Annotated[str, msgspec.Meta(max_length=2000)]
Money = Annotated[int, msgspec.Meta(ge=0, le=100_000_000_00)]
Moment = Annotated[int, msgspec.Meta(ge=946_684_800_000, le=4_102_444_800_000)]
"""UTC milliseconds from 2000 to 2100."""
LocalDate = Annotated[str, msgspec.Meta(pattern=r"^20\d\d-(0\d|1[0-2])-([0-2]\d|3[01])$")]
LocalTime = Annotated[str, msgspec.Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
