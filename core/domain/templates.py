"""The studio's own words for a message, in place of Foyer's (NTF-4)."""

from typing import ClassVar

from core.domain.finder import finder
from core.domain.ids import CommandId, TemplateId
from core.domain.rows import Row, row


@row
class Template(Row, frozen=True, array_like=True):
    """What a message of an event says by a channel in a language (BCP 47, in small letters).

    An empty `text` says nothing of its own: Foyer's words hold again.
    """

    table: ClassVar[str] = "template"

    id: TemplateId
    event: str
    channel: str
    language: str
    subject: str = ""
    text: str = ""
    changed_by: CommandId = CommandId("")


TEMPLATES_OF_EVENT = finder("templates_of_event", Template, "event", "channel")
