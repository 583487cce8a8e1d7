#!/bin/sh
# Write the hash-locked lists of packages from pyproject.toml.
set -eu
compile() {
    target=$1; shift
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate "$@" pyproject.toml --output-file "$target"
}
compile requirements.lock
compile requirements-dev.lock --group dev
compile requirements-engines.lock --group dev --group engines
.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --no-annotate --group tools --output-file requirements-tools.lock
