"""Who assists on all coming dates of a series (SCH-1, SCH-9)."""

from msgspec.structs import replace

from core.commands.schedule import CreateSeries
from core.commands.staff import SetAssistants, SetSeriesAssistants
from core.domain.json_text import texts
from core.domain.organisation import StaffMember
from core.domain.schedule import (
    ASSIGNMENTS_OF_OCCURRENCE,
    OCCURRENCES_OF_SERIES,
    Series,
)
from tests.support.rules import rule
from tests.support.studio import Studio

FIRST = "2026-03-10"


def planned(s: Studio) -> str:
    """Four Tuesdays of yoga at nine, led by the instructor."""
    made = CreateSeries(
        s.yoga,
        s.london,
        "FREQ=WEEKLY;BYDAY=TU;COUNT=4",
        FIRST,
        "09:00",
        60,
        6,
        s.instructor,
        generate_to="2026-05-01",
    )
    return str(s.do(made, by=s.manager).facts["series_id"])


def assisting(s: Studio, series: str) -> list[list[str]]:
    return [
        sorted(
            row.staff_id
            for row in s.reader.find(ASSIGNMENTS_OF_OCCURRENCE, one.id)
            if row.role == "assistant" and row.state == "held"
        )
        for one in s.reader.find(OCCURRENCES_OF_SERIES, series)
    ]


@rule("SCH-1", "SCH-9")
def test_all_coming_dates_and_those_made_later_get_the_assistant() -> None:
    s = Studio.open()
    series = planned(s)
    facts = s.do(SetSeriesAssistants(series, (s.second_instructor,)), by=s.manager).facts
    assert (facts["count"], facts["kept"], facts["before"]) == (4, 0, [])
    assert assisting(s, series) == [[s.second_instructor]] * 4
    assert texts(s.get(Series, series).assistants) == (s.second_instructor,)
    s.do(SetSeriesAssistants(series, ()), by=s.manager)
    assert assisting(s, series) == [[]] * 4


@rule("SCH-4", "SCH-9")
def test_a_date_changed_by_hand_stays_and_a_busy_one_is_named() -> None:
    s = Studio.open()
    series = planned(s)
    dates = s.reader.find(OCCURRENCES_OF_SERIES, series)
    s.do(SetAssistants(dates[0].id, (s.owner,)), by=s.manager)
    s.occurrence(s.talk, "09:30", local_date=dates[1].local_date, lead_id=s.second_instructor)
    facts = s.do(SetSeriesAssistants(series, (s.second_instructor,)), by=s.manager).facts
    assert facts["kept_dates"] == [dates[1].local_date]
    one = [s.second_instructor]
    assert assisting(s, series) == [[s.owner], [], one, one]


@rule("SCH-9", "SCH-12")
def test_who_can_assist_on_no_date_is_refused_and_nothing_is_written() -> None:
    s = Studio.open()
    series = planned(s)
    member = s.get(StaffMember, s.second_instructor)
    s.reader._write(StaffMember, member.id, replace(member, categories='["x"]'))
    before = s.rows()
    command = SetSeriesAssistants(series, (s.second_instructor,))
    assert s.refuse(command, by=s.manager).code == "instructor_not_qualified"
    assert s.refuse(SetSeriesAssistants(series, (s.instructor,)), by=s.manager).code == (
        "already_leads"
    )
    assert s.refuse(SetSeriesAssistants(series, ("nobody",)), by=s.manager).code == "staff_unknown"
    assert s.refuse(SetSeriesAssistants("none"), by=s.manager).code == "series_unknown"
    assert s.rows() == before
    over = SetSeriesAssistants(
        series, (s.second_instructor,), ("instructor_not_qualified",), "learns"
    )
    assert s.do(over, by=s.manager).facts["count"] == 4
