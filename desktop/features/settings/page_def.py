"""The pages of the settings as data: where each stands, how it is found, who sees it."""

from enum import Enum

from msgspec import Struct

from desktop.saying import tr


class Group(Enum):
    """The headings of the list of pages, in their order."""

    STUDIO = tr("Studio")
    OFFER = tr("What we offer")
    PEOPLE = tr("People")
    RULES = tr("Rules")
    DATA = tr("Data")
    HERE = tr("This computer")


class PageDef(Struct, frozen=True, kw_only=True):
    """One page. Whoever has one of `rights` sees it, everybody where none is named.

    `part` is "module:Class" below the settings, taken when the page is first opened.
    """

    ident: str
    title: str
    group: Group
    icon: str
    part: str
    rights: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    finds: str = ""
    """"module:function" below the settings that gives (part, words) of what stands on the page; no
    page is built for a search."""

    @property
    def action(self) -> str:
        """The id of the action that opens it."""
        return f"settings.open_{self.ident}"
