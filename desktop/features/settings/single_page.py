"""A settings page of one form that is always open."""

from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Subject


class SinglePage(RecordPage):
    """There is no list: leaving shows what is kept again."""

    single = True

    def refresh(self) -> None:
        if self.opened is None:
            self.open(Subject.NEW)
        else:
            super().refresh()

    def add(self) -> None:
        return

    def _close(self) -> None:
        if self.opened is not None:
            self._keep(self.opened.key, {})
        self._drop()
        self.open(Subject.NEW)
