"""S1: one run of 10,000 recorded steps on two-dimensional Rosenbrock, against torch.optim with autograd and loops by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from app.engine.columns import join
from app.engine.descent import Descent, Plan, descend
from app.engine.objectives import objective_named
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.adam import Adam
from app.engine.optimizers.optimizer import FirstOrder, Optimizer
from app.engine.optimizers.sgd import Sgd
from tests.benchmarks import hand_written
from tests.benchmarks.measure import Row, median_seconds

STEPS = 10_000
TORCH_STEPS = 2_000  # a step of torch costs the same from the first to the last
RATE = 1e-3
CALM_RATE = 1e-6  # hardly any optimizer diverges at it


def rows() -> Iterator[Row]:
    for optimizer, torch_name, by_hand, wanted in (
        (Sgd(learning_rate=RATE), "SGD", hand_written.sgd, 40.0),
        (Adam(learning_rate=RATE), "Adam", hand_written.adam, 20.0),
    ):
        start = np.array(objective_named("rosenbrock").start)
        calls: dict[str, Callable[[], object]] = {
            "ours": ours(optimizer),
            "hand": lambda by_hand=by_hand, start=start: by_hand(start, STEPS, RATE),  # type: ignore[misc]
        }
        rival = torch_run(torch_name)
        if rival is not None:
            calls["torch"] = rival
        seconds = median_seconds(calls)
        microseconds = {
            name: 1e6 * taken / (TORCH_STEPS if name == "torch" else STEPS) for name, taken in seconds.items()
        }
        what, ours_here = f"{optimizer.title.en} step on Rosenbrock", microseconds["ours"]
        torch_here = microseconds.get("torch")
        yield Row(target="S1", what=what, unit="µs", ours=ours_here, rival="torch", theirs=torch_here, wanted=wanted)
        yield Row(target="S1", what=what, unit="µs", ours=ours_here, rival="NumPy by hand", theirs=microseconds["hand"])
    for kind in OPTIMIZERS:
        if not (issubclass(kind, FirstOrder) and _takes_all_steps(kind(learning_rate=CALM_RATE))):
            continue  # a step of a line search or of a population is no step of these
        taken = median_seconds({"ours": ours(kind(learning_rate=CALM_RATE))})["ours"]
        yield Row(target="S1", what=f"{kind.title.en} at rate {CALM_RATE:g}", unit="µs", ours=1e6 * taken / STEPS)


def _takes_all_steps(optimizer: Optimizer) -> bool:
    descent = Descent(objective_named("rosenbrock").objective(), Plan(optimizer=optimizer, steps=STEPS))
    return len(descent.advance(STEPS)) == STEPS + 1


def ours(optimizer: Optimizer) -> Callable[[], object]:
    """The whole run through `descend`, all columns recorded and joined."""
    objective = objective_named("rosenbrock").objective()
    plan = Plan(optimizer=optimizer, steps=STEPS)
    return lambda: join(list(descend(objective, plan)))


def torch_run(name: str) -> Callable[[], object] | None:
    """The loop of torch's own tutorial, recording nothing; None where torch is not installed."""
    try:
        import torch
    except ImportError:
        return None

    def run() -> Any:
        position = torch.nn.Parameter(torch.tensor(objective_named("rosenbrock").start, dtype=torch.float64))
        stepper = getattr(torch.optim, name)([position], lr=RATE)
        for _ in range(TORCH_STEPS):
            stepper.zero_grad()
            x, y = position[0], position[1]
            loss = (1 - x) ** 2 + 100 * (y - x**2) ** 2
            loss.backward()  # type: ignore[no-untyped-call]
            stepper.step()
        return position

    return run
