"""What the import page shows, as values with their words ready."""

from collections.abc import Mapping

from msgspec import Struct

from core.imports.reading import Table
from desktop.features.settings.entry import Entry
from desktop.theme.marks import Tone


class ImportShown(Struct, frozen=True, kw_only=True):
    """The file as it was read, what it would make, and how far that is."""

    table: Table | None = None
    mapping: Mapping[str, str] = {}
    rows: tuple[Entry, ...] = ()
    kind: str = "clients"
    summary: str = ""
    wrong: str = ""
    told: str = ""
    tone: Tone = Tone.NEUTRAL
    verb: str = ""
    errors: int = 0
    ready: bool = False
    working: bool = False
    can_take_back: bool = False
