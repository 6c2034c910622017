"""A wrong clock is measured at each answer and said in plain words (U-40, U-87)."""

import pytest

from desktop.banner_line import clock_words
from desktop.sync.client import ahead_of


@pytest.mark.parametrize(
    ("date", "ahead"),
    [
        ("Sat, 21 Nov 2026 16:00:00 GMT", 0),
        ("Sat, 21 Nov 2026 15:55:00 GMT", 300),
        ("Sat, 21 Nov 2026 18:00:00 GMT", -7200),
        ("", 0),
        ("yesterday", 0),
    ],
)
def test_how_far_the_clock_is_off(date: str, ahead: int) -> None:
    assert ahead_of(date, 1795276800.0) == ahead


def test_the_words_say_how_much_which_way_and_what_to_do() -> None:
    assert "5 min ahead of the server" in clock_words(300)
    assert "2 h" in clock_words(-7200)
    assert "behind the server" in clock_words(-7200)
    assert "system’s settings" in clock_words(300)
