"""Words that the SQL of all queries shares."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, bindparam, literal_column

ORGANISATION: BindParameter[str] = bindparam("organisation")


def one_of(column: Any, states: Iterable[str]) -> Any:
    """A condition on states, which are words of the program and never input."""
    return column.in_([literal_column(f"'{state}'") for state in states])
