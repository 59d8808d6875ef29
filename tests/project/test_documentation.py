"""What README says is so: commands exist, examples run against a real server, the settings are those of the code."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import subprocess
import sys
import urllib.request
from difflib import unified_diff
from pathlib import Path

import pytest

from app.settings import Settings
from tests.conftest import RunningServer
from tests.project.sources import CHECKOUT, files_under, named

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))
DOCUMENTS = [path for path in files_under(suffix=".md") if path.parent in {CHECKOUT, CHECKOUT / "static"}]
ADDRESS = "http://127.0.0.1:8000"


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def _commands() -> list[list[str]]:
    """Every command of README's sh blocks, as words; a quotation may go on over several lines."""
    commands, pending = [], ""
    for line in "".join(_blocks("sh")).splitlines(keepends=True):
        pending += line
        try:
            words = shlex.split(pending, comments=True)
        except ValueError:
            continue
        pending = ""
        commands += [words] if words else []
    return commands


EXAMPLES = [command for command in _commands() if command[0] == "curl"]
PROGRAMS = _blocks("python")


@pytest.mark.parametrize("command", EXAMPLES, ids=range(len(EXAMPLES)))
def test_a_curl_line_of_the_readme_runs(command: list[str], server: RunningServer) -> None:
    answer = _ran(["curl", "--silent", "--show-error", "--fail-with-body", *_here(command[1:], server)])
    if "format=csv" in " ".join(command):
        rows = list(csv.DictReader(io.StringIO(answer)))
        assert len(rows) == 201
        assert float(rows[-1]["loss"]) < float(rows[0]["loss"])
    else:
        result = json.loads(answer)
        runs = result.get("runs") or result["trajectories"]
        assert runs[0]["loss"][-1] < runs[0]["loss"][0]
        assert "trajectories" in result or result["permalink"]


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_a_program_of_the_readme_runs(program: str, server: RunningServer, tmp_path: Path) -> None:
    [program] = _here([program], server)
    printed = _ran([sys.executable, "-W", "error", "-c", program], tmp_path)
    assert len(printed.splitlines()) >= 3
    assert "Adam" in printed or "steps" in printed


def test_the_command_line_of_the_readme_runs(tmp_path: Path) -> None:
    [block] = [block for block in _blocks("sh") if "thalweg run" in block]
    _ran(["sh", "-e", "-c", block.replace(".venv/bin/thalweg", f"{sys.executable} -m app.cli")], tmp_path)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "path.csv").read_text(encoding="utf-8"))))
    assert [row["step"] for row in rows] == [str(step) for step in range(101)]


def test_every_make_command_is_a_target_that_help_lists() -> None:
    written = {word for path in DOCUMENTS for word in re.findall(r"`make ([a-z]+)", path.read_text(encoding="utf-8"))}
    written |= {command[1] for command in _commands() if command[0] == "make"}
    assert {"run", "test"} <= written <= TARGETS
    listed = _ran(["make", "--no-print-directory"], CHECKOUT)
    assert set(re.findall(r"^  make ([a-z]+) ", listed, re.MULTILINE)) == TARGETS
    phony = set(" ".join(re.findall(r"^\.PHONY:(.*)$", MAKEFILE, re.MULTILINE)).split())
    assert phony >= TARGETS


def test_the_settings_are_those_of_the_code() -> None:
    table = README.partition("<!-- settings")[2].partition("-->\n")[2].partition("\n<!-- end")[0]
    change = "\n".join(
        unified_diff(table.splitlines(), _settings_table().splitlines(), "README.md", "app/settings.py", lineterm="")
    )
    assert not change, f"README's table of settings has to change:\n{change}"


def test_every_call_is_on_the_page_about_the_api(server: RunningServer) -> None:
    description = json.loads(_get(f"{server.base_url}/api/v1/openapi.json"))
    page = _get(f"{server.base_url}/api")
    assert {"/healthz", "/api/v1/trajectories", "/api/v1/trajectories/{token}"} <= set(description["paths"])
    for path in description["paths"]:
        assert path in page, f"the page about the API leaves out {path}"
    assert f"{ADDRESS}/api>" in README


def test_every_file_that_the_documents_link_to_is_there() -> None:
    for path in DOCUMENTS:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).is_file(), f"{named(path)} links to {target}"


def test_the_changelog_is_open_for_the_next_change() -> None:
    text = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= {
        *("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"),
        "Different from the design",
    }


def _settings_table() -> str:
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default == "" else f"`{field.default}`"
        rows.append(f"| `THALWEG_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)


def _here(words: list[str], server: RunningServer) -> list[str]:
    """The words with README's address replaced by that of the test's server."""
    return [
        word.replace(ADDRESS, server.base_url).replace("ws" + ADDRESS[4:], "ws" + server.base_url[4:]) for word in words
    ]


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return str(answer.read().decode("utf-8"))


def _ran(command: list[str], directory: Path = CHECKOUT) -> str:
    """What a command prints; it has to succeed, and finds the checkout's `app` wherever it runs."""
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout
