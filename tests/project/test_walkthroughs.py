"""Whoever follows CONTRIBUTING.md to the letter gets what it promises, and passes the conformance tests."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import CHECKOUT, running_server
from tests.project.walkthroughs import copy_of_the_checkout, follow, ran, walkthroughs

WALKTHROUGHS = walkthroughs()
ADDITIONS = ("normalized_gradient", "square_root", "tilted_bowl")
CONFORMANCE = (
    *("tests/engine/test_optimizers*.py", "tests/engine/test_schedules.py", "tests/engine/test_objectives.py"),
    *(f"tests/project/test_{name}.py" for name in ("import_flow", "layout", "registries", "locales")),
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout in which every walk-through has been followed, one after the other, but for the tests they run."""
    copy = copy_of_the_checkout(tmp_path_factory.mktemp("copy"))
    for instructions in WALKTHROUGHS.values():
        for instruction in instructions:
            if "pytest" not in instruction.body:
                follow(instruction, copy)
    return copy


def test_there_is_a_walkthrough_for_everything_that_is_one_file_or_one_line() -> None:
    assert set(WALKTHROUGHS) == {
        f"Add {thing}" for thing in ("an optimizer", "a schedule", "a function", "a text", "a panel")
    }
    assert all(WALKTHROUGHS.values())


@pytest.mark.parametrize("title", WALKTHROUGHS)
def test_a_walkthrough_can_be_followed_alone(title: str, tmp_path: Path) -> None:
    copy = copy_of_the_checkout(tmp_path)
    for instruction in WALKTHROUGHS[title]:
        follow(instruction, copy)


def test_the_additions_conform(copy: Path) -> None:
    """Tests of one thing are run for the additions, tests of everything, and those of each with all others, as they are."""
    files = [str(path.relative_to(copy)) for pattern in CONFORMANCE for path in copy.glob(pattern)]
    wanted = " or ".join([*ADDITIONS, "every_optimizer_takes_what_a_schedule_sets", "not ["])
    printed = ran(copy, ".venv/bin/python", "-m", "pytest", "-v", "-m", "not alone", "-k", wanted, *files)
    assert all(f"[{name}] PASSED" in printed for name in ADDITIONS)


def test_the_code_reads_like_ours(copy: Path) -> None:
    ran(copy, ".venv/bin/python", "-m", "ruff", "check", "app", "tests/golden")
    ran(copy, ".venv/bin/python", "-m", "ruff", "format", "--check", "app", "tests/golden")
    if (CHECKOUT / ".mypy_cache").is_dir():
        copytree(CHECKOUT / ".mypy_cache", copy / ".mypy_cache", dirs_exist_ok=True)
    ran(copy, ".venv/bin/python", "-m", "mypy")


def test_the_additions_run_and_are_listed(copy: Path) -> None:
    experiment = {
        "objective": {"name": "tilted_bowl"},
        "runs": [
            {
                "optimizer": {"name": "normalized_gradient", "learning_rate": 0.2},
                "schedule": {"name": "square_root", "patience": 5.0},
            }
        ],
    }
    (copy / "experiment.json").write_text(json.dumps(experiment), encoding="utf-8")
    result = json.loads(ran(copy, ".venv/bin/python", "-m", "app.cli", "run", "experiment.json"))
    losses = result["runs"][0]["loss"]
    assert losses[-1] < 0.01 * losses[0]
    program = (
        "import json; from app.service.catalogues import optimizer_catalogue, schedule_catalogue;"
        "from app.service.objectives import objective_catalogue;"
        "print(json.dumps([e['name'] for c in (optimizer_catalogue, schedule_catalogue, objective_catalogue) for e in c('en')]))"
    )
    listed = json.loads(ran(copy, ".venv/bin/python", "-c", program))
    assert {"normalized_gradient", "square_root", "tilted_bowl"} <= set(listed)


def test_the_panel_shows_its_text_in_a_browser(copy: Path, chromium_path: str, tmp_path: Path) -> None:
    with running_server(tmp_path / "server.log", directory=copy) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for language, beginning in (("en", "lowest loss so far: "), ("ja", "これまでの最小損失：")):
            page.goto(f"{server.base_url}/?lang={language}")
            page.wait_for_function(
                "(beginning) => document.querySelector('#lowest')?.textContent.startsWith(beginning)", arg=beginning
            )
        browser.close()
