"""Tokens as the QPalette that Fusion paints with, and the way back from it."""

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from desktop.theme.tokens import DARK, LIGHT, Theme

_Role = QPalette.ColorRole


def palette_of(theme: Theme) -> QPalette:
    """The application palette of a theme."""
    palette = QPalette()
    roles: dict[QPalette.ColorRole, QColor] = {
        _Role.Window: theme.window,
        _Role.WindowText: theme.text,
        _Role.Base: theme.panel,
        _Role.AlternateBase: theme.window,
        _Role.Text: theme.text,
        _Role.PlaceholderText: theme.muted,
        _Role.Button: theme.raised,
        _Role.ButtonText: theme.text,
        _Role.BrightText: theme.strong,
        _Role.ToolTipBase: theme.overlay,
        _Role.ToolTipText: theme.text,
        _Role.Highlight: theme.accent_tint,
        _Role.HighlightedText: theme.strong,
        _Role.Accent: theme.accent_fill,
        _Role.Link: theme.accent,
        _Role.LinkVisited: theme.accent,
        _Role.Light: theme.line,
        _Role.Midlight: theme.line,
        _Role.Mid: theme.line_strong,
        _Role.Dark: theme.control,
        _Role.Shadow: theme.line_strong,
    }
    for role, value in roles.items():
        palette.setColor(role, value)
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.control)
    return palette


def current_theme() -> Theme:
    """The theme in force, read from the application's palette so that it is kept only there."""
    return DARK if QGuiApplication.palette().window().color() == DARK.window else LIGHT
