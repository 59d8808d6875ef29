"""Every optimizer takes the path another implementation takes: the files in tests/golden, and the scripts that wrote them."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.engine.clipping import ClipNorm, Clipping, ClipValue
from app.engine.descent import Descent, Plan
from app.engine.objective import Array, Objective
from app.engine.objectives import OBJECTIVES, objective_named
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.optimizer import FirstOrder
from app.engine.oracle import Sight
from app.engine.schedules import SCHEDULES
from tests.golden.functions import FUNCTIONS
from tests.golden.matrix_functions import MATRIX_FUNCTIONS

GOLDEN = Path(__file__).parents[1] / "golden"
FILES = [json.loads(path.read_text("utf-8")) for path in sorted(GOLDEN.glob("*.json"))]
PATHS = [(file["optimizer"], case) for file in FILES if "optimizer" in file for case in file["cases"]]
ANY_FUNCTION: dict[str, type[Objective]] = {**FUNCTIONS, **MATRIX_FUNCTIONS}
TYPED = [path for path in PATHS if path[1]["function"] in {function.name for function in OBJECTIVES}]
OPTIMIZER = {optimizer.name: optimizer for optimizer in OPTIMIZERS}
SCHEDULE = {schedule.name: schedule for schedule in SCHEDULES}

TOLERANCE = 1e-12
"""Relative to 1 + |x|. The script refuses settings under which a last-bit nudge of the gradients grows past a fiftieth of it."""


def _label(path: tuple[str, dict[str, Any]]) -> str:
    optimizer, case = path
    extras = [case.get("schedule", {}).get("name", ""), *(f"clip_{kind}" for kind in case.get("clip") or ())]
    return "-".join([optimizer, case["function"], *extras])


def _clipping(clip: dict[str, float] | None) -> Clipping | None:
    if clip is None:
        return None
    return ClipNorm(**clip) if "norm" in clip else ClipValue(**clip)


def _built(settings: dict[str, Any]) -> Any:
    """The optimizer of a case, with the one within it."""
    own = {name: value for name, value in settings.items() if name != "name"}
    if "inner" in own:
        own["inner"] = _built(own["inner"])
    return OPTIMIZER[settings["name"]](**own)


def _walked(objective: Objective, optimizer: str, case: dict[str, Any]) -> Array:
    schedule = dict(case.get("schedule", {"name": "constant"}))
    plan = Plan(
        optimizer=_built({"name": optimizer} | case["settings"]),
        schedule=SCHEDULE[schedule.pop("name")](**schedule),
        start=np.array(case["start"]),
        steps=case["step"][-1],
        sight=Sight(clipping=_clipping(case.get("clip")), seed=case.get("seed", 0)),
    )
    position: Array = Descent(objective, plan).advance(plan.steps).position[case["step"]]
    return position


def _deviation(found: Array, case: dict[str, Any]) -> float:
    expected = np.array(case["position"])
    return float((np.abs(found - expected) / (1 + np.abs(expected))).max())


def _tolerance(case: dict[str, Any]) -> float:
    """A case that has one of its own, where a line search branches, gives the reason."""
    assert ("tolerance" in case) == ("reason" in case), case
    return float(case.get("tolerance", TOLERANCE))


@pytest.mark.parametrize("path", PATHS, ids=_label)
def test_an_optimizer_follows_its_reference(path: tuple[str, dict[str, Any]]) -> None:
    optimizer, case = path
    assert _deviation(_walked(ANY_FUNCTION[case["function"]](), optimizer, case), case) <= _tolerance(case), case


@pytest.mark.parametrize("path", TYPED, ids=_label)
def test_on_the_formula_too(path: tuple[str, dict[str, Any]]) -> None:
    """With the gradient the formula language derives: objective, oracle, optimizer and loop together."""
    optimizer, case = path
    assert _deviation(_walked(objective_named(case["function"]).objective(), optimizer, case), case) <= _tolerance(
        case
    ), case


@pytest.mark.parametrize("optimizer", OPTIMIZERS, ids=lambda optimizer: optimizer.name)
def test_every_optimizer_is_held_to_a_reference(optimizer: Any) -> None:
    cases = [case for name, case in PATHS if name == optimizer.name]
    expected = MATRIX_FUNCTIONS if optimizer.needs_matrix else FUNCTIONS
    assert {case["function"] for case in cases} == set(expected), "a path on each of the golden functions"
    fields = {field.name for field in dataclasses.fields(optimizer)}
    if issubclass(optimizer, FirstOrder):
        assert any(case.get("clip") for case in cases)
    if "weight_decay" in fields:
        assert any(case["settings"].get("weight_decay") for case in cases)
    if "learning_rate" in fields:
        assert any(case["schedule"]["name"] != "constant" for case in cases)
    varied = set().union(*(case["settings"] for case in cases))
    assert varied <= fields
    assert fields - varied <= {"decoupled_weight_decay"}, "every hyperparameter set to something else at least once"


LIBRARIES = {"torch": "2.13.0", "optax": "0.2.8", "pytorch_optimizer": "4.1.0", "keras": "3.15.1"}


@pytest.mark.parametrize(
    "file",
    [file for file in FILES if LIBRARIES.keys() & file.keys()],
    ids=lambda file: "-".join(map(str, list(file.values())[:2])),
)
def test_a_golden_file_tells_which_version_wrote_it(file: dict[str, Any]) -> None:
    (library,) = LIBRARIES.keys() & file.keys()
    assert file[library] == LIBRARIES[library]
