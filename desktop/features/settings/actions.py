"""What can be done on Settings by key; every page is reached from anywhere by the palette."""

from desktop.actions.declaration import ActionDef, on
from desktop.actions.screens import Screen
from desktop.features.settings.all_pages import PAGES
from desktop.saying import tr

_HERE = on(Screen.SETTINGS)

FIND = "settings.find_setting"
ADD = "settings.add_entry"
BACK = "settings.back_to_list"
BUILD = "settings.build_class"

SETTINGS_ACTIONS = (
    ActionDef(FIND, tr("Search the settings"), "search", ("/",), _HERE, ("find", "option")),
    ActionDef(ADD, tr("Add to this settings page"), "plus", ("N",), _HERE, ("new", "create")),
    ActionDef(BACK, tr("Go back to this settings list"), "chevron-left", ("Backspace",), _HERE),
    ActionDef(BUILD, tr("Build a class step by step"), "calendar-plus", ("B",), _HERE, ("wizard",)),
    *(
        ActionDef(
            page.action,
            tr("Open settings of {0}").format(page.title.lower()),
            page.icon,
            keywords=("settings", page.group.value.lower(), *page.keywords),
        )
        for page in PAGES
    ),
)
