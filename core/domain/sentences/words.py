"""What a code says to a person."""

import msgspec


class Words(msgspec.Struct, frozen=True):
    """What to say, and what to do about it ("" where there is nothing to do)."""

    says: str
    mend: str = ""
