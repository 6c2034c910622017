"""Printing: pages, papers, the receipt, the preview with and without a printer."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.commands.till import CreateRetailItem, Discount, SellAtTill, TillLine, TillPayment
from core.domain.refusals import Fault
from core.domain.settings import PAPER, RECEIPT_PAPER
from core.domain.zones import to_utc
from desktop.printing.choosing import safe_name
from desktop.printing.pages import Pages
from desktop.printing.paper import PAPERS
from desktop.printing.presenter import PrintJob, PrintPresenter
from desktop.printing.preview import PreviewPanel
from desktop.printing.printable import TextSheet
from desktop.printing.receipt import receipt_sheet
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")
LONG = "".join(f"<p>Line {at}</p>" for at in range(120))


def sold(live: LiveDesk) -> str:
    """A receipt with a discount, tax and two ways to pay."""
    socks = str(live.serve(CreateRetailItem("Grip <socks>", 12_00, 20_00)).facts["item_id"])
    lines = (
        TillLine("retail", socks, 12_00, 2, Discount("amount", 4_00, reason="last pair")),
        TillLine("pass", live.names["single"], 18_00),
    )
    payments = (TillPayment("cash", 20_00), TillPayment("external_terminal", 18_00))
    live.serve(
        SellAtTill(live.names["location"], "LON-A-000042", lines, payments, live.names["daniel"])
    )
    live.exchange()
    return "LON-A-000042"


def text_of(sheet: TextSheet) -> str:
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    document.setHtml(sheet._html)
    return document.toPlainText()


@rule("PAY-4", "PAY-15", "PAY-16")
def test_a_receipt_says_what_was_sold_what_was_taken_off_and_the_tax(live: LiveDesk) -> None:
    sheet = receipt_sheet(live.session, sold(live))
    assert sheet is not None
    text = text_of(sheet)
    told = (
        "2 × Grip <socks>",
        "€24.00",
        "Discount (last pair)",
        "-€4.00",
        "€38.00",
        "Card terminal",
    )
    assert [part for part in told if part not in text] == []
    assert "Tax 20 % included, net €16.67" in text
    assert "Daniel Osei" in text
    assert receipt_sheet(live.session, "LON-A-999999") is None


@rule("U-72")
def test_a_long_text_is_broken_into_pages_and_a_roll_is_one_piece(qtbot: QtBot) -> None:
    sheet = TextSheet("Long", LONG)
    sheets = Pages(sheet, PAPERS["a4"])
    assert sheets.count > 1
    assert abs(sheets.size().width() - 793.7) < 1
    roll = Pages(sheet, PAPERS["roll_80"])
    assert roll.count == 1
    assert roll.size().height() > 120 * 16
    assert roll.layout().fullRect().height() > 500


@rule("U-72")
def test_the_pdf_has_every_page_and_the_size_of_the_paper(tmp_path: Path, qtbot: QtBot) -> None:
    from PySide6.QtPdf import QPdfDocument

    for name in ("a4", "letter", "roll_80"):
        file = tmp_path / f"{name}.pdf"
        pages = Pages(TextSheet("Long", LONG), PAPERS[name])
        pages.save_pdf(str(file))
        document = QPdfDocument()
        document.load(str(file))
        assert document.pageCount() == pages.count
        points: QSizeF = document.pagePointSize(0)
        assert abs(points.width() - PAPERS[name].wide_mm * 72 / 25.4) < 2
        document.close()


def test_a_file_that_cannot_be_written_is_a_fault(tmp_path: Path, qtbot: QtBot) -> None:
    with pytest.raises(Fault, match="file_not_written"):
        Pages(TextSheet("x", "x"), PAPERS["a4"]).save_pdf(str(tmp_path / "none" / "x.pdf"))


@rule("U-64", "U-92")
def test_without_a_printer_the_preview_says_so_and_saves_a_pdf(
    live: LiveDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = receipt_sheet(live.session, sold(live))
    assert sheet is not None
    panel = PreviewPanel()
    qtbot.addWidget(panel)
    presenter = PrintPresenter(panel, live.session)
    presenter.names = list
    presenter.choose_file = lambda _parent, name, _kinds: str(tmp_path / name)
    told: list[str] = []
    presenter.told.connect(told.append)
    presenter.start(PrintJob(sheet, RECEIPT_PAPER))
    assert panel.answer.text().startswith("No printer is set up")
    assert not panel.print.isEnabled()
    QTest.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(told))
    assert (tmp_path / "Receipt LON-A-000042.pdf").stat().st_size > 1000
    presenter.aside.end()


@rule("U-72")
def test_enter_prints_what_the_preview_shows(live: LiveDesk, qtbot: QtBot) -> None:
    panel = PreviewPanel()
    qtbot.addWidget(panel)
    presenter = PrintPresenter(panel, live.session)
    presenter.names = lambda: ["Epson", "Zebra"]
    printed: list[tuple[str, int, str]] = []

    def put(pages: Pages, printer: str) -> bool:
        printed.append((pages.title, pages.count, printer))
        return printer == "Epson"

    presenter.put = put
    told: list[str] = []
    presenter.told.connect(told.append)
    presenter.start(PrintJob(TextSheet("Long", LONG), PAPER))
    assert panel.place.text() == "Page 1 of 3"
    QTest.keyClick(panel, Qt.Key.Key_PageDown)
    assert panel.place.text() == "Page 2 of 3"
    QTest.keyClick(panel, Qt.Key.Key_Return)
    panel.printers.setCurrentText("Zebra")
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert printed == [("Long", 3, "Epson"), ("Long", 3, "Zebra")]
    assert told[0] == "Sent Long to Epson"
    assert "did not take" in told[1]


def test_a_name_becomes_a_file_name_everywhere() -> None:
    assert safe_name('Fill: "a/b"\n2026?.csv') == "Fill a b 2026 .csv"
