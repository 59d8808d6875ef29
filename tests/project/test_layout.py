"""How the files look from outside: short, checked, and without a word about the machine they were written on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tests.project.sources import CHECKOUT, files_under, javascript_code, named

LONGEST = 300
LONGER = {"static/css/plotly.css": "the rules of plotly.js as they are, a list and not a text"}
"""Files that may be longer than LONGEST lines, with the reason. An entry that is no longer needed fails too."""

PACKAGE_HOSTS = re.compile(
    r"\b(?:pypi\.org|(?:files\.)?pythonhosted\.org|npmjs\.(?:org|com)|(?:deb|security|ftp)\.debian\.org|crates\.io)\b"
    r"|--(?:extra-)?index-url|\bindex-url\s*=|\bfind-links\s*=|^registry\s*=\s*http",
    re.MULTILINE,
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|mnt|tmp/\w+)(?:/|\b)|\b[A-Z]:\\\\")
TEXT_SUFFIXES = {".py", ".js", ".ts", ".css", ".html", ".md", ".toml", ".txt", ".json", ".yaml", ".yml", ".svg", ""}

OURS = [path for path in files_under() if path.suffix in TEXT_SUFFIXES]
CODE = [path for path in files_under("app", "static", "tests") if path.suffix in {".py", ".js", ".css"}]
SCRIPTS = files_under("static/js", suffix=".js")


def test_a_file_is_one_to_three_screens() -> None:
    lines = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    long = {name: count for name, count in lines.items() if count > LONGEST}
    assert long.keys() <= LONGER.keys(), f"{long}: split them by their nouns, or give the reason in LONGER"
    assert long.keys() >= LONGER.keys(), "an exception is not needed any more"


def test_every_exception_is_a_file() -> None:
    assert LONGER.keys() <= {named(path) for path in CODE}


def test_nothing_names_a_package_host_or_a_place_on_a_machine() -> None:
    assert len(OURS) > 100
    for path in OURS:
        if path == Path(__file__).resolve():
            continue
        text = path.read_text(encoding="utf-8")
        for pattern in (PACKAGE_HOSTS, MACHINE_PATHS):
            found = pattern.search(text)
            assert not found, f"{named(path)}, line {text[: found.start()].count(chr(10)) + 1}: {found[0]}"


def test_a_script_is_type_checked_and_exports_by_name() -> None:
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        assert text.splitlines()[0] == "// @ts-check", named(path)
        assert not re.search(r"@ts-(?:nocheck|ignore)", text), named(path)
        code = javascript_code(text)
        assert not re.search(r"\bexport\s+default\b", code), f"{named(path)}: exports are named"
        assert not re.search(r"^\s*var\s", code, re.MULTILINE), f"{named(path)}: const, or let"


def test_names_of_files_are_nouns() -> None:
    banned = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "handlers"}
    for path in files_under("app", "static", "tests"):
        words = set(re.split(r"[_.\-]", path.name))
        assert not words & banned, f"{named(path)}: what is it about?"


def test_versions_are_exact_and_without_addresses() -> None:
    lines = [
        line for line in (CHECKOUT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")
    ]
    pinned = dict(line.split("==") for line in lines)
    assert lines == [f"{name}=={version}" for name, version in pinned.items()]
    assert "torch" not in pinned
    pinned_names = {_normal(name) for name in pinned}
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for requirement in [*project["dependencies"], *extras["test"], *extras["check"]]:
        name = re.match(r"[\w.-]+", requirement)
        assert name, requirement
        assert _normal(name[0]) in pinned_names, f"constraints.txt has no version of {name[0]}"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
