"""QR codes from pictures and camera frames, decoded on this computer (U-21)."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.scanner.repeats import RepeatGuard
from desktop.scanner.stream import CODE_LETTERS

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QVideoFrame, QVideoSink

REPEAT_S = 2.5
_EVERY = 3


def codes_in(image: QImage) -> list[str]:
    """All QR codes of our letters in a picture, in the order they were found."""
    import zxingcpp

    qr_only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    if grey.isNull():
        return []
    # Rows are padded to whole words; the few extra columns do no harm.
    pixels = memoryview(grey.constBits()).cast("B", (grey.height(), grey.bytesPerLine()))
    found = zxingcpp.read_barcodes(pixels, formats=qr_only)
    return [code.text for code in found if code.text and CODE_LETTERS.issuperset(code.text)]


def codes_in_file(file: Path) -> list[str]:
    """As `codes_in`; a file that is no picture holds none."""
    return codes_in(QImage(str(file)))


class CameraReader(QObject):
    """Reads codes while it runs. `problem` explains in a sentence why it does not."""

    scanned = Signal(str)
    problem = Signal(str)

    def __init__(self, guard: RepeatGuard | None = None) -> None:
        super().__init__()
        self._guard = guard or RepeatGuard(REPEAT_S, extends=True)
        self._seen = 0
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self._sink: QVideoSink | None = None

    def is_on(self) -> bool:
        """Whether frames are being read."""
        return self._camera is not None

    def start(self, device: str = "") -> None:
        """Use the camera with this id, else the first; without one, say so."""
        try:
            from PySide6.QtMultimedia import (
                QCamera,
                QMediaCaptureSession,
                QMediaDevices,
                QVideoSink,
            )
        except ImportError:
            self.problem.emit(self.tr("This computer cannot use a camera. The scanner works."))
            return
        known = QMediaDevices.videoInputs()
        if not known:
            self.problem.emit(self.tr("No camera found. Plug one in, or use the scanner."))
            return
        wanted = [found for found in known if bytes(found.id().data()).decode() == device]
        self._camera = QCamera(wanted[0] if wanted else known[0])
        self._camera.errorOccurred.connect(lambda _kind, words: self._fail(words))
        self._sink = QVideoSink()
        self._sink.videoFrameChanged.connect(self._frame)
        self._session = QMediaCaptureSession()
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._camera.start()

    def devices(self) -> list[str]:
        """The ids of the cameras of this computer; none where it cannot use one."""
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:
            return []
        return [bytes(found.id().data()).decode() for found in QMediaDevices.videoInputs()]

    def stop(self) -> None:
        """Let the camera go, so that its light goes out."""
        if self._camera is not None:
            self._camera.stop()
        self._camera = self._session = self._sink = None

    def read(self, image: QImage) -> None:
        """Look for codes in one picture and tell the new ones."""
        for code in codes_in(image):
            if self._guard.lets_through(code):
                self.scanned.emit(code)

    def _frame(self, frame: "QVideoFrame") -> None:
        self._seen += 1
        if self._seen % _EVERY == 0 and frame.isValid():
            self.read(frame.toImage())

    def _fail(self, words: str) -> None:
        self.stop()
        self.problem.emit(self.tr("The camera stopped: {0}").format(words))
