"""Importing this module declares every command."""

from core.commands import seats  # noqa: F401
from core.commands.registry import specs

__all__ = ["specs"]
