#!/bin/sh
# Opens the desk on the demo studio where there is a display, else plays a whole day and saves its pictures.
set -eu
cd "$(dirname "$0")/.."
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec .venv/bin/foyer --demo "$@"
fi
exec .venv/bin/python -m tests.e2e.day "$@"
