"""Makes what was chosen: founds the studio or the demo on this computer; slow, never on the GUI
thread."""

from pathlib import Path

from desktop import local_server
from desktop.desk import is_desk
from desktop.first_run.beginnings import Beginning, Begun, Joining, NewStudio
from desktop.saying import tr

DEMO_FOLDER = "foyer-demo"
FRONT_DESK = tr("Front desk")


def folder_of(beginning: Beginning, folder: Path) -> Path:
    """Where the desk lies: the demo has a folder of its own, so that it can be removed."""
    own = isinstance(beginning, NewStudio | Joining)
    return folder if own else folder.with_name(DEMO_FOLDER)


def begin(beginning: Beginning, folder: Path) -> Begun:
    """Make the studio where one is made. Raises Fault `studio_not_made`."""
    if isinstance(beginning, Joining):
        return Begun(beginning.url, beginning.code, beginning.name)
    home = folder_of(beginning, folder)
    server = home / local_server.FOLDER
    if isinstance(beginning, NewStudio):
        return _founded(beginning, server)
    code = "" if is_desk(home) else local_server.make_demo(server)
    return Begun("", code, FRONT_DESK)


def _founded(new: NewStudio, server: Path) -> Begun:
    made = local_server.found_studio(
        server, new.name, new.location, new.zone, new.owner, new.currency
    )
    if new.password:
        local_server.set_password(server, new.owner, new.password)
    return Begun("", made.code, FRONT_DESK, made.words, new.owner, new.password, new.pin)
