"""Commands about addresses that are sent events."""

from typing import Annotated

import msgspec

from core.commands.fields import Id, Line
from core.commands.registry import Command, Kind, declare

Url = Annotated[str, msgspec.Meta(max_length=500, pattern=r"^https://[^\s/@:]+(:[0-9]+)?(/\S*)?\Z")]


@declare(
    "add_webhook",
    kind=Kind.PROMISE,
    permission="manage_organisation",
    label="Told {url} what happens",
)
class AddWebhook(Command, frozen=True):
    """Send events to an address from now on; `events` are their names, none for all (NTF-5)."""

    url: Url
    events: Annotated[tuple[Line, ...], msgspec.Meta(max_length=100)] = ()


@declare(
    "end_webhook",
    kind=Kind.PROMISE,
    permission="manage_organisation",
    label="Ended {webhook}",
)
class EndWebhook(Command, frozen=True):
    """Send nothing more there."""

    webhook_id: Id
