"""What can be done on Resources by key."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen
from desktop.saying import tr

_HERE = on(Screen.RESOURCES)
REMEDIES = 3

TODAY = "resources.show_today"
EARLIER = "resources.show_earlier"
LATER = "resources.show_later"
DAY = "resources.show_day"
WEEK = "resources.show_week"
TAKE_OUT = "resources.take_out_of_order"
PUT_BACK = "resources.put_in_order"
GIVE_OTHER = "resources.give_another"


def remedy(number: int) -> str:
    """The id of the action that takes the way to mend a clash with this number."""
    return f"resources.take_remedy_{number}"


RESOURCE_ACTIONS = (
    ActionDef(TODAY, tr("Show the resources of today"), "calendar-days", ("T",), _HERE),
    ActionDef(
        EARLIER, tr("Show the resources of the day before"), "chevron-left", ("PgUp",), _HERE
    ),
    ActionDef(
        LATER, tr("Show the resources of the day after"), "chevron-right", ("PgDown",), _HERE
    ),
    ActionDef(DAY, tr("Show the resources of a day"), "layout-grid", ("D",), _HERE),
    ActionDef(WEEK, tr("Show the resources of the week"), "layout-grid", ("W",), _HERE),
    ActionDef(
        TAKE_OUT, tr("Take out of order"), "wrench", ("O",), _HERE, ("broken", "maintenance")
    ),
    ActionDef(PUT_BACK, tr("Put in order again"), "check", ("Del",), _HERE, ("mended", "outage")),
    ActionDef(
        GIVE_OTHER,
        tr("Give the class another resource"),
        "arrow-left-right",
        ("G",),
        _HERE,
        ("room",),
    ),
    *(
        ActionDef(
            remedy(number),
            tr("Mend the clash, way {0}").format(number),
            "octagon-x",
            (str(number),),
            _HERE,
        )
        for number in range(1, REMEDIES + 1)
    ),
)
