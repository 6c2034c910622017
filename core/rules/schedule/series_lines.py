"""Which series goes on from another: a change ends one and begins the next (SET-14)."""

from core.changes import Act
from core.domain.ids import derive
from core.domain.schedule import ENDED, Series
from core.ports import Reader

ACTIVE = "active"


def series_meant(tx: Reader, act: Act, series_id: str, local_date: str = "") -> Series | None:
    """The active series that a command means, None where there is none.

    What a desk has done to a series that was changed meanwhile is done to the one that goes on from
    it, in order of arrival. `local_date` is the date that it is about, "" for all.
    """
    series = tx.get(Series, series_id)
    while series is not None and act.shown and _is_over(series, local_date):
        following = tx.get(Series, derive(series.changed_by, "series"))
        if following is None or following.id == series.id:
            break  # the command that changed it last is the one that made it
        series = following
    return series if series is not None and series.state == ACTIVE else None


def _is_over(series: Series, local_date: str) -> bool:
    beyond = bool(series.end_date) and local_date > series.end_date
    return series.state == ENDED or beyond
