"""Run benchmarks by name: `python -m bench ledger rounds`; without names, all of them.

Each runs in a process and a temporary district of its own.
"""

from __future__ import annotations

import importlib
import subprocess
import sys

from bench.frame import district

NAMES = ("ledger", "needs", "rounds", "dispatch", "figures", "pages", "sheets", "cropping")


def _run_here(name: str) -> None:
    with district():
        importlib.import_module(f"bench.{name}").main()


def main(arguments: list[str]) -> int:
    """Run the named benchmarks one after another; return how many failed to run."""
    if arguments[:1] == ["--here"]:
        _run_here(arguments[1])
        return 0
    failed = 0
    for name in arguments or NAMES:
        print(f"\n{name}", flush=True)
        failed += subprocess.call([sys.executable, "-m", "bench", "--here", name]) != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
