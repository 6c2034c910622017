"""Printing, alive: the pages on the studio's paper, handed to a printer or saved as a PDF."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.domain.refusals import Fault
from core.domain.settings import SettingKey
from core.rules.terms import Terms
from desktop.background import Background, Progress
from desktop.here import PRINTER
from desktop.printing.choosing import ChooseFile, choose_file
from desktop.printing.pages import Pages
from desktop.printing.paper import PAPERS, Paper
from desktop.printing.preview import PreviewPanel
from desktop.printing.printable import Printable
from desktop.printing.printers import print_pages, printer_names
from desktop.saying import tr
from desktop.session import Session
from desktop.wording import fault_words

PICTURE_WIDE = 420


class PrintJob(Struct, frozen=True):
    """What to print, and the setting that says on which paper."""

    sheet: Printable
    paper: SettingKey[str]


class PrintPresenter(QObject):
    """`told` carries a sentence about what was printed or saved, or why not."""

    left = Signal()
    told = Signal(str)

    def __init__(self, panel: PreviewPanel, session: Session) -> None:
        super().__init__(panel)
        self.panel = panel
        self._session = session
        self._pages: Pages | None = None
        self._job: PrintJob | None = None
        self.choose_file: ChooseFile = choose_file
        self.names: Callable[[], list[str]] = printer_names
        self.put: Callable[[Pages, str], bool] = print_pages
        self.aside = Background(self)
        panel.turned.connect(self._turn)
        panel.print_asked.connect(self._print)
        panel.save_asked.connect(self._save)
        panel.close_asked.connect(self.left)

    def start(self, job: PrintJob) -> None:
        """Show what is to be printed."""
        self._job = job
        self._pages = Pages(job.sheet, self.paper(job.paper), self.tr("Page {0} of {1}"))
        kept = self._session.kept(PRINTER).get("name", "")
        names = sorted(self.names(), key=lambda name: name != kept)
        self.panel.show_printers(
            names, self.tr("No printer is set up on this computer. Save a PDF instead.")
        )
        self._turn(0)

    def paper(self, setting: SettingKey[str]) -> Paper:
        """The paper that the studio has chosen for this place."""
        session = self._session
        return PAPERS[Terms(session.source.rows, session.location_id).of(setting)]

    def _turn(self, at: int) -> None:
        if self._pages is None:
            return
        ratio = self.panel.devicePixelRatioF()
        picture: QImage = self._pages.picture(at, PICTURE_WIDE, ratio)
        what = f"{self._pages.title} · {self._pages.paper.name}"
        self.panel.show_page(picture, what, at, self._pages.count)

    def _print(self, printer: str) -> None:
        pages = self._pages
        if pages is None or not printer:
            return
        if self.put(pages, printer):
            self.told.emit(self.tr("Sent {0} to {1}").format(pages.title, printer))
            self.left.emit()
        else:
            self.told.emit(fault_words(Fault("printer_failed", printer=printer)))

    def _save(self) -> None:
        job = self._job
        if job is None:
            return
        file = self.choose_file(self.panel, f"{job.sheet.title}.pdf", tr("PDF (*.pdf)"))
        if not file:
            return
        paper, of = self.paper(job.paper), self.tr("Page {0} of {1}")

        def work(_progress: Progress) -> str:
            # laid out anew: what one thread has laid out is not for another
            Pages(job.sheet, paper, of).save_pdf(file)
            return file

        self.aside.run(work, self._saved, lambda fault: self.told.emit(fault_words(fault)))

    def _saved(self, file: str) -> None:
        self.told.emit(self.tr("Saved {0}").format(file))
        self.left.emit()
