#!/bin/sh
# All tests: on SQLite, on a real PostgreSQL, and in a real browser.
set -eu
python=.venv/bin/python
echo "── SQLite"
$python -m pytest -n 2 -m "not browser and not postgres" "$@"
echo "── PostgreSQL"
$python scripts/with_postgres.py $python -m pytest -m "not browser" tests/kernel tests/domains tests/laws "$@"
echo "── browser"
CHROMIUM=$(scripts/browser.sh) $python -m pytest -m browser "$@"
