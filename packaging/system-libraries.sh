#!/bin/sh
# Makes sure that the system libraries Qt needs are there (Debian and its kin).
# As root it installs what is missing. Anybody else is told the one line to run, and it exits with 2.
set -eu

wanted="libgl1 libegl1 libxkbcommon0 libglib2.0-0 libfontconfig1 libdbus-1-3"
# a real window, also on a display in memory
wanted="$wanted libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 xvfb xauth"
# sound
wanted="$wanted libpulse0"

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is no Debian: see README.md for the libraries that Qt needs." >&2
    exit 0
fi

missing=""
for name in $wanted; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $name"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    echo "Installing system libraries:$missing"
    apt-get -qq update
    # shellcheck disable=SC2086  # one word for each package
    apt-get -qq install -y --no-install-recommends $missing >/dev/null
    exit 0
fi
echo "Some system libraries are missing. Run this once, then make setup again:" >&2
echo "sudo apt-get install -y --no-install-recommends$missing" >&2
exit 2
