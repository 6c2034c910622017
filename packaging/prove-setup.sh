#!/usr/bin/env bash
# Proves `make setup` on a bare Debian root that holds python3, pip and make and nothing else.
# As root, on a machine with debootstrap:  packaging/prove-setup.sh [FOLDER]  (new; a temporary one by default)
# The mirror, proxy and certificates are the machine's own. FULL=1 runs `make test` and `make check` too.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[ "$(id -u)" -eq 0 ] || { echo "debootstrap and chroot need root" >&2; exit 1; }

root=${1:-$(mktemp -d -t foyer-bare-XXXXXX)}
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)

[ -z "$(ls -A "$root" 2>/dev/null)" ] || { echo "$root is not empty" >&2; exit 1; }

say() { printf '\n== %s\n' "$*"; }

inside() {  # inside USER COMMAND...: runs in the bare root with a process table and mounts of its own
    local user=$1
    shift
    local home
    home=$(awk -F: -v u="$user" '$1 == u {print $6}' "$root/etc/passwd")
    unshare --mount --pid --fork sh -c '
        mount -t proc proc "$1/proc" && mount -t tmpfs tmpfs "$1/dev/shm" && shift_root=$1 && shift
        exec chroot "$shift_root" "$@"' inside "$root" \
        setpriv --reuid "$user" --regid "$user" --init-groups \
        env -i HOME="$home" USER="$user" LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        ${SSL_CERT_FILE:+SSL_CERT_FILE="$SSL_CERT_FILE"} ${PIP_CERT:+PIP_CERT="$PIP_CERT"} \
        "$@"
}

say "a bare $suite in $root"
debootstrap --variant=minbase --include=python3,python3-pip,make "$suite" "$root" >"$root.log" 2>&1 ||
    { tail -n 20 "$root.log"; exit 1; }
rm -f "$root.log"
mkdir -p "$root/dev/shm" "$root/etc/ssl" "$root/etc/apt/apt.conf.d"
# How this machine reaches its package sources: copied, never printed.
cp -a /etc/ssl/certs "$root/etc/ssl/"
for file in /etc/resolv.conf /etc/hosts /etc/pip.conf; do
    [ ! -e "$file" ] || cp -L "$file" "$root$file"
done
apt-config dump | grep -i '^Acquire::.*proxy' >"$root/etc/apt/apt.conf.d/90proxy" || true
chroot "$root" useradd --create-home guest

clone() {  # clone USER FOLDER
    rm -rf "${root:?}$2"
    git -c advice.detachedHead=false clone -q --no-hardlinks "$here" "$root$2"
    chroot "$root" chown -R "$1:" "$2"
}

say "a user without rights is told the one line, exit 2"
clone guest /home/guest/foyer
code=0
told=$(inside guest make -C /home/guest/foyer setup 2>&1) || code=$?
printf '%s\n' "$told"
[ "$code" -eq 2 ] && [ "$(grep -c '^sudo apt-get install' <<<"$told")" -eq 1 ] ||
    { echo "expected exit 2 and one line, got $code" >&2; exit 1; }

say "root: make setup, in a folder with a space in its name"
clone root "/root/foyer desk"
inside root make -C "/root/foyer desk" setup
inside root sh -c 'cd "/root/foyer desk" && QT_QPA_PLATFORM=offscreen .venv/bin/python -c "
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.show()
app.processEvents()
print(\"a window:\", window.grab().size().toTuple())"'
inside root sh -c 'cd "/root/foyer desk" && timeout 60 xvfb-run -a .venv/bin/python -c "
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.show()
app.processEvents()
print(\"a window on\", app.platformName())"'
inside root sh -c 'cd "/root/foyer desk" && .venv/bin/python -c "import PySide6.QtMultimedia, core, desktop, sync_server"'

say "again: nothing to do"
inside root make -C "/root/foyer desk" setup

say "the user, now that the libraries are there"
inside guest make -C /home/guest/foyer setup
inside guest sh -c 'cd foyer 2>/dev/null || cd /home/guest/foyer; .venv/bin/python -c "import core, desktop, sync_server"'

if [ -n "${FULL:-}" ]; then
    say "make test, make check"
    inside root make -C "/root/foyer desk" test check
fi
say "proven in $root"
