"""Fonts, icons, marks and the switch between light and dark."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QFontMetrics, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from desktop.bundle import RESOURCES
from desktop.theme.fonts import Size, font, load_fonts
from desktop.theme.icons import icon_pixmap, token_icon
from desktop.theme.marks import State, Tone, meaning_of
from desktop.theme.palette import current_theme
from desktop.theme.switch import Appearance, ThemeSwitch
from desktop.theme.tokens import DARK, LIGHT
from tests.support.rules import rule


def test_the_bundled_font_is_used_and_figures_have_one_width(qapp: QApplication) -> None:
    load_fonts()
    for bold in (False, True):
        chosen = font(Size.BODY, bold)
        assert QFontInfo(chosen).family() == "Inter"
        width = QFontMetrics(chosen).horizontalAdvance
        assert width("111") == width("888")


def test_an_icon_takes_its_tint_and_is_sharp_at_scale_two(qapp: QApplication) -> None:
    picture = icon_pixmap("check", 16, LIGHT.accent, 2.0)
    assert picture.size() == QSize(32, 32)
    assert picture.deviceIndependentSize().width() == 16
    image = picture.toImage()
    solid = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert solid == {LIGHT.accent.name()}


@pytest.mark.parametrize("state", list(State), ids=lambda state: state.name)
def test_every_mark_has_a_shape_and_words(qapp: QApplication, state: State) -> None:
    assert (RESOURCES / "icons" / f"{state.mark.icon}.svg").is_file()
    assert state.mark.words
    assert meaning_of(DARK, state.mark.tone).text.isValid()


@rule("U-16")
def test_marks_of_one_colour_differ_in_shape() -> None:
    seen: dict[Tone, set[str]] = {}
    same_on_purpose = {State.CLASH, State.CONFIRMED}
    for state in set(State) - same_on_purpose:
        shapes = seen.setdefault(state.mark.tone, set())
        assert state.mark.icon not in shapes, state
        shapes.add(state.mark.icon)


@rule("U-52")
def test_the_switch_dresses_the_application_live(qapp: QApplication) -> None:
    switch = ThemeSwitch(qapp, Appearance.LIGHT)
    assert current_theme() is LIGHT
    icon = token_icon("check")
    light = icon.pixmap(QSize(16, 16), QIcon.Mode.Normal).toImage()
    switch.choose(Appearance.DARK)
    assert current_theme() is DARK
    assert DARK.overlay.name() in qapp.styleSheet()
    assert icon.pixmap(QSize(16, 16), QIcon.Mode.Normal).toImage() != light
    switch.choose(Appearance.SYSTEM)
    reported = QGuiApplication.styleHints().colorScheme().name
    assert current_theme() is (DARK if reported == "Dark" else LIGHT)
