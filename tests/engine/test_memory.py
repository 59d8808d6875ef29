"""Which way velocity and first moment push is seen from the steps they led to (static/js/state/forces.js)."""

from __future__ import annotations

import re

import numpy as np
import pytest

from app.engine.descent import Descent, Plan, recorded
from app.engine.objectives.bowls import ELONGATED_BOWL
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.optimizer import Optimizer
from tests.conftest import CHECKOUT

MEMORIES = re.findall(
    r'"(\w+)"', re.search(r"MEMORIES = (.*);", (CHECKOUT / "static/js/state/forces.js").read_text())[1]
)  # type: ignore[index]
BOWL = ELONGATED_BOWL.objective()


def remembers(kind: type[Optimizer]) -> bool:
    return not set(MEMORIES).isdisjoint(recorded(kind().initial_state(BOWL.start)))


@pytest.mark.parametrize("kind", [kind for kind in OPTIMIZERS if remembers(kind)], ids=lambda kind: kind.name)
def test_a_memory_pushes_where_its_first_steps_went(kind: type[Optimizer]) -> None:
    plan = Plan(optimizer=kind(), steps=20, records_state=True, records_gradient=True)
    columns = Descent(BOWL, plan).advance(20)
    steps = np.diff(columns.position, axis=0)
    for name in set(MEMORIES) & set(columns.state):
        memory = columns.state[name][1:]
        if memory.shape != steps.shape or not memory.any():
            continue
        push = memory * np.sign(np.sum(memory * steps))
        assert np.all(push[0] * columns.gradient[0] <= 0), name
