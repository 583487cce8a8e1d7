"""Translations without GNU gettext: compile the catalogues, and name what they lack.

    python -m gongfu.site.words          compile every .po whose .mo is older
    python -m gongfu.site.words check    name every text that has no Chinese

English is the source text of the code; Chinese stands in `locale/zh_Hans` beside it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[1]
_PLACE = re.compile(r"%\((\w+)\)[sd]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def catalogues() -> list[Path]:
    """Return the paths of all .po files of the package."""
    return sorted(PACKAGE.rglob("locale/*/LC_MESSAGES/*.po"))


def compile_all() -> int:
    """Write each .mo that is missing or older than its .po; return how many."""
    stale = [path for path in catalogues() if _is_stale(path)]
    for path in stale:
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))
    return len(stale)


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def _texts_of_python(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        for _line, name, message, _notes in extract_python(file, _KEYWORDS, [], {}):
            yield from _flat(message[1:] if str(name).startswith("pgettext") else message)


def _flat(message: object) -> Iterator[str]:
    for part in message if isinstance(message, tuple) else (message,):
        if isinstance(part, str) and part:
            yield part


_CALL = re.compile(
    r"""\bn?p?gettext\((?:u?r?'(?P<a>(?:[^'\\]|\\.)*)'|u?r?"(?P<b>(?:[^"\\]|\\.)*)")"""
)


def _texts_of_template(path: Path) -> Iterator[str]:
    from django.utils.translation.template import templatize

    for match in _CALL.finditer(templatize(path.read_text("utf-8"), origin=str(path))):
        text = match["a"] if match["a"] is not None else match["b"]
        yield text.encode("latin-1", "backslashreplace").decode("unicode_escape")


def used() -> dict[str, list[Path]]:
    """Return every marked text that is English, with the files that use it."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            _note(found, path, _texts_of_python(path))
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        _note(found, path, _texts_of_template(path))
    return found


def _note(found: dict[str, list[Path]], path: Path, texts: Iterator[str]) -> None:
    for text in texts:
        if text.strip() and not _CHINESE.search(text):
            found.setdefault(text, []).append(path)


def known() -> dict[str, str]:
    """Return every English text with its Chinese."""
    found: dict[str, str] = {}
    for path in catalogues():
        with path.open("rb") as file:
            found.update(_pairs(read_po(file)))
    return found


def _pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalogue:
        if message.id and not message.fuzzy:
            source = message.id if isinstance(message.id, tuple) else (message.id,)
            words = message.string if isinstance(message.string, tuple) else (message.string,)
            yield from ((str(text), str(words[0])) for text in source)


def faults() -> list[str]:
    """Return a line for each text without Chinese, or whose named places differ."""
    chinese, lines = known(), []
    for text, paths in used().items():
        words = chinese.get(text, "")
        where = paths[0].relative_to(PACKAGE)
        if not words:
            lines.append(f"{where}: no Chinese for {text!r}")
        elif set(_PLACE.findall(text)) != set(_PLACE.findall(words)):
            lines.append(f"{where}: other places in {words!r} than in {text!r}")
    return lines


def main(arguments: list[str]) -> int:
    """Compile, or check; return the exit code."""
    if arguments[:1] != ["check"]:
        compile_all()
        return 0
    lines = faults()
    print("\n".join(lines) or "all texts are in both languages")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
