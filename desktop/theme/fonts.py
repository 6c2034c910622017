"""Inter as bundled, with figures of one width, in the few sizes and two weights of the desk."""

from enum import Enum
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from desktop.bundle import RESOURCES

FAMILY = "Inter"
_FILES = ("Inter-Regular.otf", "Inter-SemiBold.otf")


class Size(Enum):
    """A step of the type scale: font size and line height in pixels."""

    CAPTION = (11, 16)
    BODY = (13, 20)
    SECTION = (15, 20)
    PAGE = (20, 28)
    NAME = (28, 36)
    RESULT = (44, 52)
    BLOCK_TITLE = (13, 16)
    BLOCK_DETAIL = (11, 14)
    BADGE = (10, 12)

    @property
    def px(self) -> int:
        """Font size."""
        return self.value[0]

    @property
    def line(self) -> int:
        """Line height."""
        return self.value[1]


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Make the bundled files known to Qt, once. Needs an application."""
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name))


@lru_cache(maxsize=64)
def font(size: Size = Size.BODY, bold: bool = False, struck: bool = False) -> QFont:
    """A font of the scale; `bold` is weight 600. Shared: copy before changing."""
    made = QFont(FAMILY)
    made.setPixelSize(size.px)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setStrikeOut(struck)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
