"""Rule IDs on tests are valid, sorted by number, and found; ZZ is an area of no rule."""

import pytest

from tests.support.rules import by_number, proven, rule, rules_of, table


@rule("ZZ-6", "ZZ-1")
def test_a_test_names_the_rules_it_proves(request: pytest.FixtureRequest) -> None:
    assert rules_of(request.node) == {"ZZ-6", "ZZ-1"}


@rule("ZZ-02")
@pytest.mark.parametrize("_twice", [1, 2])
def test_parameters_count_once(request: pytest.FixtureRequest, _twice: int) -> None:
    items = [i for i in request.session.items if i.name.startswith("test_parameters_count_once[")]
    assert len(items) == 2
    assert [len(tests) for tests in proven(items).values()] == [1]
    assert table(proven(items))[0].startswith("ZZ-02    tests/")


@pytest.mark.parametrize("wrong", [(), ("ZZ6",), ("zz-6",), ("ZZ-6", "later")])
def test_what_is_no_rule_id_is_refused(wrong: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not a rule ID"):
        rule(*wrong)


def test_rules_sort_by_number() -> None:
    assert sorted(["BK-10", "BK-2", "AVL-3"], key=by_number) == ["AVL-3", "BK-2", "BK-10"]
