"""Writes torch_code.json: the code that the page offers to copy for PyTorch, each seen to run and to take the engine's path.

    .venv/bin/python -m tests.golden.write_torch_code        (needs torch: pip install -e .[bench])

Every optimizer and every schedule that torch has, every catalogue function, clipping and projection. Where torch is missing, the
test compares with this file, so that what is offered is what was run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from app.engine.columns import join
from app.engine.descent import descend
from app.engine.objectives import OBJECTIVES
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from app.service.preparation import Prepared, prepare
from app.service.torch_code import torch_code
from app.service.walked_code import Walkers
from app.settings import Settings

TARGET = Path(__file__).with_name("torch_code.json")
TOLERANCE = 1e-12
BOWL = {"objective": {"name": "elongated_bowl"}, "steps": 60}
FORMULA = (
    "if(x < 1, hypot(x, 2)^3/sqrt(2), x*y) + sum(n, 1, 3, softplus(x/n)) + gauss(y) + max(x, y, a) + cbrt(x) + e^-x + |y|"
    " + sigmoid(x) + relu(x)"
)


def experiments() -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and document of each case."""
    known = [cls for cls in OPTIMIZERS if not cls.needs_matrix and any(e.library == "torch" for e in cls.elsewhere)]
    runs: list[dict[str, Any]] = [{"optimizer": {"name": cls.name}} for cls in known]
    for first in range(0, len(runs), 12):
        yield f"optimizers {first}", BOWL | {"runs": runs[first : first + 12]}
    for optimizer in ("sgd", "adam"):
        schedules = [cls.name for cls in SCHEDULES if cls.elsewhere]
        runs = [
            {"optimizer": {"name": optimizer, "learning_rate": 0.1}, "schedule": {"name": name}} for name in schedules
        ]
        for first in range(0, len(runs), 12):
            yield f"schedules of {optimizer} {first}", BOWL | {"runs": runs[first : first + 12]}
    clipped = [
        {"optimizer": {"name": "sgd", "learning_rate": 0.5}, "clip": clip} for clip in ({"norm": 1}, {"value": 0.5})
    ]
    yield "clip and project", BOWL | {"start": [9, 4], "project": True, "runs": clipped}
    typed = {"expression": FORMULA, "parameters": {"a": 0.5}}
    yield "formula", {"objective": typed, "steps": 20, "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.01}}]}
    for function in OBJECTIVES:
        if function.cycle:
            continue
        for dimension in {function.dimensions[0], function.dimensions[-1]}:
            objective = {"name": function.name, "dimension": dimension}
            rate = function.learning_rates.get("sgd", 0.01)
            run = {"optimizer": {"name": "sgd", "learning_rate": rate}}
            yield f"{function.name} {dimension}", {"objective": objective, "steps": 5, "runs": [run]}


def written(document: dict[str, Any]) -> tuple[Prepared, Walkers]:
    """The experiment and its code."""
    prepared = prepare(document, Settings())
    return prepared, torch_code(prepared)


def largest_difference(prepared: Prepared, code: Walkers) -> float:
    """Between the paths of the executed `code` and the engine's, relative to 1 + |x|, as long as the engine's last."""
    namespace: dict[str, Any] = {}
    with redirect_stdout(StringIO()):
        exec(code.text, namespace)
    worst = 0.0
    plans = [plan for index, plan in enumerate(prepared.plans) if index not in code.left_out]
    for path, plan in zip(namespace["paths"].values(), plans, strict=True):
        ours = join(list(descend(prepared.objective, plan))).position
        theirs = np.array(path)[: len(ours)]
        worst = max(worst, float(np.max(np.abs(theirs - ours) / (1 + np.abs(ours)))))
    return worst


def main() -> None:
    codes = {}
    for name, document in experiments():
        prepared, code = written(document)
        difference = largest_difference(prepared, code)
        if not difference < TOLERANCE:
            raise SystemExit(f"{name}: the code walks elsewhere by {difference:.1e}")
        codes[name] = ["# Thalweg", "", *code.text.splitlines()]
    TARGET.write_text(json.dumps(codes, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(codes)} pieces of code ran and took the engine's paths")


if __name__ == "__main__":
    main()
