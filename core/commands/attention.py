"""Commands about attention items."""

from core.commands.fields import Id
from core.commands.registry import Command, Kind, declare


@declare(
    "resolve_attention",
    kind=Kind.PROMISE,
    permission="resolve_attention",
    label="Dealt with {attention}",
)
class ResolveAttention(Command, frozen=True):
    """A person has dealt with an attention item (M-04)."""

    attention_id: Id
