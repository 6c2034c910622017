"""The demo is opened and removed, training begins on a copy; each in a window of its own."""

from pathlib import Path

from PySide6.QtCore import QLockFile

from desktop import training
from desktop.features.settings.data.practice_page import PracticePage
from tests.desktop.features.settings.conftest import Settings
from tests.support.rules import rule


def page(settings: Settings) -> tuple[PracticePage, list[tuple[object, ...]]]:
    settings.desk.do("settings.open_practice")
    shown = settings.desk.app.screens.settings._screen.page()
    assert isinstance(shown, PracticePage)
    started: list[tuple[object, ...]] = []
    shown.start = lambda *what: started.append(what)
    return shown, started


@rule("M-15")
def test_training_begins_on_a_copy(settings: Settings) -> None:
    shown, started = page(settings)
    settings.desk.keys("Space")
    settings.desk.until(lambda: started)
    ((copy,),) = started
    assert isinstance(copy, Path)
    assert training.is_training(copy)
    assert shown.answer.text() == "Training opens in a window of its own."


@rule("U-77")
def test_the_demo_is_removed_unless_it_is_open(settings: Settings) -> None:
    shown, started = page(settings)
    assert not shown.remove_button.isVisible()
    shown.demo_button.click()
    assert started == [(shown.demo_folder(), "--demo")]
    shown.demo_folder().mkdir()
    shown.refresh()
    lock = QLockFile(str(shown.demo_folder() / "desk.lock"))
    assert lock.tryLock(0)
    shown.remove_button.click()
    assert "Close its window first" in shown.answer.text()
    lock.unlock()
    shown.remove_button.click()
    assert not shown.demo_folder().exists()
    assert not shown.remove_button.isVisible()
