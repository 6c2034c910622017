"""What the first start asks: only what a studio cannot be without (U-76)."""

from core.commands.setup import CreateLocation, CreateOrganisation, CreateStaff
from desktop.first_run.zones import all_zones
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.saying import tr


def new_studio() -> tuple[Section, ...]:
    """A studio of its own on this computer."""
    zones = tuple(Option(one, one) for one in ("UTC", *all_zones()))
    return (
        Section(
            "",
            (
                _line("name", tr("Name of the studio"), limit_of(CreateOrganisation, "name")),
                _line("location", tr("First location"), limit_of(CreateLocation, "name"), 3),
                Field(
                    name="currency",
                    label=tr("Currency"),
                    limit=limit_of(CreateOrganisation, "currency"),
                    required=True,
                    example="EUR",
                    wide=3,
                ),
                Field(
                    name="zone",
                    label=tr("Time zone"),
                    kind=Kind.CHOICE,
                    options=zones,
                ),
            ),
        ),
        Section(
            tr("Who runs it"),
            (
                _line("owner", tr("Your name"), limit_of(CreateStaff, "name"), 6),
                Field(
                    name="password",
                    label=tr("A password, at least 10 letters"),
                    kind=Kind.SECRET,
                    wide=3,
                ),
                Field(
                    name="pin",
                    label=tr("A PIN of 6 digits for this desk"),
                    kind=Kind.SECRET,
                    wide=3,
                ),
            ),
        ),
    )


def joining() -> tuple[Section, ...]:
    """A studio that is there already."""
    return (
        Section(
            "",
            (
                Field(
                    name="url",
                    label=tr("Address of the studio's server"),
                    required=True,
                    hint=tr("Such as https://studio.example.org"),
                ),
                Field(
                    name="code",
                    label=tr("Code"),
                    required=True,
                    hint=tr("From Settings > Desks at another desk; it holds for ten minutes."),
                    wide=3,
                ),
                _line("name", tr("Name of this desk"), limit_of(CreateLocation, "name"), 3),
            ),
        ),
    )


def _line(name: str, label: str, limit: object, wide: int = 6) -> Field:
    return Field(name=name, label=label, limit=limit, required=True, wide=wide)
