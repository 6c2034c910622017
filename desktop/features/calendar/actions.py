"""What can be done on the calendar by key."""

from PySide6.QtGui import QKeySequence

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen
from desktop.saying import tr

_HERE = on(Screen.CALENDAR)

TODAY = "calendar.show_today"
EARLIER = "calendar.show_earlier"
LATER = "calendar.show_later"
DAY = "calendar.show_day"
WEEK = "calendar.show_week"
NEW = "calendar.add_class"
MONTH = "calendar.show_month"
MOVE = "calendar.move_class"
COPY = "calendar.copy_class"
FILTER = "calendar.filter_classes"
CLEAR_FILTER = "calendar.clear_filter"
SEARCH = "calendar.search"
BOOK_SESSION = "calendar.book_session"
CANCEL = "calendar.cancel_class"

CALENDAR_ACTIONS = (
    ActionDef(TODAY, tr("Show today"), "calendar-days", ("T",), _HERE, ("now",)),
    ActionDef(EARLIER, tr("Show earlier days"), "chevron-left", ("PgUp",), _HERE, ("previous",)),
    ActionDef(LATER, tr("Show later days"), "chevron-right", ("PgDown",), _HERE, ("next",)),
    ActionDef(DAY, tr("Show the day"), "calendar-days", ("D",), _HERE),
    ActionDef(WEEK, tr("Show the week"), "calendar-days", ("W",), _HERE),
    ActionDef(NEW, tr("Add a class"), "plus", ("N",), _HERE, ("new", "series", "schedule")),
    ActionDef(MONTH, tr("Show the month"), "calendar-days", ("M",), _HERE),
    ActionDef(
        MOVE, tr("Move the class"), "arrow-left-right", ("G",), _HERE, ("reschedule", "grab")
    ),
    ActionDef(COPY, tr("Copy the class"), "plus", ("C",), _HERE, ("duplicate", tr("once more"))),
    ActionDef(
        FILTER, tr("Filter the classes"), "search", ("F",), _HERE, ("colour", "room", "teacher")
    ),
    ActionDef(CLEAR_FILTER, tr("Show all classes"), "x", ("Shift+F",), _HERE, ("filter",)),
    ActionDef(
        BOOK_SESSION, tr("Book a session"), "user", ("S",), _HERE, ("private", tr("free time"))
    ),
    ActionDef(SEARCH, tr("Search from the calendar"), "search", ("/",), _HERE),
    ActionDef(
        CANCEL, tr("Cancel the class"), "x", (QKeySequence.StandardKey.Delete,), _HERE, ("drop",)
    ),
)
