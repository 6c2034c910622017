"""The window that stands while the store of an older program is brought to this one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.language import application
from desktop.theme.fonts import Size
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_XL
from desktop.widgets.label import Ink, Label

WIDE, LOOK_MS = 440, 50


class UpgradeWindow(QWidget):
    """Says what is done and that nothing is lost; it goes by itself, and only then."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Foyer"))
        self.setFixedWidth(WIDE)
        self.done = False
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        column.setSpacing(GAP_L)
        title = self.tr("Getting the studio ready for this version")
        column.addWidget(Label(title, Size.SECTION, bold=True, ink=Ink.STRONG))
        told = Label(
            self.tr(
                "It takes up to some minutes, once. A copy of how it was is kept, and nothing is "
                "lost if the computer is switched off meanwhile."
            ),
            ink=Ink.MUTED,
        )
        told.setWordWrap(True)
        column.addWidget(told)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(title)
        column.addWidget(bar)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        event.setAccepted(self.done)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        brush(self).fillRect(self.rect(), current_theme().window)


def behind_a_window(work: Callable[[], None]) -> None:
    """Do long work on a thread of its own, with the window on the screen; raises what it raises."""
    app = application()
    window, loop, look = UpgradeWindow(), QEventLoop(app), QTimer()
    window.show()
    with ThreadPoolExecutor(1, "upgrade") as pool:
        future = pool.submit(work)
        look.timeout.connect(lambda: loop.quit() if future.done() else None)
        look.start(LOOK_MS)
        loop.exec()
        look.stop()
    window.done = True
    window.close()
    window.deleteLater()
    future.result()
