"""The short style sheet on top of Fusion: only what QPalette cannot say."""

from string import Template

from desktop.theme.tokens import Theme

_SHEET = Template("""
QToolTip { background: $overlay; color: $text; border: 1px solid $edge; padding: 4px 8px; }
QMenu { background: $overlay; color: $text; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_tint; color: $strong; }
QMenu::item:disabled { color: $control; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QScrollArea, QAbstractScrollArea { border: 0; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { width: 8px; background: transparent; margin: 1px; }
QScrollBar:horizontal { height: 8px; background: transparent; margin: 1px; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; min-height: 24px;
    min-width: 24px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QTimeEdit, QComboBox {
    background: $panel; color: $text; border: 1px solid $control; border-radius: 6px;
    min-height: 30px; padding: 0 8px; selection-background-color: $accent_fill;
    selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QComboBox:focus { border: 2px solid $focus; padding: 0 7px; }
QLineEdit:disabled { color: $control; border-color: $line_strong; }
QComboBox QAbstractItemView { background: $overlay; border: 1px solid $edge; }
""")


def sheet_of(theme: Theme) -> str:
    """The application's style sheet in the colours of a theme."""
    return _SHEET.substitute(
        overlay=theme.overlay.name(),
        edge=theme.overlay_edge.name(),
        panel=theme.panel.name(),
        text=theme.text.name(),
        strong=theme.strong.name(),
        line=theme.line.name(),
        line_strong=theme.line_strong.name(),
        control=theme.control.name(),
        focus=theme.focus.name(),
        accent_tint=theme.accent_tint.name(),
        accent_fill=theme.accent_fill.name(),
        on_accent=theme.on_accent.name(),
    )
