"""Declared actions as QActions of one window: the only place where they are made."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from desktop.actions.declaration import ActionDef, Key
from desktop.actions.fields import is_plain, owns_plain_keys
from desktop.actions.screens import Screen
from desktop.input_events import hear_input
from desktop.theme.icons import token_icon


@cache
def _pressed(keys: tuple[Key, ...]) -> frozenset[str]:
    """The same keys whichever way they are declared, as texts that compare quickly."""
    return frozenset(sequence.toString() for sequence in _sequences(keys))


def _sequences(keys: tuple[Key, ...]) -> list[QKeySequence]:
    return [sequence for key in keys if not (sequence := QKeySequence(key)).isEmpty()]


class ActionRegistry(QObject):
    """All actions by id. `triggered` names each one that was carried out."""

    triggered = Signal(str)
    rebound = Signal(str, str)

    def __init__(self, defs: Iterable[ActionDef], window: QWidget) -> None:
        """Raises ValueError where two actions share an id, or a key on one screen."""
        super().__init__(window)
        self._window = window
        self._defs: dict[str, ActionDef] = {}
        self._actions: dict[str, QAction] = {}
        self._usual: dict[str, tuple[Key, ...]] = {}
        self._barred: dict[str, str] = {}
        self._screen: Screen | None = None
        self._only: Collection[str] | None = None
        self._panels: dict[QWidget, frozenset[str]] = {}
        self._inside: frozenset[str] = frozenset()
        for definition in defs:
            self._add(definition)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            hear_input(app, self)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def __iter__(self) -> Iterator[ActionDef]:
        return iter(self._defs.values())

    def definition(self, ident: str) -> ActionDef:
        """What was declared."""
        return self._defs[ident]

    def action(self, ident: str) -> QAction:
        """The QAction of an id."""
        return self._actions[ident]

    def do(self, ident: str, act: Callable[[], object]) -> None:
        """Say what an action does."""
        self._actions[ident].triggered.connect(lambda _checked=False: act())

    def own(self, panel: QWidget, idents: Iterable[str]) -> None:
        """While the focus is in `panel` these actions have their inner keys, which then belong to
        no action of the screen beside it."""
        self._panels[panel] = frozenset(idents)
        panel.destroyed.connect(lambda: self._panels.pop(panel, None))

    def rebind(self, ident: str, key: str) -> None:
        """Give an action another key, "" for its usual ones (U-07).

        Raises ValueError with the text of the action that has the key already.
        """
        usual = self._usual.setdefault(ident, self._defs[ident].keys)
        changed = replace(self._defs[ident], keys=(key,) if key else usual)
        for other in self._sharing(changed):
            if other.ident != ident:
                raise ValueError(other.text)
        self._defs[ident] = changed
        self._give_keys(ident, [])
        self.rebound.emit(ident, key)

    def is_rebound(self, ident: str) -> bool:
        """Whether somebody gave an action another key than its usual ones."""
        return self._defs[ident].keys != self._usual.get(ident, self._defs[ident].keys)

    def keys_of(self, ident: str) -> list[QKeySequence]:
        """All keys of an action, those of its panel last."""
        definition = self._defs[ident]
        return _sequences((*definition.keys, *definition.inner_keys))

    def key_text(self, ident: str) -> str:
        """The first key as the platform writes it, or an empty text."""
        keys = self.keys_of(ident)
        return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""

    def usual_text(self, ident: str) -> str:
        """The key that an action has where nobody gave it another."""
        usual = _sequences(self._usual.get(ident, self._defs[ident].keys))
        return usual[0].toString(QKeySequence.SequenceFormat.NativeText) if usual else ""

    def key_now(self, widget: QWidget, usual: str) -> str:
        """Which key does now, where a widget stands, what a usual one did (U-07)."""
        pressed = QKeySequence(usual)
        for panel, idents in self._panels.items():
            if panel.isAncestorOf(widget):
                inner = (key for one in idents for key in _sequences(self._defs[one].inner_keys))
                if pressed in inner:
                    return usual
        for ident, keys in self._usual.items():
            here = not self._defs[ident].where or self._screen in self._defs[ident].where
            if here and pressed in _sequences(keys):
                return self.key_text(ident)
        return usual

    def on_screen(self, screen: Screen) -> None:
        """Only what holds on this screen, or everywhere, can be done now."""
        self._screen = screen
        for ident in self._defs:
            self._settle(ident)

    def bar(self, ident: str, reason: str) -> None:
        """Disable an action and say why; an empty reason allows it again (U-34)."""
        self._barred[ident] = reason
        self._settle(ident)

    def leave_only(self, idents: Collection[str] | None) -> None:
        """While a curtain covers the screens only these actions can be done; None: all again."""
        self._only = idents
        for ident in self._defs:
            self._settle(ident)

    def reason(self, ident: str) -> str:
        """Why an action is barred, or an empty text."""
        return self._barred.get(ident, "")

    def trigger_key(self, event: QKeyEvent) -> bool:
        """Carry out the enabled action of a key that was held back; True if there was one."""
        pressed = QKeySequence(event.keyCombination())
        for action in self._actions.values():
            if action.isEnabled() and pressed in action.shortcuts():
                action.trigger()
                return True
        return False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """In a field every plain key is the field's own, also Enter and Del."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and is_plain(event)
            and owns_plain_keys(QApplication.focusWidget())
        ):
            event.accept()
            return True
        return False

    def _add(self, definition: ActionDef) -> None:
        if definition.ident in self._defs:
            raise ValueError(f"two actions are called {definition.ident}")
        self._refuse_shared_keys(definition)
        action = QAction(definition.text, self._window)
        action.setObjectName(definition.ident)
        action.setShortcuts(_sequences(definition.keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(False)
        if definition.icon:
            action.setIcon(token_icon(definition.icon))
        action.triggered.connect(lambda _checked=False: self.triggered.emit(definition.ident))
        self._window.addAction(action)
        self._defs[definition.ident] = definition
        self._actions[definition.ident] = action
        self._settle(definition.ident)

    def _refuse_shared_keys(self, new: ActionDef) -> None:
        for old in self._sharing(new):
            raise ValueError(f"{old.ident} and {new.ident} share a key")

    def _sharing(self, new: ActionDef) -> list[ActionDef]:
        """Those that have a key of this one where both hold."""
        keys = _pressed(new.keys)
        if not keys:
            return []
        return [
            old
            for old in self._defs.values()
            if not keys.isdisjoint(_pressed(old.keys))
            and (not old.where or not new.where or old.where & new.where)
        ]

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        around = (ids for panel, ids in self._panels.items() if panel.isAncestorOf(now))
        inside: frozenset[str] = next(around, frozenset())
        if inside != self._inside:
            self._inside = inside
            taken = [key for one in inside for key in _sequences(self._defs[one].inner_keys)]
            for ident in self._defs:
                self._give_keys(ident, taken)

    def _give_keys(self, ident: str, taken: list[QKeySequence]) -> None:
        keys = self.keys_of(ident)
        if ident not in self._inside:
            keys = [k for k in _sequences(self._defs[ident].keys) if k not in taken]
        if keys != self._actions[ident].shortcuts():
            self._actions[ident].setShortcuts(keys)

    def _settle(self, ident: str) -> None:
        where = self._defs[ident].where
        here = not where or self._screen in where
        left = self._only is None or ident in self._only
        self._actions[ident].setEnabled(here and left and not self.reason(ident))
