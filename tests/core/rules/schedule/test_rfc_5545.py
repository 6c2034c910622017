"""The examples that RFC 5545 gives for rules by the day or longer, with the dates it names.

A line is the rule, the first date, and the dates that come, in short: `1997-09 2 9` are two dates
of September 1997. After `...` the standard goes on; what it names is compared, no more.
"""

import pytest

from core.domain.refusals import Refusal
from core.rules.schedule.recurrence import Recurrence, dates
from tests.support.rules import rule

EXAMPLES = """
DAILY;COUNT=10 | 1997-09-02 | 1997-09 2 3 4 5 6 7 8 9 10 11
DAILY;UNTIL=19971224T000000Z | 1997-09-02 | 1997-09 2-30, 1997-10 1-31, 1997-11 1-30, 1997-12 1-23
DAILY;INTERVAL=2 | 1997-09-02 | 1997-09 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30, 1997-10 2 4 6 ...
DAILY;INTERVAL=10;COUNT=5 | 1997-09-02 | 1997-09 2 12 22, 1997-10 2 12
YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA | 1998-01-01 | 1998-01 1-31, 1999-01 1-31, 2000-01 1-31
DAILY;UNTIL=20000131T140000Z;BYMONTH=1 | 1998-01-01 | 1998-01 1-31, 1999-01 1-31, 2000-01 1-31
WEEKLY;COUNT=10 | 1997-09-02 | 1997-09 2 9 16 23 30, 1997-10 7 14 21 28, 1997-11 4
WEEKLY;UNTIL=19971224T000000Z | 1997-09-02 | 1997-09 2 9 16 23 30, 1997-10 7 14 21 28, 1997-11 4 11 18 25, 1997-12 2 9 16 23
WEEKLY;INTERVAL=2;WKST=SU | 1997-09-02 | 1997-09 2 16 30, 1997-10 14 28, 1997-11 11 25, 1997-12 9 23, 1998-01 6 20, 1998-02 3 17 ...
WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH | 1997-09-02 | 1997-09 2 4 9 11 16 18 23 25 30, 1997-10 2
WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH | 1997-09-02 | 1997-09 2 4 9 11 16 18 23 25 30, 1997-10 2
WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR | 1997-09-01 | 1997-09 1 3 5 15 17 19 29, 1997-10 1 3 13 15 17 27 29 31, 1997-11 10 12 14 24 26 28, 1997-12 8 10 12 22
WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH | 1997-09-02 | 1997-09 2 4 16 18 30, 1997-10 2 14 16
MONTHLY;COUNT=10;BYDAY=1FR | 1997-09-05 | 1997-09 5, 1997-10 3, 1997-11 7, 1997-12 5, 1998-01 2, 1998-02 6, 1998-03 6, 1998-04 3, 1998-05 1, 1998-06 5
MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR | 1997-09-05 | 1997-09 5, 1997-10 3, 1997-11 7, 1997-12 5
MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU | 1997-09-07 | 1997-09 7 28, 1997-11 2 30, 1998-01 4 25, 1998-03 1 29, 1998-05 3 31
MONTHLY;COUNT=6;BYDAY=-2MO | 1997-09-22 | 1997-09 22, 1997-10 20, 1997-11 17, 1997-12 22, 1998-01 19, 1998-02 16
MONTHLY;BYMONTHDAY=-3 | 1997-09-28 | 1997-09 28, 1997-10 29, 1997-11 28, 1997-12 29, 1998-01 29, 1998-02 26 ...
MONTHLY;COUNT=10;BYMONTHDAY=2,15 | 1997-09-02 | 1997-09 2 15, 1997-10 2 15, 1997-11 2 15, 1997-12 2 15, 1998-01 2 15
MONTHLY;COUNT=10;BYMONTHDAY=1,-1 | 1997-09-30 | 1997-09 30, 1997-10 1 31, 1997-11 1 30, 1997-12 1 31, 1998-01 1 31, 1998-02 1
MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15 | 1997-09-10 | 1997-09 10-15, 1999-03 10-13
MONTHLY;INTERVAL=2;BYDAY=TU | 1997-09-02 | 1997-09 2 9 16 23 30, 1997-11 4 11 18 25, 1998-01 6 13 20 27, 1998-03 3 10 17 24 31 ...
YEARLY;COUNT=10;BYMONTH=6,7 | 1997-06-10 | 1997-06 10, 1997-07 10, 1998-06 10, 1998-07 10, 1999-06 10, 1999-07 10, 2000-06 10, 2000-07 10, 2001-06 10, 2001-07 10
YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3 | 1997-03-10 | 1997-03 10, 1999-01 10, 1999-02 10, 1999-03 10, 2001-01 10, 2001-02 10, 2001-03 10, 2003-01 10, 2003-02 10, 2003-03 10
YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200 | 1997-01-01 | 1997-01 1, 1997-04 10, 1997-07 19, 2000-01 1, 2000-04 9, 2000-07 18, 2003-01 1, 2003-04 10, 2003-07 19, 2006-01 1
YEARLY;BYDAY=20MO | 1997-05-19 | 1997-05 19, 1998-05 18, 1999-05 17 ...
YEARLY;BYWEEKNO=20;BYDAY=MO | 1997-05-12 | 1997-05 12, 1998-05 11, 1999-05 17 ...
YEARLY;BYMONTH=3;BYDAY=TH | 1997-03-13 | 1997-03 13 20 27, 1998-03 5 12 19 26, 1999-03 4 11 18 25 ...
YEARLY;BYDAY=TH;BYMONTH=6,7,8 | 1997-06-05 | 1997-06 5 12 19 26, 1997-07 3 10 17 24 31, 1997-08 7 14 21 28, 1998-06 4 11 18 25, 1998-07 2 9 16 23 30, 1998-08 6 13 20 27, 1999-06 3 10 17 24, 1999-07 1 8 15 22 29, 1999-08 5 12 19 26 ...
MONTHLY;BYDAY=FR;BYMONTHDAY=13 | 1997-09-02 | 1998-02 13, 1998-03 13, 1998-11 13, 1999-08 13, 2000-10 13 ...
MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13 | 1997-09-13 | 1997-09 13, 1997-10 11, 1997-11 8, 1997-12 13, 1998-01 10, 1998-02 7, 1998-03 7, 1998-04 11, 1998-05 9, 1998-06 13 ...
YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8 | 1996-11-05 | 1996-11 5, 2000-11 7, 2004-11 2 ...
MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3 | 1997-09-04 | 1997-09 4, 1997-10 7, 1997-11 6
MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2 | 1997-09-29 | 1997-09 29, 1997-10 30, 1997-11 27, 1997-12 30, 1998-01 29, 1998-02 26, 1998-03 30 ...
WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO | 1997-08-05 | 1997-08 5 10 19 24
WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU | 1997-08-05 | 1997-08 5 17 19 31
MONTHLY;BYMONTHDAY=15,30;COUNT=5 | 2007-01-15 | 2007-01 15 30, 2007-02 15, 2007-03 15 30
"""  # noqa: E501
CASES = [tuple(part.strip() for part in line.split("|")) for line in EXAMPLES.strip().split("\n")]
LAST = "2009-12-31"


def spelled_out(short: str) -> tuple[str, ...]:
    found = []
    for month in short.removesuffix("...").split(","):
        name, *days = month.split()
        for day in days:
            low, _, high = day.partition("-")
            found += [f"{name}-{one:02}" for one in range(int(low), int(high or low) + 1)]
    return tuple(found)


@rule("SCH-1")
@pytest.mark.parametrize(("text", "start", "short"), CASES, ids=[case[0] for case in CASES])
def test_a_rule_of_the_standard_gives_the_dates_that_the_standard_names(
    text: str, start: str, short: str
) -> None:
    expected = spelled_out(short)
    endless = short.endswith("...")
    of = Recurrence(f"FREQ={text}", start, "09:00", "America/New_York")
    found = dates(of, expected[-1] if endless else LAST)
    assert found == expected


@rule("SCH-1")
def test_a_rule_may_be_kept_out_of_its_own_first_date() -> None:
    of = Recurrence("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998-02-13")
    found = dates(of, "1998-12-31", skipped=["1998-02-13"])
    assert found == ("1998-03-13", "1998-11-13")


@rule("SCH-1")
@pytest.mark.parametrize(
    ("end", "zone", "start", "last"),
    [
        ("19970905", "America/New_York", "23:30", "1997-09-05"),
        ("19970905T093000", "America/New_York", "09:30", "1997-09-05"),
        ("19970905T092900", "America/New_York", "09:30", "1997-09-04"),
        ("19970905T133000Z", "America/New_York", "09:30", "1997-09-05"),
        ("19970905T132900Z", "America/New_York", "09:30", "1997-09-04"),
        ("19970905T023000Z", "America/New_York", "22:30", "1997-09-04"),
        ("19970904T213000Z", "Pacific/Auckland", "09:30", "1997-09-05"),
        ("19970904T212900Z", "Pacific/Auckland", "09:30", "1997-09-04"),
    ],
)
def test_a_rule_ends_at_a_moment_on_the_wall_clock_of_its_place(
    end: str, zone: str, start: str, last: str
) -> None:
    found = dates(Recurrence(f"FREQ=DAILY;UNTIL={end}", "1997-09-02", start, zone), "1997-12-31")
    assert not isinstance(found, Refusal)
    assert found[-1] == last


@rule("SCH-1")
@pytest.mark.parametrize(
    "text",
    [
        "DAILY;INTERVAL=0",
        "DAILY;INTERVAL=-1",
        "DAILY;INTERVAL=999999999999",
        "DAILY;COUNT=0",
        "DAILY;COUNT=99999999",
        "DAILY;COUNT=2001",
        "DAILY;UNTIL=20260230",
        "DAILY;UNTIL=20260301T250000Z",
        "DAILY;BYMONTH=2;BYMONTHDAY=30",
        "YEARLY;BYMONTH=2,4;BYMONTHDAY=31",
        "MONTHLY;BYMONTHDAY=45",
        "MONTHLY;BYMONTHDAY=0",
        "MONTHLY;BYMONTH=13",
        "WEEKLY;BYDAY=1MO",
        "WEEKLY;BYDAY=MO,",
        "WEEKLY;BYMONTHDAY=3",
        "WEEKLY;BYSETPOS=2",
        "WEEKLY;BYDAY=MO;BYDAY=TU",
        "WEEKLY;WKST=XX",
        "MONTHLY;BYEASTER=0",
        "MONTHLY;DTSTART=19970902",
        "YEARLY;BYDAY=53MO;BYMONTH=2",
        "SECONDLY",
    ],
)
def test_a_rule_that_is_wrong_or_never_comes_about_is_refused_at_once(text: str) -> None:
    found = dates(Recurrence(f"FREQ={text}", "2026-03-02"), "2026-05-01")
    assert isinstance(found, Refusal)
    assert found.code == "rule_invalid"
