"""Acts that ask for nothing but a reason, and the field for one in forms that ask for more."""

from collections.abc import Callable

from core.commands.fields import Reason
from core.commands.registry import Command
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Section
from desktop.saying import tr


def reason_field(*, required: bool = False, label: str = "") -> Field:
    """Why something is done, as long as the core takes it."""
    return Field(name="reason", label=label or tr("Reason"), limit=Reason, required=required)


def reason_act(
    title: str,
    verb: str,
    make: Callable[[str], Command | None],
    says: str,
    *,
    about: str = "",
    asked: Field | None = None,
) -> FormAct:
    """An act of one field; `make` gives its command for a reason without blanks around it.

    `asked` is a reason that must be given, or is asked for in other words.
    """
    return FormAct(
        title=title,
        about=about,
        verb=verb,
        sections=(Section("", (asked or reason_field(),)),),
        values={"reason": ""},
        make=lambda values: make(values["reason"].strip()),
        says=says,
    )
