"""Commands that change the organisation itself, and take a setting back."""

from typing import Literal

from core.commands.fields import Id, Language, Line, Name, OptionalId
from core.commands.registry import Command, Kind, declare


@declare(
    "edit_organisation",
    kind=Kind.PROMISE,
    permission="manage_organisation",
    label="Changed the data of the studio",
    undo="edit_organisation",
)
class EditOrganisation(Command, frozen=True):
    """Change what is given of the business (ORG-8); None leaves it as it is.

    Its currency never changes: what was paid was paid in it.
    """

    organisation_id: Id
    name: Name | None = None
    language: Language | None = None
    studio_type: Literal["session_based", "class_based", "hybrid"] | None = None
    country: Line | None = None


@declare(
    "clear_setting",
    kind=Kind.PROMISE,
    permission="set_setting",
    label="Took the setting {key} back",
    undo="set_setting",
)
class ClearSetting(Command, frozen=True):
    """A level of the cascade says nothing any more; the next one holds (ORG-3)."""

    scope: Literal["organisation", "location", "service"]
    key: Name
    scope_id: OptionalId = ""
