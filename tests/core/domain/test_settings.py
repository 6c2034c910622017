"""The cascade of settings, and where a value comes from."""

import pytest

from core.commands.setup import SetSetting
from core.domain.ids import SettingId
from core.domain.organisation import Setting
from core.domain.settings import (
    CUTOFF_CLASS_MIN,
    LATE_CANCEL,
    Resolved,
    all_settings,
    latest,
    resolve,
)
from core.rules.terms import Terms
from tests.support.rules import rule
from tests.support.studio import NOW, Studio


def version(key: str, value: str, set_at: int, number: str = "1") -> Setting:
    return Setting(SettingId(number), "", key, value, set_at)


@rule("ORG-3")
def test_the_closest_that_is_set_wins_and_says_where_it_stands() -> None:
    levels = {
        "organisation": {"cutoff_class_min": "60"},
        "location": {"cutoff_class_min": "120"},
        "service": {"cutoff_class_min": "180"},
    }
    told = []
    for source in ("service", "location", "organisation"):
        told.append(resolve(CUTOFF_CLASS_MIN, levels))  # type: ignore[arg-type]
        del levels[source]
    told.append(resolve(CUTOFF_CLASS_MIN, {}))
    assert told == [
        Resolved(180, "service"),
        Resolved(120, "location"),
        Resolved(60, "organisation"),
        Resolved(720, "default"),
    ]


def test_the_version_set_last_is_in_force_and_a_tie_is_always_the_same() -> None:
    rows = [version("a", "1", 5, "x"), version("a", "2", 9, "y"), version("a", "3", 9, "z")]
    assert latest(rows) == latest(reversed(rows)) == {"a": "3"}


@pytest.mark.parametrize("value", [-1, 10**9, True, "60", 1.5])
def test_a_figure_outside_its_limits_or_type_is_not_accepted(value: object) -> None:
    assert not CUTOFF_CLASS_MIN.accepts(value)


def test_a_choice_is_one_of_its_words() -> None:
    assert LATE_CANCEL.accepts("release")
    assert not LATE_CANCEL.accepts("shrug")


def test_every_setting_has_words_and_accepts_its_default() -> None:
    assert all(
        setting.words and setting.accepts(setting.default) for setting in all_settings.values()
    )


@rule("ORG-3")
def test_terms_are_read_from_the_store_by_service_location_and_organisation() -> None:
    s = Studio.open()
    s.do(SetSetting("organisation", "cutoff_class_min", 60), by=s.owner)
    s.do(SetSetting("location", "cutoff_class_min", 90, s.london), by=s.manager)
    assert Terms(s.reader, s.london, s.yoga).told(CUTOFF_CLASS_MIN) == Resolved(90, "location")
    assert Terms(s.reader, s.berlin, s.yoga).told(CUTOFF_CLASS_MIN) == Resolved(60, "organisation")
    s.do(SetSetting("service", "cutoff_class_min", 30, s.yoga), by=s.owner, at=NOW + 1)
    assert Terms(s.reader, s.london, s.yoga).of(CUTOFF_CLASS_MIN) == 30
    assert Terms(s.reader, s.london, s.reformer).of(CUTOFF_CLASS_MIN) == 90


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (SetSetting("organisation", "no_such_thing", 1), "setting_unknown"),
        (SetSetting("organisation", "cutoff_class_min", "soon"), "setting_outside"),
        (SetSetting("organisation", "cutoff_class_min", 60, "x"), "setting_scope"),
        (SetSetting("location", "cutoff_class_min", 60), "setting_scope"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(command: SetSetting, code: str) -> None:
    s = Studio.open()
    assert s.refuse(command, by=s.owner).code == code
