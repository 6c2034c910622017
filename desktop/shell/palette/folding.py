"""Finding what was typed inside a title, whatever the case and the accents."""

import unicodedata

# What NFKD leaves alone though a person typing plain letters means it.
_PLAIN = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i"})


def _fold_letter(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter.translate(_PLAIN))
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def fold(text: str) -> str:
    """Lower case without accents."""
    return "".join(map(_fold_letter, text))


def spans(title: str, query: str) -> list[tuple[int, int]]:
    """Where each word of the query stands in the title: (start, length), in order, not meeting."""
    letters = [_fold_letter(letter) for letter in title]
    flat = "".join(letters)
    owner = [at for at, letter in enumerate(letters) for _ in letter]
    found: list[tuple[int, int]] = []
    for word in fold(query).split():
        at = _best(flat, word)
        if at < 0:
            continue
        first, last = owner[at], owner[at + len(word) - 1]
        if all(last < start or first >= start + size for start, size in found):
            found.append((first, last - first + 1))
    return sorted(found)


def _best(flat: str, word: str) -> int:
    """The start of a word in the title goes before its middle."""
    if flat.startswith(word):
        return 0
    at = flat.find(f" {word}")
    return at + 1 if at >= 0 else flat.find(word)
