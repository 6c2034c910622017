"""Files of other systems as they come: odd encodings, delimiters, quotation marks."""

import csv
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.refusals import Fault
from core.imports.reading import read_table
from core.imports.report import safe
from tests.support.rules import rule

NAMES = ("Zoë Müller", "Łukasz Dąbrowski", "José Peña", "François Lefèvre", "Šárka Nováková")


def written(folder: Path, data: bytes | str, encoding: str = "utf-8") -> Path:
    path = folder / "export.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    return path


@rule("IO-1")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("comma", [",", ";", "\t", "|"])
def test_unicode_files_with_any_delimiter_are_read(
    encoding: str, comma: str, tmp_path: Path
) -> None:
    text = "\r\n".join([f"Name{comma}Note", *(f"{name}{comma}a, b; c" for name in NAMES)])
    if comma in ",;":
        text = text.replace("a, b; c", '"a, b; c"')
    table = read_table(written(tmp_path, text, encoding))
    assert table.delimiter == comma
    assert table.header == ("Name", "Note")
    assert [line.cells for line in table.lines] == [(name, "a, b; c") for name in NAMES]


@rule("IO-1")
@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1252", ("Jürgen Groß", "René Lefèvre", "Björn Ångström", "José Peña")),
        ("cp1250", ("Łukasz Dąbrowski", "Michał Wójcik", "Kasia Zielińska")),
        ("cp1251", ("Анна Иванова", "Пётр Смирнов")),
        ("cp1254", ("Zeynep Çelik", "Kerem Şahin", "Elif Yılmaz", "Oğuz Aydın", "Işıl Güneş")),
        ("mac_roman", ("José Peña", "Álvaro Ibáñez")),
    ],
)
def test_a_file_of_an_old_system_is_read(
    encoding: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    text = "\n".join(["Name;Note", *(f"{name};x" for name in names)])
    table = read_table(written(tmp_path, text, encoding))
    assert tuple(line.cells[0] for line in table.lines) == names


def test_the_guess_can_be_overruled(tmp_path: Path) -> None:
    path = written(tmp_path, "Name|Note\nŁukasz|a,b\n", "iso8859_2")
    table = read_table(path, encoding="iso8859_2", delimiter="|")
    assert table.lines[0].cells == ("Łukasz", "a,b")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf \r\n", "file_empty"),
        (bytes(range(256)) * 40, "file_not_text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "file_not_text"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00" * 9, "file_not_text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str, tmp_path: Path) -> None:
    with pytest.raises(Fault, match=code):
        read_table(written(tmp_path, data))


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="file_unreadable"):
        read_table(tmp_path / "nothing.csv")


@rule("IO-1")
def test_a_stray_quotation_mark_spoils_its_own_row_only(tmp_path: Path) -> None:
    text = 'Name,Note\nAnna,fine\n"Ben,never closed\nClara,"so" to say\nDora,"in, order"\n'
    table = read_table(written(tmp_path, text))
    assert [bool(line.problem) for line in table.lines] == [False, True, True, False]
    assert table.lines[3].cells == ("Dora", "in, order")
    assert [line.number for line in table.lines] == [2, 3, 4, 5]


def test_cells_over_several_lines_and_doubled_marks_are_read(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, 'Name,Note\nAnna,"one\ntwo ""quoted"""\nBen,x\n'))
    assert table.lines[0].cells == ("Anna", 'one\ntwo "quoted"')
    assert len(table.lines) == 2


def test_a_row_with_more_cells_than_columns_is_an_error_and_one_with_fewer_is_filled(
    tmp_path: Path,
) -> None:
    table = read_table(written(tmp_path, "Name,Note\nAnna,a,b\nBen\nClara,c,\n"))
    assert table.lines[0].problem == "3 cells under 2 columns"
    assert [line.cells for line in table.lines[1:]] == [("Ben", ""), ("Clara", "c")]


def test_text_like_a_formula_stays_text_on_the_way_out_and_back(tmp_path: Path) -> None:
    cells = ["=1+1", "+44 20", "-5", "@SUM(A1)", "plain", "'quoted"]
    path = tmp_path / "export.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["Name"], *([safe(cell)] for cell in cells)])
    assert "'=1+1" in path.read_text()
    assert [line.cells[0] for line in read_table(path).lines] == cells


@given(content=st.binary(max_size=300))
def test_no_file_makes_more_than_a_fault(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.getbasetemp(), content)
    with suppress(Fault):
        table = read_table(path)
        assert all(line.problem or len(line.cells) >= len(table.header) for line in table.lines)
