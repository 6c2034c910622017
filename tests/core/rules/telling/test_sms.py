"""What an SMS that comes back means (NTF-9)."""

import pytest

from core.rules.telling.sms import read_sms
from tests.support.rules import rule


@rule("NTF-9")
@pytest.mark.parametrize(
    ("text", "last", "means"),
    [
        ("CANCEL", "reminder_hours", "cancel"),
        (" cancel. Sorry!", "booking_confirmed", "cancel"),
        ("Storno!", "reminder_hours", "cancel"),
        ("YES", "sms_cost_asked", "confirm"),
        ("yes, please", "sms_cost_asked", "confirm"),
        ("YES", "reminder_hours", "unknown"),
        ("STOP", "reminder_hours", "stop"),
        ("I cannot cancel", "reminder_hours", "unknown"),
        ("", "reminder_hours", "unknown"),
        ("إلغاء 🙏", "reminder_hours", "unknown"),
        ("x" * 10_000, "sms_cost_asked", "unknown"),
    ],
)
def test_the_first_word_decides_and_yes_needs_a_question(text: str, last: str, means: str) -> None:
    assert read_sms(text, last) == means
