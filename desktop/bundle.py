"""Where the files that ship with the desk (fonts, icons, sounds) lie."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
