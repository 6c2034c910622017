"""What the panel of sending and receiving shows, ready to read."""

from msgspec import Struct

from desktop.loading import Loading
from desktop.theme.marks import Tone


class WaitingCommand(Struct, frozen=True, kw_only=True):
    """Something that was done here and that the server has not confirmed."""

    key: str
    when: str
    text: str
    by: str
    sent: bool = False


class SyncView(Struct, frozen=True, kw_only=True):
    """State in words, facts as label and value, and what waits."""

    headline: str
    icon: str
    tone: Tone
    advice: str
    facts: tuple[tuple[str, str], ...]
    waiting: tuple[WaitingCommand, ...]
    loading: Loading | None = None
    """How far a load of all rows is, None where none is under way."""
    loaded: str = ""
    may_load: bool = False
    load_note: str = ""
    """What loading afresh does, or why it cannot be asked for."""
