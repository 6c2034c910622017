"""Invented answers for the pictures of the palette."""

from collections.abc import Sequence

from desktop.shell.palette.rows import PaletteGroup, PaletteRow
from desktop.theme.marks import Tone

CLIENTS = (
    PaletteRow(
        target="client:priya",
        title="Priya Nair",
        note="In, Reformer Flow 18:00 · 10-class, 3 left · …0142",
        state="In",
        state_icon="circle-check",
        state_tone=Tone.OK,
    ),
    PaletteRow(
        target="client:primoz",
        title="Primož Kovač",
        note="Wheel throwing 18:30, spot 3 · …7710",
        state="Booked",
        state_icon="circle",
    ),
    PaletteRow(
        target="client:april",
        title="April Jones",
        note="No booking today · Unlimited to 3 Dec · …2208",
    ),
)
CLASSES = (
    PaletteRow(
        target="class:1",
        title="Private 19:00",
        note="Today · Studio B · 1/1",
        letter="P",
        state="No teacher",
        state_icon="triangle-alert",
        state_tone=Tone.ATTENTION,
    ),
    PaletteRow(
        target="class:2",
        title="Private 11:00",
        note="Thu 19 Nov · Studio B · Leo B. · 1/1",
        letter="P",
    ),
)


def answers(_query: str) -> Sequence[PaletteGroup]:
    """What clients and classes answer."""
    return (PaletteGroup("Clients", CLIENTS, 4), PaletteGroup("Classes", CLASSES))
