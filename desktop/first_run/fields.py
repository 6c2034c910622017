"""What the first start asks: only what a studio cannot be without (U-76)."""

from PySide6.QtCore import QCoreApplication

from core.commands.setup import CreateLocation, CreateOrganisation, CreateStaff
from desktop.first_run.zones import all_zones
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of


def _tr(text: str) -> str:
    return QCoreApplication.translate("FirstRun", text)


def new_studio() -> tuple[Section, ...]:
    """A studio of its own on this computer."""
    zones = tuple(Option(one, one) for one in ("UTC", *all_zones()))
    return (
        Section(
            "",
            (
                _line("name", _tr("Name of the studio"), limit_of(CreateOrganisation, "name")),
                _line("location", _tr("First location"), limit_of(CreateLocation, "name"), 3),
                Field(
                    name="currency",
                    label=_tr("Currency"),
                    limit=limit_of(CreateOrganisation, "currency"),
                    required=True,
                    example="EUR",
                    wide=3,
                ),
                Field(
                    name="zone",
                    label=_tr("Time zone"),
                    kind=Kind.CHOICE,
                    options=zones,
                ),
            ),
        ),
        Section(
            _tr("Who runs it"),
            (
                _line("owner", _tr("Your name"), limit_of(CreateStaff, "name"), 6),
                Field(
                    name="password",
                    label=_tr("A password, at least 10 letters"),
                    kind=Kind.SECRET,
                    wide=3,
                ),
                Field(
                    name="pin",
                    label=_tr("A PIN of 6 digits for this desk"),
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
                    label=_tr("Address of the studio's server"),
                    required=True,
                    hint=_tr("Such as https://studio.example.org"),
                ),
                Field(
                    name="code",
                    label=_tr("Code"),
                    required=True,
                    hint=_tr("From Settings > Desks at another desk; it holds for ten minutes."),
                    wide=3,
                ),
                _line("name", _tr("Name of this desk"), limit_of(CreateLocation, "name"), 3),
            ),
        ),
    )


def _line(name: str, label: str, limit: object, wide: int = 6) -> Field:
    return Field(name=name, label=label, limit=limit, required=True, wide=wide)
