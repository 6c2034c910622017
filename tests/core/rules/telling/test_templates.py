"""Words with gaps: what is filled in, what is left out, and what is never read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.telling.templates import TornError, filled, names_in, one_line, parsed
from tests.support.rules import rule

ZOE = {"name": "Zoë", "phone": "020 7946", "credits": "3 credits"}


@rule("NTF-4")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello {name}", "Hello Zoë"),
        ("Hello { name }", "Hello Zoë"),
        ("Call[ {phone}]!", "Call 020 7946!"),
        ("Call[ {fax}]!", "Call!"),
        ("[{fax}|{phone}|nobody]", "020 7946"),
        ("[{fax}|nobody]", "nobody"),
        ("[{name?}known|new]", "known"),
        ("[{fax?}faxed]", ""),
        ("[You have {credits}[, fax {fax}].]", "You have 3 credits."),
        ("{{name}} [[or]] a|b", "{name} [or] a|b"),
        ("[{name}||{phone}]", "Zoë|020 7946"),
        ("one\n[fax {fax}]\ntwo", "one\ntwo"),
        ("one\n\n[fax {fax}\nand more]\n\ntwo", "one\n\ntwo"),
        ("[{fax}] and", " and"),
        ("{fax}", ""),
    ],
)
def test_what_a_template_says(text: str, said: str) -> None:
    assert filled(text, ZOE) == said


@pytest.mark.parametrize(
    ("text", "mark"),
    [("{name", "{"), ("name}", "}"), ("[a", "["), ("a]", "]"), ("{a{b}}", "{"), ("[a" * 30, "[")],
)
def test_marks_without_a_partner_are_told(text: str, mark: str) -> None:
    with pytest.raises(TornError) as torn:
        parsed(text)
    assert torn.value.mark == mark


@rule("NTF-4")
def test_what_is_filled_in_fills_nothing_and_breaks_no_line_of_a_subject() -> None:
    tricky = {"name": "{phone} [x] <b>\nBcc: all@example.org", "phone": "secret"}
    assert filled("Hello {name}", tricky) == "Hello {phone} [x] <b>\nBcc: all@example.org"
    assert one_line(filled("About {name}", tricky)) == "About {phone} [x] <b> Bcc: all@example.org"


@given(st.text(alphabet="{}[]|?ab \n", max_size=60))
def test_any_text_is_either_torn_or_said(text: str) -> None:
    try:
        pieces = parsed(text)
    except TornError:
        return
    assert "\x00" not in filled(text, dict.fromkeys(names_in(pieces), "x"))
    assert "\x00" not in filled(text, {})


def test_ten_thousand_letters_of_any_script_are_said_at_once() -> None:
    text = "שלום {name} 🧘 [{fax}|–] " * 400
    assert filled(text, ZOE).count("Zoë 🧘 –") == 400
