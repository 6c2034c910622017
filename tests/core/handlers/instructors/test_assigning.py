"""Clients who were given to an instructor by hand, and taken back."""

from core.commands.assigning import AssignClient, UnassignClient
from tests.support.rules import rule
from tests.support.studio import Studio


@rule("PERM-3")
def test_who_was_given_to_an_instructor_is_taken_back_once() -> None:
    s = Studio.open()
    s.do(AssignClient(s.instructor, s.emil))
    s.do(UnassignClient(s.instructor, s.emil))
    assert s.refuse(UnassignClient(s.instructor, s.emil)).code == "not_assigned"
