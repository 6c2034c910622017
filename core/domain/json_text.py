"""Lists and maps that live as JSON in a text field of a row."""

from functools import lru_cache
from typing import Any

import msgspec

_encode = msgspec.json.Encoder(order="deterministic").encode
_texts = msgspec.json.Decoder(tuple[str, ...]).decode
_list = msgspec.json.Decoder(tuple[dict[str, Any], ...]).decode
_map = msgspec.json.Decoder(dict[str, Any]).decode


def dump(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces."""
    return _encode(value).decode()


def decoded(text: str) -> Any:
    """The value of a JSON text."""
    return msgspec.json.decode(text)


@lru_cache(maxsize=4096)
def texts(text: str) -> tuple[str, ...]:
    """A JSON list of texts; the empty text is the empty list."""
    return _texts(text) if text else ()


def listed(text: str) -> tuple[dict[str, Any], ...]:
    """A JSON list of objects; the empty text is the empty list."""
    return _list(text) if text else ()


def mapping(text: str) -> dict[str, Any]:
    """A JSON object; the empty text is the empty object."""
    return _map(text) if text else {}


def allows(text: str, one: str) -> bool:
    """Whether a list names `one`; an empty list means all (SVC-5)."""
    return text in ("", "[]") or one in texts(text)
