"""Hours on single dates, and the ways between locations."""

import pytest

from core.commands.setup import CreateLocation
from core.domain.availability import EXCEPTIONS_OF_STAFF, AvailabilityException
from core.rules.instructors.travel import travel_min
from desktop.features.settings.people.hours import EXTRA, FEWER, OFF
from desktop.features.settings.studio.locations import WAY
from tests.desktop.features.settings.conftest import Settings
from tests.support.rules import rule

TOMORROW = "2026-03-03"


def dates(settings: Settings) -> list[AvailabilityException]:
    rows = settings.live.session.source.rows
    return rows.find(EXCEPTIONS_OF_STAFF, settings.live.names["ana"])


@rule("AVL-1")
@pytest.mark.parametrize(
    ("what", "kind", "span", "said"),
    [
        (EXTRA, "extra", ("18:00", "20:00"), "3 Mar, 18:00–20:00, also works"),
        (FEWER, "removed", ("18:00", "20:00"), "3 Mar, 18:00–20:00, does not work"),
        (OFF, "removed", ("00:00", "24:00"), "3 Mar, does not work"),
    ],
)
def test_one_date_differs_from_the_week_and_is_taken_back(
    settings: Settings, what: str, kind: str, span: tuple[str, str], said: str
) -> None:
    settings.open("hours", "")
    settings.put("staff_id", settings.live.names["ana"])
    settings.put("what", what)
    settings.put("day", TOMORROW)
    settings.type("local_from", "18:00")
    settings.type("local_until", "20:00")
    settings.save()
    settings.desk.until(lambda: dates(settings))
    (row,) = dates(settings)
    assert (row.kind, row.local_date, (row.local_from, row.local_until)) == (kind, TOMORROW, span)
    settings.desk.until(lambda: any(said in one for one in settings.rows()))
    settings.open("hours", row.id)
    settings.do("Take back")
    settings.desk.until(lambda: not dates(settings))


@rule("AVL-1")
def test_a_date_that_is_over_is_marked(settings: Settings) -> None:
    settings.open("hours", "")
    settings.put("staff_id", settings.live.names["ana"])
    settings.put("what", OFF)
    settings.put("day", "2026-02-01")
    settings.opened().sheet.save()
    assert settings.form.wrong("day")
    assert dates(settings) == []


@rule("AVL-2")
def test_the_way_to_another_location_is_set_in_minutes(settings: Settings) -> None:
    live = settings.live
    made = live.serve(CreateLocation("Riverside", "Europe/London", "RIV"))
    other, here = str(made.facts["location_id"]), live.names["location"]
    live.exchange()
    rows = live.session.source.rows
    settings.open("locations", here)
    assert settings.form.value(f"{WAY}{other}") == 30
    settings.type(f"{WAY}{other}", "45")
    settings.type("name", "Northgate East")
    settings.save()
    settings.desk.until(lambda: travel_min(rows, other, here) == 45)
    settings.open("locations", here)
    settings.type(f"{WAY}{other}", "1:00")
    settings.save()
    settings.desk.until(lambda: travel_min(rows, here, other) == 60)
    settings.open("locations", here)
    settings.type(f"{WAY}{other}", "25 h")
    settings.opened().sheet.save()
    assert settings.form.wrong(f"{WAY}{other}")
