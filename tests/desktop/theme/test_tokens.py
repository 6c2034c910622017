"""Contrast of every pair of tokens, and tints that are mixed rather than lightened."""

import pytest
from PySide6.QtGui import QColor

from desktop.theme.tokens import DARK, LIGHT, Field, Meaning, Theme, mix
from tests.desktop.theme.contrast import contrast
from tests.support.rules import rule

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def surfaces(theme: Theme) -> dict[str, QColor]:
    names = ("window", "panel", "raised", "overlay", "hover", "accent_tint")
    return {name: getattr(theme, name) for name in names}


def meanings(theme: Theme) -> dict[str, Meaning]:
    names = ("ok", "attention", "refused", "info", "provisional")
    return {name: getattr(theme, name) for name in names}


def fields(theme: Theme) -> dict[str, Field]:
    names = ("accepted_field", "attention_field", "refused_field", "working_field")
    return {name: getattr(theme, name) for name in names}


@THEMES
@rule("U-53")
def test_all_words_can_be_read_on_all_surfaces(theme: Theme) -> None:
    poor = {
        (name, word): round(contrast(getattr(theme, word), surface), 2)
        for name, surface in surfaces(theme).items()
        for word in ("strong", "text", "muted", "accent")
        if contrast(getattr(theme, word), surface) < 4.5
    }
    assert not poor
    assert contrast(theme.on_accent, theme.accent_fill) >= 4.5


@THEMES
@rule("U-53")
def test_meanings_can_be_read_on_their_tint_and_on_every_surface(theme: Theme) -> None:
    for name, meaning in meanings(theme).items():
        assert contrast(meaning.text, meaning.tint) >= 4.5, name
        assert contrast(meaning.line, theme.panel) >= 3, name
        for surface in surfaces(theme).values():
            assert contrast(meaning.text, surface) >= 4.5, name


@THEMES
@rule("U-53")
def test_check_in_results_are_read_at_three_metres(theme: Theme) -> None:
    for name, field in fields(theme).items():
        assert contrast(field.on, field.fill) >= 7, name


@THEMES
@rule("U-53")
def test_edges_and_focus_rings_are_seen(theme: Theme) -> None:
    for surface in (theme.window, theme.panel, theme.raised):
        assert contrast(theme.control, surface) >= 3
        assert contrast(theme.focus, surface) >= 3
    assert contrast(theme.overlay_edge, theme.panel) >= (3 if theme.is_dark else 1.5)


@THEMES
@rule("U-53")
def test_service_words_and_bars_stand_out_from_their_tint(theme: Theme) -> None:
    for number in range(1, 13):
        service = theme.service(number)
        assert contrast(service.text, service.tint) >= 7, service.name
        assert contrast(service.line, service.tint) >= 3, service.name
        assert contrast(theme.text, service.tint) >= 4.5, service.name
        assert contrast(service.text, service.past_tint) >= 4.5, service.name


@THEMES
@rule("U-54")
def test_tints_lie_between_their_colour_and_the_panel(theme: Theme) -> None:
    share = 0.21 if theme.is_dark else 0.13
    for number in range(1, 13):
        service = theme.service(number)
        assert service.tint == mix(service.line, theme.panel, share)
        for part in ("red", "green", "blue"):
            ends = sorted(getattr(c, part)() for c in (service.line, theme.panel))
            assert ends[0] <= getattr(service.tint, part)() <= ends[1], service.name


@rule("U-54")
def test_tints_are_the_ones_that_were_drawn() -> None:
    assert LIGHT.service(1).tint.name() == "#e4ebf7"
    assert DARK.service(4).tint.name() == "#33402d"
    assert LIGHT.service(13) == LIGHT.service(1)
