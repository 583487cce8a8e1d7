"""Print how long files and functions are, and fail where the tails grow past our limits.

    python scripts/style_metrics.py src/gongfu

Lengths are physical lines.  Limits: 95 of 100 files within 350 lines, 95 of 100 functions within
35, at most 2 of 100 functions over 50, at least 90 of 100 public functions documented.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


class Function(NamedTuple):
    """One function: where, how many lines, whether public and documented."""

    where: str
    lines: int
    public: bool
    documented: bool


def sources(folder: Path) -> list[Path]:
    """Return the modules that people write."""
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[Function]:
    """Yield the functions of a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, _FUNCTION):
            first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            lines = (node.end_lineno or node.lineno) - first + 1
            public = not node.name.startswith("_")
            yield Function(f"{path}:{node.lineno} {node.name}", lines, public, _documented(node))


def _documented(node: ast.AST) -> bool:
    return ast.get_docstring(node) is not None  # type: ignore[arg-type]


def percentile(values: list[int], share: int) -> int:
    """Return the smallest value with `share` percent of the values at or below it."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def main(folders: list[str]) -> int:
    """Print the table; return 1 where a limit is passed."""
    paths = [path for folder in folders for path in sources(Path(folder))]
    files = [len(path.read_text("utf-8").splitlines()) for path in paths]
    found = [function for path in paths for function in functions(path)]
    lengths = [function.lines for function in found]
    public = [function for function in found if function.public]
    documented = 100 * sum(function.documented for function in public) // max(1, len(public))
    long = [function for function in found if function.lines > 50]
    print(
        f"files      {len(files):5}   p50 {percentile(files, 50):4}  p95 {percentile(files, 95):4}"
    )
    print(
        f"functions  {len(found):5}   p50 {percentile(lengths, 50):4}"
        f"  p95 {percentile(lengths, 95):4}"
    )
    print(f"public functions documented {documented} %; functions over 50 lines {len(long)}")
    limits = (
        percentile(files, 95) <= 350,
        percentile(lengths, 95) <= 35,
        len(long) * 50 <= len(found),
        documented >= 90,
    )
    for function in sorted(long, key=lambda one: -one.lines)[:10]:
        print(f"  {function.lines:4}  {function.where}")
    return 0 if all(limits) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
