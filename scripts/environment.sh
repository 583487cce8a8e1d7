#!/bin/sh
# Make .venv hold exactly what a lock names; does nothing when it already does.
#   scripts/environment.sh requirements.lock
set -eu
lock=$1
python=${PYTHON:-python3}
mark=$(cat "$lock" requirements-tools.lock pyproject.toml | cksum)
stamp=.venv/.installed-$(basename "$lock")
[ "$(cat "$stamp" 2>/dev/null || true)" = "$mark" ] && exit 0

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "gongfu needs Python 3.11 or newer; $python is $("$python" --version 2>&1)." >&2
    exit 1
}
if [ ! -x .venv/bin/python ]; then
    "$python" -m venv .venv 2>/dev/null || {
        echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2
        exit 1
    }
fi
echo "Installing packages from $lock …"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
    -r requirements-tools.lock
VIRTUAL_ENV=$PWD/.venv .venv/bin/uv pip install --quiet --require-hashes -r "$lock" ||
    .venv/bin/python -m pip install --quiet --require-hashes -r "$lock"
VIRTUAL_ENV=$PWD/.venv .venv/bin/uv pip install --quiet --no-deps --no-build-isolation -e .
echo "$mark" > "$stamp"
