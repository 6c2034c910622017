"""Importing this module registers every handler."""

from core.handlers import seats  # noqa: F401
