"""What is asked before a desk is open: a passphrase, the owner's words, at a terminal or in a
window."""

import sys
from getpass import getpass

from core.domain.refusals import Fault
from desktop.saying import tr


def passphrase(new: bool, said: str) -> str:
    """The passphrase of a desk; `said` is the code of what was wrong with the try before.

    Raises Fault `keys_locked` where somebody gave up.
    """
    given = _at_terminal(said, new=new) if sys.stdin.isatty() else _in_window(said, new=new)
    if not given:
        raise Fault("keys_locked")
    return given


def recovery_words() -> str:
    """The words that were shown when the studio was founded, from the terminal or a pipe."""
    if sys.stdin.isatty():
        return getpass(tr("The words for recovery: "))
    return sys.stdin.readline()


def _at_terminal(said: str, *, new: bool) -> str:
    if said:
        sys.stderr.write(f"{_sentence(said)}\n")
    first = getpass(tr("A passphrase for this desk: ") if new else tr("The desk's passphrase: "))
    if new and getpass("The same once more: ") != first:
        sys.stderr.write(tr("The two are not the same.\n"))
        return _at_terminal("", new=new)
    return first


def _in_window(said: str, *, new: bool) -> str:
    from desktop.language import application
    from desktop.shell.passphrase_window import PassphraseWindow
    from desktop.theme.switch import ThemeSwitch

    ThemeSwitch(application())
    return PassphraseWindow(new=new, said=_sentence(said) if said else "").ask()


def _sentence(code: str) -> str:
    from desktop.wording import fault_words

    return fault_words(Fault(code))
