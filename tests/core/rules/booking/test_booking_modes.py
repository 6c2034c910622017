"""The wizard's five questions and the mode that they come to."""

import pytest

from core.rules.booking.booking_modes import Nature, Proposal, proposed
from tests.support.rules import rule


@rule("SVC-6")
@pytest.mark.parametrize(
    ("nature", "proposal"),
    [
        (Nature(), Proposal("class", "self_booking", waitlist=True)),
        (Nature(limited=False), Proposal("class", "self_booking", waitlist=False)),
        (Nature(premium=True), Proposal("class", "instructor_led", waitlist=True)),
        (Nature(one_on_one=True), Proposal("session", "self_booking", waitlist=False)),
        (
            Nature(one_on_one=True, trainer_keeps=True),
            Proposal("session", "instructor_led", waitlist=False),
        ),
        (
            Nature(one_on_one=True, trainer_keeps=True, first_visit=True),
            Proposal("session", "self_booking", waitlist=False),
        ),
        (
            Nature(one_on_one=True, premium=True),
            Proposal("session", "self_booking", waitlist=False),
        ),
    ],
)
def test_the_answers_propose_a_kind_and_a_mode(nature: Nature, proposal: Proposal) -> None:
    assert proposed(nature) == proposal
