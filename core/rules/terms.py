"""The settings in force for a place and a service, read once when first asked (ORG-3)."""

from collections.abc import Mapping

from core.domain.organisation import SETTINGS_OF_SCOPE
from core.domain.settings import (
    ORGANISATION_SCOPE,
    Resolved,
    SettingKey,
    Source,
    V,
    latest,
    resolve,
)
from core.ports import Reader


class Terms:
    """Settings by the cascade service, location, organisation, default; "" leaves a level out."""

    __slots__ = ("_levels", "_location_id", "_reader", "_service_id")

    def __init__(self, reader: Reader, location_id: str = "", service_id: str = "") -> None:
        self._reader = reader
        self._location_id = location_id
        self._service_id = service_id
        self._levels: Mapping[Source, Mapping[str, str]] | None = None

    def of(self, setting: SettingKey[V]) -> V:
        """The value in force."""
        return self.told(setting).value

    def told(self, setting: SettingKey[V]) -> Resolved[V]:
        """The value in force and the level that it comes from, for the settings screen."""
        if self._levels is None:
            self._levels = self._read()
        return resolve(setting, self._levels)

    def _read(self) -> Mapping[Source, Mapping[str, str]]:
        scopes: dict[Source, str] = {
            "service": self._service_id,
            "location": self._location_id,
            "organisation": ORGANISATION_SCOPE,
        }
        return {
            source: latest(self._reader.find(SETTINGS_OF_SCOPE, scope))
            for source, scope in scopes.items()
            if scope or source == "organisation"
        }
