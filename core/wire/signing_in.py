"""What a desk and the server say to each other when a person signs in."""

from typing import Annotated

import msgspec

from core.domain.ids import StaffId, StaffKeyId

_Id = Annotated[StaffId, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]
Password = Annotated[str, msgspec.Meta(max_length=1000)]


class SignInRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person at a desk proves who they are; `public_key` is what they sign with from then on.

    The desk names the person by id: who works here stands in its list, and their key is made of it.
    """

    staff_id: _Id
    password: Password
    public_key: Annotated[StaffKeyId, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class SignInReply(msgspec.Struct, frozen=True):
    """The key is registered."""

    staff_id: StaffId
    public_key: StaffKeyId


class ForgottenRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person at a desk wants a new invitation; the answer does not say whether there is one."""

    staff_id: _Id
