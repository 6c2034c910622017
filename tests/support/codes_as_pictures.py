"""A code as a picture, as it stands on a card or a phone."""

from pathlib import Path

import qrcode
from PySide6.QtGui import QImage

MODULE = 6


def save_code(text: str, path: Path) -> None:
    """Write a QR code of a text as a PNG file."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    matrix = code.get_matrix()
    side = len(matrix)
    picture = QImage(side, side, QImage.Format.Format_Grayscale8)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            picture.setPixel(x, y, 0xFF000000 if dark else 0xFFFFFFFF)
    if not picture.scaled(side * MODULE, side * MODULE).save(str(path)):
        raise OSError(f"cannot write {path}")
