"""What the documents say is there: settings, links, tests, contracts, commands, both languages."""

from __future__ import annotations

import ast
import configparser
import re
from functools import cache
from pathlib import Path

import pytest

from gongfu.faces.cli.main import COMMANDS

HERE = Path(__file__).resolve().parents[2]
WHERE = ("*.md", "docs/**/*.md", "examples/**/*.md")
DOCUMENTS = sorted(path for where in WHERE for path in HERE.glob(where))
SETTING = re.compile(r"GONGFU_[A-Z0-9_]*[A-Z0-9]")
CODE = re.compile(r"`([^`\n]+)`")
BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```", re.S | re.M)
READERS = {"text", "switch", "number", "listed", "named", "kept_secret"}


def ids(paths):
    return [str(path.relative_to(HERE)) for path in paths]


def text(name):
    return (HERE / name).read_text("utf-8")


def settings_read():
    """Return the settings that the code reads from the environment, by their whole names."""
    found = set()
    for path in (HERE / "src").rglob("*.py"):
        if "environment" in (source := path.read_text("utf-8")):
            for call in ast.walk(ast.parse(source)):
                if isinstance(call, ast.Call):
                    found |= set(names_read(call, inside=path.name == "environment.py"))
        found |= set(re.findall(r"environ(?:\.get\(|\[)\"(GONGFU_\w+)", source))
    return found


def names_read(call, *, inside):
    """Yield the setting that a call like environment.text("URL") reads."""
    reader = call.func
    ours = isinstance(reader, ast.Attribute) and getattr(reader.value, "id", "") == "environment"
    name = reader.attr if ours else getattr(reader, "id", "") if inside else ""
    words = [one.value for one in call.args if isinstance(one, ast.Constant)]
    if name in READERS and words:
        yield "GONGFU_" + words[0].upper().replace("-", "_")


def test_the_settings_that_the_code_reads_are_those_of_the_operators_table():
    rows = [line for line in text("docs/operating.md").splitlines() if line.startswith("| `")]
    listed = {name for row in rows for name in SETTING.findall(row.split("|")[1])}
    read = settings_read()
    assert len(read) > 20
    assert read - listed == set(), "read in src/, missing in the table of docs/operating.md"
    assert listed - read == set(), "in the table of docs/operating.md, read nowhere in src/"


@pytest.mark.parametrize("path", DOCUMENTS, ids=ids(DOCUMENTS))
def test_a_document_names_only_settings_and_commands_that_exist(path):
    words = path.read_text("utf-8")
    assert set(SETTING.findall(words)) - settings_read() == set()
    code = "\n".join([*CODE.findall(words), *BLOCK.findall(words)])
    called = re.findall(r"^\s*(?:[A-Z_]+=\S+ )*gongfu ([a-z][a-z-]+)", code, re.M)
    assert set(called) - set(COMMANDS) == set()


def headings(path):
    """Return the headings of a document outside code, with the marks of their levels."""
    return re.findall(r"^(#+) (.+)$", BLOCK.sub("", path.read_text("utf-8")), re.M)


def anchors(path):
    """Return the anchors that a reader of Markdown makes of the headings."""
    slugs = (re.sub(r"[^\w\- ]", "", words.lower()) for _level, words in headings(path))
    return {slug.replace(" ", "-") for slug in slugs}


@pytest.mark.parametrize("path", DOCUMENTS, ids=ids(DOCUMENTS))
def test_every_relative_link_of_a_document_leads_somewhere(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        place, _hash, anchor = target.partition("#")
        found = (path.parent / place).resolve() if place else path
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


@cache
def names_in(path):
    """Return the functions of a Python file."""
    tree = ast.parse(path.read_text("utf-8"))
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}


def contracts():
    found = configparser.ConfigParser()
    found.read(HERE / ".importlinter", "utf-8")
    return {one["name"] for one in found.values() if "name" in one}


def law_rows():
    """Return each law with the cell that says what holds it."""
    rows = [line for line in text("docs/laws.md").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip("|"))] for row in rows]
    return [(row[0], row[-1]) for row in cells if row[0] != "law"]


def test_there_are_laws():
    assert len(law_rows()) > 30


@pytest.mark.parametrize(("law", "held"), law_rows(), ids=[law for law, _held in law_rows()])
def test_every_law_names_tests_or_contracts_that_exist(law, held):
    named = re.findall(r"(tests/[\w/]+\.py)::(\w+)", held)
    for path, name in named:
        assert name in names_in(HERE / path), f"{path} has no {name}"
    quoted = {one.replace("\\|", "|") for one in re.findall(r"“([^”]+)”", held)}
    assert quoted <= contracts(), quoted - contracts()
    for code in CODE.findall(held):
        if "/" in code:
            assert (HERE / code.partition("::")[0]).exists(), code
    assert named or quoted, "name a test as path::name, or a contract in “ ”"


def commands_of(path):
    """Return what a document tells one to type, without comments and names in its own language."""
    source = path.read_text("utf-8")
    lines = "".join(BLOCK.findall(source)).splitlines()
    typed = [line.partition("#")[0].strip() for line in lines]
    inline = CODE.findall(BLOCK.sub("", source))
    return [re.sub(r"[^\x00-\x7f]+|somewhere", "…", line) for line in [*typed, *inline]]


def test_the_readme_says_the_same_in_both_languages():
    english, chinese = HERE / "README.md", HERE / "README.zh.md"
    assert [one for one, _ in headings(english)] == [one for one, _ in headings(chinese)]
    assert commands_of(english) == commands_of(chinese)
    for pattern in (r"^\d+\. ", r"^\|"):
        found = [
            len(re.findall(pattern, path.read_text("utf-8"), re.M)) for path in (english, chinese)
        ]
        assert found[0] == found[1], pattern
    links = [
        re.findall(r"\]\((docs[^)]*)\)", path.read_text("utf-8")) for path in (english, chinese)
    ]
    assert links[0] == [link.replace(".zh.md", ".md") for link in links[1]]
