"""Every page of the settings, in the order of their list."""

from desktop.features.settings.page_def import Group, PageDef

PAGES: tuple[PageDef, ...] = (
    PageDef(
        ident="services",
        title="Services",
        group=Group.OFFER,
        icon="calendar-days",
        part="services.subject:ServicesPage",
        rights=("manage_services",),
        keywords=("class", "session", "price", "duration", "category", "booking mode"),
    ),
    PageDef(
        ident="resources",
        title="Rooms and equipment",
        group=Group.OFFER,
        icon="layout-grid",
        part="resources.subject:ResourcesPage",
        rights=("manage_resources",),
        keywords=("resources", "room", "reformer", "quantity", "spots", "map", "out of order"),
    ),
    PageDef(
        ident="policies",
        title="Policies",
        group=Group.RULES,
        icon="shield-check",
        part="policies.page:PoliciesPage",
        rights=("set_setting",),
        keywords=("settings", "cancel", "no-show", "waitlist", "check-in", "limit", "cascade"),
    ),
)
FIRST = "services"


def page_def(ident: str) -> PageDef:
    """The page of an id."""
    return next(page for page in PAGES if page.ident == ident)
