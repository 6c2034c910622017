"""Codes from pictures; repeats; no camera."""

from pathlib import Path

import qrcode
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.scanner.camera import CameraReader, codes_in, codes_in_file
from desktop.scanner.repeats import RepeatGuard
from tests.support.rules import rule


def picture_of(text: str, dot: int = 5) -> QImage:
    """A QR code on a grey desk."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    side = len(rows) * dot
    image = QImage(side + 83, side + 41, QImage.Format.Format_RGB32)
    image.fill(QColor("#9aa3ab"))
    painter = QPainter(image)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            painter.fillRect(30 + x * dot, 20 + y * dot, dot, dot, QColor(0 if dark else 0xFFFFFF))
    painter.end()
    return image


@rule("CHK-1")
def test_a_code_is_read_from_a_picture(tmp_path: Path) -> None:
    image = picture_of("FY7K2M9QX4")
    assert codes_in(image) == ["FY7K2M9QX4"]
    file = tmp_path / "code.png"
    image.save(str(file))
    assert codes_in_file(file) == ["FY7K2M9QX4"]


@rule("U-13")
def test_a_code_of_other_letters_is_not_ours() -> None:
    assert codes_in(picture_of("https://example.org/a")) == []


def test_what_is_no_picture_holds_no_code(tmp_path: Path) -> None:
    file = tmp_path / "notes.png"
    file.write_text("no picture")
    assert codes_in_file(file) == []
    assert codes_in(QImage()) == []


@rule("U-14")
def test_a_card_held_before_the_camera_is_one_scan(qapp: QApplication) -> None:
    now = [0.0]
    reader = CameraReader(RepeatGuard(2.5, extends=True, clock=lambda: now[0]))
    scans: list[str] = []
    reader.scanned.connect(scans.append)
    image = picture_of("FY7K2M9QX4")
    for step in range(6):
        now[0] = float(step)
        reader.read(image)
    assert scans == ["FY7K2M9QX4"]
    now[0] += 2.6
    reader.read(image)
    assert len(scans) == 2


@rule("U-21")
def test_without_a_camera_it_says_so_and_goes_on(qapp: QApplication) -> None:
    reader = CameraReader()
    problems: list[str] = []
    reader.problem.connect(problems.append)
    reader.start("none")
    assert not reader.is_on()
    assert len(problems) == 1
    assert "scanner" in problems[0].lower()
    reader.stop()
