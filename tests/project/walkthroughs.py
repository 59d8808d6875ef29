"""The walk-throughs of CONTRIBUTING.md, and how to follow them to the letter in a copy of the checkout.

A code block belongs to the sentence before it: Create `path`, Append to `path`, or In `path` (a diff whose hunks are separated
by @@, or keys for a catalogue of texts). A block of sh is run.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.project.sources import CHECKOUT, NOT_OURS

_FENCE = re.compile(r"^```(\w*)\n", re.MULTILINE)
_INSTRUCTION = re.compile(r"(?P<verb>Create|Append to|In) `(?P<path>[\w./]+)`:\s*\Z")


@dataclass(frozen=True)
class Instruction:
    """One thing to do: `verb` is Create, Append to, In, or Run."""

    verb: str
    path: str
    language: str
    body: str


def walkthroughs() -> dict[str, list[Instruction]]:
    """The instructions below each heading that begins with “Add”."""
    text = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    sections = re.split(r"^## (?=Add )", text, flags=re.MULTILINE)[1:]
    return {section.partition("\n")[0]: list(_instructions(section.partition("\n## ")[0])) for section in sections}


def copy_of_the_checkout(target: Path) -> Path:
    """What of the checkout a walk-through may touch or run."""
    for name in ("app", "static", "templates", "tests"):
        shutil.copytree(CHECKOUT / name, target / name, ignore=shutil.ignore_patterns(*NOT_OURS))
    for name in ("pyproject.toml", "constraints.txt", "CONTRIBUTING.md", "README.md", "CHANGELOG.md", "Makefile"):
        shutil.copy(CHECKOUT / name, target)
    return target


def follow(instruction: Instruction, copy: Path) -> None:
    """Do one thing in `copy`; raises AssertionError where it cannot be done as written."""
    path = copy / instruction.path
    match instruction.verb, instruction.language:
        case "Run", "sh":
            for line in instruction.body.splitlines():
                ran(copy, *shlex.split(line))
        case "Create", _:
            assert not path.exists(), f"{instruction.path} exists already"
            path.write_text(instruction.body, encoding="utf-8")
        case "Append to", _:
            path.write_text(path.read_text(encoding="utf-8") + "\n" + instruction.body, encoding="utf-8")
        case "In", "diff":
            _patch(path, instruction)
        case "In", "json":
            _add_texts(path, json.loads(instruction.body))
        case verb, language:
            raise AssertionError(f"nobody knows how to follow: {verb} ({language})")


def ran(copy: Path, *command: str) -> str:
    """What a command prints, run in `copy`; it has to succeed."""
    program = sys.executable if command[0] == ".venv/bin/python" else command[0]
    done = subprocess.run([program, *command[1:]], cwd=copy, capture_output=True, text=True, check=False, timeout=150)
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout[-6000:]}{done.stderr[-2000:]}"
    return done.stdout


def _instructions(section: str) -> Iterator[Instruction]:
    before, *rest = _FENCE.split(section)
    for language, body in zip(rest[::2], rest[1::2], strict=True):
        if language == "sh":
            yield Instruction("Run", "", language, body)
        elif language:
            said = _INSTRUCTION.search(before)
            assert said, f"a block of {language} without Create, Append to or In `path`: before it"
            yield Instruction(said["verb"], said["path"], language, body)
        before = body


def _patch(path: Path, instruction: Instruction) -> None:
    text = path.read_text(encoding="utf-8")
    for hunk in re.split(r"^@@.*\n", instruction.body, flags=re.MULTILINE):
        old = "".join(line[1:] for line in hunk.splitlines(keepends=True) if line[0] in " -")
        new = "".join(line[1:] for line in hunk.splitlines(keepends=True) if line[0] in " +")
        assert text.count(old) == 1, f"{instruction.path} has {text.count(old)} places that read\n{old}"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def _add_texts(path: Path, texts: dict[str, str]) -> None:
    known = json.loads(path.read_text(encoding="utf-8"))
    assert not known.keys() & texts.keys()
    ordered = dict(sorted((known | texts).items()))
    path.write_text(json.dumps(ordered, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
