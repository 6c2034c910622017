"""Papers by name, in millimetres; which one is used is a setting of the studio (U-64)."""

from msgspec import Struct
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize

from desktop.saying import tr

PX_PER_INCH = 96
MM_PER_INCH = 25.4


class Paper(Struct, frozen=True):
    """A sheet, or a roll of which as much is used as is needed (`tall_mm` 0)."""

    name: str
    wide_mm: float
    tall_mm: float
    side_mm: float
    top_mm: float

    @property
    def rolls(self) -> bool:
        """Whether it has no pages."""
        return not self.tall_mm

    def room(self) -> QSizeF:
        """What can be printed on, in pixels of 1/96 inch; a roll is endless."""
        wide = self.wide_mm - 2 * self.side_mm
        tall = self.tall_mm - 2 * self.top_mm if self.tall_mm else 10_000.0
        return QSizeF(px(wide), px(tall))

    def layout(self, used_px: float = 0) -> QPageLayout:
        """The page as Qt knows it; of a roll the length that `used_px` asks for."""
        tall = self.tall_mm or used_px * MM_PER_INCH / PX_PER_INCH + 2 * self.top_mm
        size = QPageSize(
            QSizeF(self.wide_mm, tall),
            QPageSize.Unit.Millimeter,
            self.name,
            QPageSize.SizeMatchPolicy.ExactMatch
            if self.rolls
            else QPageSize.SizeMatchPolicy.FuzzyMatch,
        )
        upright = QPageLayout.Orientation.Portrait
        return QPageLayout(size, upright, QMarginsF(), QPageLayout.Unit.Millimeter)


PAPERS = {
    "a4": Paper("A4", 210, 297, 16, 15),
    "letter": Paper(tr("Letter"), 215.9, 279.4, 16, 15),
    "roll_80": Paper(tr("Roll 80 mm"), 80, 0, 4, 4),
    "roll_58": Paper(tr("Roll 58 mm"), 58, 0, 3, 4),
}


def px(millimetres: float) -> float:
    """Millimetres in pixels of 1/96 inch."""
    return millimetres * PX_PER_INCH / MM_PER_INCH
