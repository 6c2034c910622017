"""The marker that ties a test to the rules it proves."""

import pytest


def rule(*ids: str) -> pytest.MarkDecorator:
    """Say which rules (BK-6, SET-1, U-12 ...) a test proves."""
    return pytest.mark.rule(ids)
