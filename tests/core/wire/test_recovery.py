"""The sealed box of the recovery copy, and the words that open it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.refusals import Fault
from core.wire.recovery import new_owner_key, private_of, seal, unseal, words_of


@given(content=st.binary(max_size=300))
def test_only_the_owners_words_open_the_box(content: bytes) -> None:
    public, words = new_owner_key()
    _, other = new_owner_key()
    box = seal(public, content)
    assert unseal(words, box) == content
    with pytest.raises(Fault) as caught:
        unseal(other, box)
    assert caught.value.code == "recovery_copy_foreign"


@given(private=st.binary(min_size=32, max_size=32))
def test_words_are_read_however_they_are_written(private: bytes) -> None:
    words = words_of(private)
    assert private_of(words) == private
    assert private_of(f"  {words.lower().replace('-', ' ')}\n") == private
    assert private_of(words.replace("O", "0").replace("I", "1").replace("B", "8")) == private


@pytest.mark.parametrize("words", ["", "no words", "AAAAA-AAAAA", "A" * 55, "ÄÖÜ", "A" * 5000])
def test_words_that_are_none_are_said_to_be_wrong(words: str) -> None:
    with pytest.raises(Fault) as caught:
        private_of(words)
    assert caught.value.code == "recovery_words_wrong"


def test_a_slip_of_the_pen_is_seen_before_anything_is_opened() -> None:
    _, words = new_owner_key()
    swapped = words[:3] + ("A" if words[3] != "A" else "C") + words[4:]
    with pytest.raises(Fault) as caught:
        private_of(swapped)
    assert caught.value.code == "recovery_words_wrong"


def test_an_altered_box_opens_nothing_and_two_boxes_differ() -> None:
    public, words = new_owner_key()
    box = seal(public, b"keys")
    assert seal(public, b"keys") != box
    for at in (0, 70, len(box) - 1):
        altered = box[:at] + ("0" if box[at] != "0" else "1") + box[at + 1 :]
        with pytest.raises(Fault):
            unseal(words, altered)
    with pytest.raises(Fault):
        unseal(words, "no box")
    with pytest.raises(ValueError, match="hexadecimal"):
        seal("no key", b"keys")
