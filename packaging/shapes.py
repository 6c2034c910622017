"""Keeps the rows' shapes of this release for good. Run once when a release is cut.

Use: python packaging/shapes.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from msgspec.json import encode as _encode

from core.wire.shapes import FILE, SCHEMA, Shapes, present, released


def main() -> None:
    known = {**released(), SCHEMA: present()}
    FILE.write_text("{\n" + ",\n".join(_schema(*one) for one in sorted(known.items())) + "\n}\n")


def _schema(number: int, shapes: Shapes) -> str:
    lines = [f'  "{table}": {_encode(columns).decode()}' for table, columns in shapes.items()]
    return f' "{number}": {{\n' + ",\n".join(lines) + "\n }"


if __name__ == "__main__":
    main()
