"""The pages beside Attention: who waits for an answer, for a seat, for forgiveness."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen
from desktop.saying import tr

NEEDS, REQUESTS, WAITLISTS, NO_SHOWS, SUSPENSIONS = (
    "needs_you",
    "requests",
    "waitlists",
    "no_shows",
    "suspensions",
)
NEXT, PREVIOUS = "queues.next_page", "queues.previous_page"
ASK = "queues.ask_for_session"
_HERE = on(Screen.ATTENTION)


def show(page: str) -> str:
    """The id of the action that shows a page."""
    return f"queues.show_{page}"


QUEUE_ACTIONS = (
    ActionDef(
        show(NEEDS), tr("Show what needs you"), "inbox", (), keywords=("attention", "conflict")
    ),
    ActionDef(
        show(REQUESTS), tr("Show the requests"), "calendar-clock", keywords=("session", "intro")
    ),
    ActionDef(show(WAITLISTS), tr("Show the waitlists"), "hourglass", keywords=("waiting", "seat")),
    ActionDef(show(NO_SHOWS), tr("Show the no-shows"), "user-x", keywords=("missed", "forgive")),
    ActionDef(show(SUSPENSIONS), tr("Show the suspensions"), "user-x", keywords=("barred", "lift")),
    ActionDef(
        ASK,
        tr("Ask for a session for a client"),
        "calendar-plus",
        ("N",),
        _HERE,
        (tr("request"), "propose", "private"),
    ),
    ActionDef(NEXT, tr("Show the next page"), "chevron-right", ("Ctrl+PgDown",), _HERE),
    ActionDef(PREVIOUS, tr("Show the page before"), "chevron-left", ("Ctrl+PgUp",), _HERE),
)
