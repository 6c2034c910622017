"""Policies, alive: the scopes a person may set, values with their origin, one command a change."""

from typing import Any

from PySide6.QtCore import QObject

from core.changes import Outcome
from core.commands.setup import SetSetting
from core.commands.studio import ClearSetting
from core.domain.catalogue import SERVICES_BY_STATE, Service
from core.domain.organisation import Location, Organisation, Setting
from core.domain.settings import OFFER_MIN, Source, all_settings
from core.queries import place
from core.rules.terms import Terms
from desktop.features.settings.policies.model import Level, PolicyLine, ScopeChoice
from desktop.features.settings.policies.subjects import (
    LOCATION,
    ORGANISATION,
    SERVICE,
    Policy,
)
from desktop.session import Session
from desktop.wording import bold

TABLES = (Setting, Location, Service, Organisation)
_LEVEL: dict[Level, int] = {"organisation": ORGANISATION, "location": LOCATION, "service": SERVICE}


class Policies(QObject):
    """Reads the cascade and writes one level of it (ORG-3)."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def scopes(self) -> list[ScopeChoice]:
        """Where this person may set something: the studio, locations, services."""
        source = self._session.source
        places = [ScopeChoice("location", row.id, row.name) for row in place.locations(source)]
        found = [ScopeChoice("organisation", "", self.tr("The whole studio"))]
        found += [one for one in places if self._may(one)]
        services = sorted(source.rows.find(SERVICES_BY_STATE, "active"), key=lambda row: row.name)
        kept = [ScopeChoice("service", row.id, row.name) for row in services]
        if kept and self._may(kept[0]):
            found += kept
        return found if self._may(found[0]) else found[1:]

    def line(self, policy: Policy, scope: ScopeChoice) -> PolicyLine:
        """A setting as it holds in a scope."""
        setting = all_settings[policy.key]
        location = scope.ident if scope.level == "location" else ""
        service = scope.ident if scope.level == "service" else ""
        told = Terms(self._session.source.rows, location, service).told(setting)
        here = told.source == scope.level
        fits = _LEVEL[scope.level] <= policy.closest
        return PolicyLine(told.value, here, self._origin(told.source, scope, fits=fits), fits)

    def set(self, policy: Policy, scope: ScopeChoice, value: Any, text: str) -> None:
        """Set it here; `text` is the value as it was written."""
        says = self.tr("{0}: {1}").format(bold(policy.label), text)
        self._session.send(SetSetting(scope.level, policy.key, value, scope.ident), says=says)

    def clear(self, policy: Policy, scope: ScopeChoice) -> None:
        """Let the next level say it."""
        says = self.tr("Took back: {0}").format(bold(policy.label))
        self._session.send(ClearSetting(scope.level, policy.key, scope.ident), says=says)

    def _may(self, scope: ScopeChoice) -> bool:
        probe = SetSetting(scope.level, OFFER_MIN.key, OFFER_MIN.default, scope.ident)
        return isinstance(self._session.preview(probe), Outcome)

    def _origin(self, source: Source, scope: ScopeChoice, *, fits: bool) -> str:
        if not fits:
            return self.tr("set for the whole studio")
        if source == scope.level:
            return self.tr("set here")
        if source == "default":
            return self.tr("default")
        return self.tr("from the studio")
