"""What can be read off the container's files without an engine that runs them."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch

import yaml

from tests.project.sources import CHECKOUT

DOCKERFILE = (CHECKOUT / "Dockerfile").read_text(encoding="utf-8")
NEEDED = {"app", "static", "templates", "constraints.txt", "pyproject.toml", "README.md", "LICENSE"}
"""What the wheel is built from, and its versions."""


def test_images_are_named_with_their_version() -> None:
    images = [arguments.split()[0] for word, arguments in _instructions() if word == "FROM"]
    assert images
    for image in images:
        assert re.fullmatch(r"python:3\.\d+-slim", image), f"{image}: the official slim image of a fixed Python"


def test_the_last_stage_takes_only_what_was_built() -> None:
    copies = [arguments for word, arguments in _last_stage() if word in {"COPY", "ADD"}]
    assert copies == ["--from=build /opt/thalweg /opt/thalweg"]
    assert not [arguments for word, arguments in _last_stage() if word == "RUN"]


def test_the_build_copies_what_the_wheel_needs_and_nothing_else() -> None:
    copied = {
        source
        for word, arguments in _instructions()
        if word == "COPY" and not arguments.startswith("--from")
        for source in arguments.split()[:-1]
    }
    assert copied == NEEDED
    assert all((CHECKOUT / source).exists() for source in copied)
    assert "-c constraints.txt" in DOCKERFILE, "the versions that were tested"


def test_it_runs_as_a_number_that_is_not_root() -> None:
    [user] = [arguments for word, arguments in _last_stage() if word == "USER"]
    identity, group = user.split(":")
    assert int(identity) >= 10_000
    assert int(group) >= 10_000


def test_it_listens_and_is_asked_for_its_health_on_the_same_port() -> None:
    stage = dict(_last_stage())
    command = json.loads(stage["CMD"])
    port = stage["EXPOSE"]
    assert command[command.index("--port") + 1] == port
    assert command[command.index("--host") + 1] == "0.0.0.0"
    assert json.loads(stage["ENTRYPOINT"]) == ["thalweg"]
    options, check = stage["HEALTHCHECK"].split(" CMD ")
    assert "--interval=" in options
    assert f"http://127.0.0.1:{port}/healthz" in json.loads(check)[-1]
    assert json.loads(check)[0] == "python", "the slim image has no curl"


def test_what_stays_out_of_the_build() -> None:
    for name in (
        ".git",
        ".venv",
        "tests",
        "node_modules",
        "docs",
        "build",
        ".ci",
        "app/__pycache__",
        "app/api/__pycache__",
    ):
        assert _is_ignored(name), f".dockerignore lets {name} in"
    for name in NEEDED | {"app/main.py", "static/js/main.js", "templates/base.html"}:
        assert not _is_ignored(name), f".dockerignore keeps {name} out"


def test_compose_gives_it_no_rights() -> None:
    service = yaml.safe_load((CHECKOUT / "compose.yaml").read_text(encoding="utf-8"))["services"]["thalweg"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["tmpfs"] == ["/tmp"]
    assert [port.rpartition(":")[2] for port in service["ports"]] == [dict(_last_stage())["EXPOSE"]]
    assert "THALWEG_ALLOWED_HOSTS" in service["environment"]
    assert service["restart"] == "unless-stopped"


def _instructions() -> list[tuple[str, str]]:
    lines = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE)).splitlines()
    return [(word, arguments.strip()) for word, _, arguments in (line.partition(" ") for line in lines if line.strip())]


def _last_stage() -> list[tuple[str, str]]:
    instructions = _instructions()
    last = max(index for index, (word, _) in enumerate(instructions) if word == "FROM")
    return instructions[last + 1 :]


def _is_ignored(name: str) -> bool:
    """Docker's rule: the last pattern that matches the path or a folder above it decides."""
    parents = ["/".join(name.split("/")[:count]) for count in range(1, name.count("/") + 2)]
    decision = False
    for line in (CHECKOUT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.strip().lstrip("!").removeprefix("**/")
        if pattern and not pattern.startswith("#") and any(_matches(path, pattern, line) for path in parents):
            decision = not line.startswith("!")
    return decision


def _matches(path: str, pattern: str, line: str) -> bool:
    anywhere = line.lstrip("!").startswith("**/")
    return (
        fnmatch(path.rpartition("/")[2], pattern)
        if anywhere
        else fnmatch(path, pattern) and path.count("/") == pattern.count("/")
    )
