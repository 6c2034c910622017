"""Writes core/store/texts.json: the SQL of a desk compiled beforehand. Run it after SQL changes.

Use: python packaging/sql_texts.py
"""

import inspect
import pkgutil
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import msgspec

import core.queries.sql as queries
from core.domain.all_rows import all_finders, type_of_table
from core.queries.source import compile_statement
from core.store import texts
from core.store.desk_statements import desk_statements
from core.store.statements import SQLITE, RowSql, compile_finder, compile_row, finder_text
from core.store.texts import Text, Texts


def made() -> bytes:
    """What the file has to hold."""
    found = _rows() | _finders() | _queries()
    found |= {f"desk {name}": Text(sql) for name, sql in desk_statements().items()}
    whole = Texts(texts.rows_mark(), dict(sorted(found.items())))
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _rows() -> dict[str, Text]:
    return {
        f"{what} {table}": compile_row(SQLITE, row_type, what)
        for table, row_type in type_of_table.items()
        for what in RowSql.__struct_fields__
    }


def _finders() -> dict[str, Text]:
    found = {}
    for name, finder in all_finders.items():
        ends = ((False, False), (True, False), (False, True), (True, True))
        for low, high in ends if finder.range else ends[:1]:
            found[finder_text(name, low, high)] = compile_finder(SQLITE, finder, low, high)
    return found


def _queries() -> dict[str, Text]:
    found = {}
    for module in pkgutil.iter_modules(queries.__path__):
        loaded = import_module(f"core.queries.sql.{module.name}")
        for name, one in vars(loaded).items():
            ours = inspect.isfunction(one) and one.__module__ == loaded.__name__
            if ours and name[0] != "_" and not inspect.signature(one).parameters:
                statement = f"{module.name}.{name}"
                found[f"query {statement}"] = compile_statement(SQLITE, statement)
    return found


if __name__ == "__main__":
    texts.FILE.write_bytes(made())
    sys.stdout.write(f"{texts.FILE}: {len(texts.FILE.read_bytes())} bytes\n")
