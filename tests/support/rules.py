"""Ties tests to the rules they prove: `@rule("BK-6")`; `pytest --rules` lists them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pytest

_ID = re.compile(r"[A-Z]{1,4}-\d{1,3}")


def rule(*ids: str) -> pytest.MarkDecorator:
    """Marks a test as proof of rules; each ID is letters, a hyphen, a number, else ValueError."""
    wrong = [i for i in ids if not _ID.fullmatch(i)]
    if wrong or not ids:
        raise ValueError(f"not a rule ID: {', '.join(wrong) or 'none given'}")
    return pytest.mark.rule(*ids)


def rules_of(item: pytest.Item) -> set[str]:
    """The rule IDs on a test, its class and its module."""
    return {i for mark in item.iter_markers("rule") for i in mark.args}


def proven(items: Iterable[pytest.Item]) -> dict[str, list[str]]:
    """Rule ID → the tests that prove it, for collected tests; parameters count once."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        for rule_id in rules_of(item):
            found[rule_id].add(item.nodeid.partition("[")[0])
    return {rule_id: sorted(found[rule_id]) for rule_id in sorted(found, key=by_number)}


def by_number(rule_id: str) -> tuple[str, int]:
    """Sorts BK-2 before BK-10."""
    area, _, number = rule_id.partition("-")
    return area, int(number)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds `--rules`."""
    parser.addoption(
        "--rules", action="store_true", help="list the rules and the tests that prove them"
    )


def pytest_report_collectionfinish(
    config: pytest.Config, items: list[pytest.Item]
) -> list[str] | None:
    """Prints the list after the collection; with --collect-only no test runs."""
    return table(proven(items)) if config.getoption("--rules") else None


def table(rules: Mapping[str, list[str]]) -> list[str]:
    """One line a rule and test."""
    return [f"{rule_id:8} {test}" for rule_id, tests in rules.items() for test in tests]
