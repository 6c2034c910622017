"""A file of another system as rows of text: encoding, delimiter and quoting found out.

Nothing is mended in silence: a line that cannot be read is kept with the reason.
"""

import csv
import io
import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import msgspec

from core.domain.refusals import Fault

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ["cp1252", "cp1250", "cp1251", "cp1254", "iso8859_15", "mac_roman"]
LOOKED_AT = 50
SIGN_IN_WORD = re.compile(r"(?<=\w)[¹³£¥¿¯¶¼½¾¤¦¨¸´–‡†‰…•™]|[¹³£¥¿¯¶¼½¾¤¦¨¸´]\b|[Þþð]")
MOST_BYTES = 64 * 1024 * 1024


class Line(msgspec.Struct, frozen=True):
    """One row: its number in the file (the header is 1), its cells, why it cannot be read."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""


class Table(msgspec.Struct, frozen=True):
    """A file that was read. `content_hash` is hexadecimal SHA-256 of its bytes."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]
    encoding: str
    delimiter: str
    content_hash: str


def read_table(path: Path, encoding: str = "", delimiter: str = "") -> Table:
    """Read a CSV file; encoding and delimiter are guessed where they are not given.

    Raises Fault `file_unreadable`, `file_too_large`, `file_empty`, `file_not_text`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Fault("file_unreadable", file=str(path), why=error.strerror or "") from error
    if len(data) > MOST_BYTES:
        raise Fault("file_too_large", file=str(path), most=MOST_BYTES)
    text, found = decoded(data, encoding, str(path))
    if not text.strip():
        raise Fault("file_empty", file=str(path))
    comma = delimiter or _delimiter(text)
    lines = _lines(text, comma)
    header = tuple(cell.strip() for cell in lines[0].cells)
    rows = tuple(_checked(line, len(header)) for line in lines[1:] if any(line.cells))
    return Table(header, rows, found, comma, sha256(data).hexdigest())


def decoded(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    """The text and its encoding. Raises Fault `file_not_text`."""
    for candidate in (encoding,) if encoding else _candidates(data):
        try:
            text = data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
        if not _binary(text):
            return text.replace("\r\n", "\n").replace("\r", "\n"), candidate
    raise Fault("file_not_text", file=name)


def _candidates(data: bytes) -> list[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf_16"]
    if data[1:2] == b"\0" and data[3:4] == b"\0":
        return ["utf_16_le"]
    return ["utf_8_sig", *_guessed(data)]


def _guessed(data: bytes) -> list[str]:
    from charset_normalizer import CharsetMatch, from_bytes  # only files of old systems need it

    def unlikely(match: CharsetMatch) -> tuple[int, float, float, int]:
        """Signs inside words first (D¹browski), then the library's own figures, then our order."""
        order = ENCODINGS.index(match.encoding) if match.encoding in ENCODINGS else len(ENCODINGS)
        signs = len(SIGN_IN_WORD.findall(str(match)))
        return signs, round(match.chaos, 1), -round(match.coherence, 2), order

    return [m.encoding for m in sorted(from_bytes(data, cp_isolation=ENCODINGS), key=unlikely)]


def _binary(text: str) -> bool:
    return any(ord(c) < 32 and c not in "\t\n\r\f" for c in text)


def _delimiter(text: str) -> str:
    """The one that cuts the first lines into the same number of cells, the more the better."""

    def fitness(delimiter: str) -> tuple[float, int]:
        rows = [row for row in csv.reader(text.split("\n")[:LOOKED_AT], delimiter=delimiter) if row]
        width, agreeing = Counter(len(row) for row in rows).most_common(1)[0]
        return (agreeing / len(rows) if width > 1 else 0.0, width)

    return max(DELIMITERS, key=fitness)


def _lines(text: str, delimiter: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True, skipinitialspace=True)
    found: list[Line] = []
    try:
        for cells in reader:
            found.append(Line(len(found) + 1, tuple(_plain(cell) for cell in cells)))
    except csv.Error:
        return _one_by_one(text, delimiter)
    return found


def _one_by_one(text: str, delimiter: str) -> list[Line]:
    """Each line alone, so that a stray quotation mark spoils its own row and no other."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            (cells,) = list(csv.reader([line], delimiter=delimiter, strict=True)) or [[]]
            found.append(Line(number, tuple(_plain(cell) for cell in cells)))
        except csv.Error as error:
            found.append(Line(number, (line,), f"the row cannot be read: {error}"))
    return found


def _plain(cell: str) -> str:
    """Without the mark that keeps spreadsheets from computing (see `errors.safe`)."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text


def _checked(line: Line, width: int) -> Line:
    if line.problem or not any(line.cells[width:]):
        cells = (*line.cells, *[""] * width)[: max(width, 1)]
        return Line(line.number, cells if not line.problem else line.cells, line.problem)
    return Line(line.number, line.cells, f"{len(line.cells)} cells under {width} columns")
