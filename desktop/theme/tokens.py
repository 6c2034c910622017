"""Every colour of the desk, light and dark, as frozen values.

Nothing is painted in a colour that is not named here. Contrast is checked by tests.
"""

from msgspec import Struct
from PySide6.QtGui import QColor


def colour(code: str, opacity: float = 1.0) -> QColor:
    """A colour from six hex digits and an opacity from 0 to 1."""
    made = QColor(f"#{code}")
    made.setAlphaF(opacity)
    return made


def mix(over: QColor, under: QColor, share: float) -> QColor:
    """`over` laid on `under` with the given share (0 to 1), as an opaque colour."""

    def part(top: int, bottom: int) -> int:
        return round(top * share + bottom * (1 - share))

    return QColor(
        part(over.red(), under.red()),
        part(over.green(), under.green()),
        part(over.blue(), under.blue()),
    )


class Meaning(Struct, frozen=True):
    """One of five meanings: text on any surface, line for marks, tint behind its text."""

    text: QColor
    line: QColor
    tint: QColor


class Field(Struct, frozen=True):
    """A whole field of one colour and what stands on it (check-in results)."""

    fill: QColor
    on: QColor


class ServiceColour(Struct, frozen=True):
    """The colours of one service: bar, block, words; the fill track; and the paler past."""

    name: str
    line: QColor
    tint: QColor
    text: QColor
    track: QColor
    past_line: QColor
    past_tint: QColor
    past_track: QColor


class Theme(Struct, frozen=True):
    """All tokens of one appearance."""

    name: str
    is_dark: bool
    window: QColor
    panel: QColor
    raised: QColor
    overlay: QColor
    sunken: QColor
    hover: QColor
    strong: QColor
    text: QColor
    muted: QColor
    line: QColor
    line_strong: QColor
    control: QColor
    accent: QColor
    accent_fill: QColor
    on_accent: QColor
    accent_tint: QColor
    focus: QColor
    scrim: QColor
    shadow: QColor
    ok: Meaning
    attention: Meaning
    refused: Meaning
    info: Meaning
    provisional: Meaning
    accepted_field: Field
    attention_field: Field
    refused_field: Field
    working_field: Field
    services: tuple[ServiceColour, ...]

    def service(self, number: int) -> ServiceColour:
        """The colour of a service by its number, 1 to 12; other numbers wrap round."""
        return self.services[(number - 1) % len(self.services)]

    @property
    def overlay_edge(self) -> QColor:
        """The 1 px edge that sets floating things off, also where a shadow is not seen."""
        return self.control if self.is_dark else self.line_strong


def _meaning(text: str, line: str, tint: str) -> Meaning:
    return Meaning(colour(text), colour(line), colour(tint))


def _field(fill: str, on: str) -> Field:
    return Field(colour(fill), colour(on))


def _service(panel: QColor, dark: bool, name: str, line: str, text: str) -> ServiceColour:
    bar = colour(line)
    tint = mix(bar, panel, 0.21 if dark else 0.13)
    track = mix(bar, panel, 0.42 if dark else 0.32)
    return ServiceColour(
        name,
        line=bar,
        tint=tint,
        text=colour(text),
        track=track,
        past_line=mix(bar, panel, 0.5),
        past_tint=mix(tint, panel, 0.45),
        past_track=mix(track, panel, 0.5),
    )


_SERVICES = (
    ("blue", "2F62C4", "254A92", "6CA8F5", "B6D4FA"),
    ("cyan", "2B88A8", "1E5569", "74D3F0", "BAE9F8"),
    ("teal", "1F6B5A", "1A5549", "4A9C86", "A5CEC3"),
    ("green", "5A9040", "37572C", "93C25C", "C9E1AE"),
    ("olive", "6C6030", "554C29", "D0D189", "E8E8C4"),
    ("ochre", "A87D00", "634C08", "EABF4D", "F5DFA6"),
    ("orange", "AB3D06", "853209", "DC7430", "EEBA98"),
    ("brown", "5E3A26", "5E3A26", "A37D57", "D1BEAB"),
    ("rose", "CF3F6C", "852C4A", "F08CAC", "F8C6D6"),
    ("plum", "742E7F", "722D7D", "C677B9", "E3BBDC"),
    ("violet", "8468E8", "51428E", "8B85EE", "C5C2F7"),
    ("graphite", "414A52", "414A52", "BFCAD5", "DFE5EA"),
)

_ACCEPTED = _field("0F5B35", "FFFFFF")
_REFUSED = _field("8F1A13", "FFFFFF")
_WORKING = _field("3A434B", "FFFFFF")

LIGHT = Theme(
    name="light",
    is_dark=False,
    window=colour("F4F5F6"),
    panel=colour("FFFFFF"),
    raised=colour("FFFFFF"),
    overlay=colour("FFFFFF"),
    sunken=colour("E9ECEE"),
    hover=colour("EEF1F3"),
    strong=colour("12161A"),
    text=colour("2A3036"),
    muted=colour("59626B"),
    line=colour("DEE2E5"),
    line_strong=colour("C3C9CE"),
    control=colour("7F8891"),
    accent=colour("0E6073"),
    accent_fill=colour("0E6073"),
    on_accent=colour("FFFFFF"),
    accent_tint=colour("E7EFF1"),
    focus=colour("0B7A94"),
    scrim=colour("12161A", 0.32),
    shadow=colour("12161A", 0.16),
    ok=_meaning("17693B", "2A8F55", "E8F3EC"),
    attention=_meaning("7F4F00", "B07205", "F6EFE4"),
    refused=_meaning("A8231A", "CE3B30", "FAE9E8"),
    info=_meaning("1D57A6", "3B78CC", "E9F0F9"),
    provisional=_meaning("5F459F", "7F64C4", "F1EEF9"),
    accepted_field=_ACCEPTED,
    attention_field=_field("F2B33A", "1E1400"),
    refused_field=_REFUSED,
    working_field=_WORKING,
    services=tuple(
        _service(colour("FFFFFF"), False, name, line, text) for name, line, text, _, _ in _SERVICES
    ),
)

DARK = Theme(
    name="dark",
    is_dark=True,
    window=colour("131618"),
    panel=colour("1A1E21"),
    raised=colour("22272B"),
    overlay=colour("282E33"),
    sunken=colour("0E1012"),
    hover=colour("242A2E"),
    strong=colour("F3F5F6"),
    text=colour("D3D8DC"),
    muted=colour("9AA3AB"),
    line=colour("2B3136"),
    line_strong=colour("3F474E"),
    control=colour("727C85"),
    accent=colour("62C0D2"),
    accent_fill=colour("17788C"),
    on_accent=colour("FFFFFF"),
    accent_tint=colour("193D45"),
    focus=colour("7AD3E4"),
    scrim=colour("000000", 0.55),
    shadow=colour("000000", 0.50),
    ok=_meaning("74D19A", "3FA86B", "213A30"),
    attention=_meaning("F0BE5E", "C99223", "3D3521"),
    refused=_meaning("FF9C92", "E0584D", "422A2A"),
    info=_meaning("92BEFA", "5B93DC", "273546"),
    provisional=_meaning("C3B1F7", "9580D8", "333246"),
    accepted_field=_ACCEPTED,
    attention_field=_field("E5A72E", "1E1400"),
    refused_field=_REFUSED,
    working_field=_WORKING,
    services=tuple(
        _service(colour("1A1E21"), True, name, line, text) for name, _, _, line, text in _SERVICES
    ),
)
