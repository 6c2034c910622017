"""What falls due about series: their next dates (SCH-3, SCH-11)."""

from collections.abc import Iterator

from core.commands.schedule import GenerateSeries
from core.domain.schedule import SERIES_TO_FILL
from core.domain.settings import HORIZON_WEEKS
from core.domain.zones import add_days, local_date
from core.ports import Reader
from core.rules.due.registry import Due, Moment, falls_due
from core.rules.terms import Terms

AT_ONCE_DAYS = 6
"""A series is filled again when so many days are missing: once a week, not once a day."""


@falls_due
def series_to_fill(tx: Reader, moment: Moment) -> Iterator[Due]:
    """Active series whose dates do not reach the horizon any more."""
    today = local_date(moment.now, "UTC")
    until = add_days(today, 7 * Terms(tx).of(HORIZON_WEEKS))
    for series in tx.find(SERIES_TO_FILL, "active", until=add_days(until, -AT_ONCE_DAYS)):
        if series.rolling and not (series.end_date and series.generated_to >= series.end_date):
            yield Due(GenerateSeries(series.id, until), f"{series.id} {series.generated_to}")
