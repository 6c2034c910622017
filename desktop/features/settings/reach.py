"""Which pages of the settings a person sees, for their list and for the palette."""

from desktop.actions.registry import ActionRegistry
from desktop.features.settings.all_pages import PAGES
from desktop.features.settings.page_def import PageDef
from desktop.session import Session
from desktop.sight import NOT_YOURS


def seen_pages(session: Session) -> list[PageDef]:
    """The pages that who works here may do something on, in their order."""
    may = {right: session.sight.may(right) for page in PAGES for right in page.rights}
    return [page for page in PAGES if not page.rights or any(may[one] for one in page.rights)]


def bar_pages(registry: ActionRegistry, session: Session) -> None:
    """Let the palette open only what this person sees."""
    seen = {page.ident for page in seen_pages(session)}
    for page in PAGES:
        registry.bar(page.action, "" if page.ident in seen else NOT_YOURS)
