"""Every page of the settings, in the order of their list."""

from desktop.features.settings.page_def import Group, PageDef

PAGES: tuple[PageDef, ...] = (
    PageDef(
        ident="studio",
        title="Studio",
        group=Group.STUDIO,
        icon="house",
        part="studio.organisation:StudioPage",
        rights=("manage_organisation",),
        keywords=("organisation", "name", "language", "country", "currency"),
    ),
    PageDef(
        ident="locations",
        title="Locations",
        group=Group.STUDIO,
        icon="map-pin",
        part="studio.locations:LocationsPage",
        rights=("change_location",),
        keywords=("address", "opening hours", "time zone", "coordinates", "inactive"),
    ),
    PageDef(
        ident="desks",
        title="Desks",
        group=Group.STUDIO,
        icon="keyboard",
        part="studio.desks:DesksPage",
        rights=("manage_desks",),
        keywords=("computers", "enrol", "revoke", "device"),
    ),
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
        ident="series",
        title="Series",
        group=Group.OFFER,
        icon="calendar-clock",
        part="series.subject:SeriesPage",
        rights=("manage_series",),
        keywords=("schedule", "recurring", "weekly", "rolling", "skip a date", "end"),
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
        ident="passes",
        title="Passes",
        group=Group.OFFER,
        icon="tag",
        part="offer.passes:PassesPage",
        rights=("manage_products",),
        keywords=("products", "credits", "membership", "unlimited", "package", "gift", "punch"),
    ),
    PageDef(
        ident="shop",
        title="Shop items",
        group=Group.OFFER,
        icon="shopping-bag",
        part="offer.retail:RetailPage",
        rights=("manage_products",),
        keywords=("retail", "stock", "till", "bar code"),
    ),
    PageDef(
        ident="codes",
        title="Discount codes",
        group=Group.OFFER,
        icon="banknote",
        part="offer.codes:CodesPage",
        rights=("manage_codes",),
        keywords=("discount", "voucher", "percent off"),
    ),
    PageDef(
        ident="staff",
        title="Staff",
        group=Group.PEOPLE,
        icon="users",
        part="people.staff:StaffPage",
        rights=("create_staff", "manage_staff"),
        keywords=("roles", "rights", "instructor", "invitation", "sign out", "teaches", "PIN"),
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
    PageDef(
        ident="import",
        title="Import",
        group=Group.DATA,
        icon="inbox",
        part="data.importing:ImportPage",
        rights=("import",),
        keywords=("csv", "clients", "take over", "other system", "undo an import"),
    ),
    PageDef(
        ident="backup",
        title="Backup and export",
        group=Group.DATA,
        icon="rotate-ccw",
        part="data.backup_page:BackupPage",
        rights=("export_everything", "manage_desks"),
        keywords=("copy", "restore", "export everything", "download"),
    ),
)
FIRST = "services"


def page_def(ident: str) -> PageDef:
    """The page of an id."""
    return next(page for page in PAGES if page.ident == ident)
