"""S2: ten thousand runs of Adam as one array, against a loop over runs, torch with a row of rates, and arrays by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from app.engine.descent import Descent, Plan
from app.engine.objectives import objective_named
from app.engine.optimizers.adam import Adam
from app.engine.sweep import sweep
from tests.benchmarks import hand_written
from tests.benchmarks.measure import Row, median_seconds

RUNS = 10_000
STEPS = 100  # a step costs the same from the first to the last
RATES = np.geomspace(1e-5, 1e-1, RUNS)
FEW = 10  # runs of the loop over runs


def rows() -> Iterator[Row]:
    """The lines of the table."""
    calls: dict[str, Callable[[], object]] = {"ours": together, "hand": by_hand, "loop": one_after_the_other}
    rival = torch_sweep()
    if rival is not None:
        calls["torch"] = rival
    seconds = median_seconds(calls)
    nanoseconds = {name: 1e9 * taken / (STEPS * (FEW if name == "loop" else RUNS)) for name, taken in seconds.items()}
    what, ours, torch = "Adam run-step of 10,000 runs", nanoseconds["ours"], nanoseconds.get("torch")
    yield Row(target="S2", what=what, unit="ns", ours=ours, rival="torch", theirs=torch, wanted=2.2)
    yield Row(target="S2", what=what, unit="ns", ours=ours, rival="a loop over runs", theirs=nanoseconds["loop"])
    yield Row(target="S2", what=what, unit="ns", ours=ours, rival="arrays by hand", theirs=nanoseconds["hand"])


def together() -> object:
    """All runs through `sweep`, on the function as a user would type it."""
    walk = sweep(
        objective_named("rosenbrock").objective(), Plan(optimizer=Adam(learning_rate=RATES), steps=STEPS), RUNS
    )
    while not walk.is_over:
        walk.advance(STEPS)
    return walk.ends


def one_after_the_other() -> object:
    """A few of them, each a whole descent."""
    objective = objective_named("rosenbrock").objective()
    plans = [Plan(optimizer=Adam(learning_rate=rate), steps=STEPS) for rate in RATES[:: RUNS // FEW].tolist()]
    return [Descent(objective, plan).advance(STEPS) for plan in plans]


def by_hand() -> object:
    """One function and one rule, in place, recording nothing but the last loss."""
    start = np.array(objective_named("rosenbrock").start)
    return hand_written.adam_of_many(np.repeat(start[:, None], RUNS, axis=1), STEPS, RATES)


def torch_sweep() -> Callable[[], object] | None:
    """One parameter that holds all runs, its gradient from autograd and a row of rates; None without torch."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)

    def run() -> Any:
        start = torch.tensor(objective_named("rosenbrock").start, dtype=torch.float64)
        position = start[:, None].repeat(1, RUNS).requires_grad_()
        rates = torch.tensor(RATES)
        mean, square = torch.zeros_like(position), torch.zeros_like(position)
        for step in range(1, STEPS + 1):
            x, y = position
            (gradient,) = torch.autograd.grad(((1 - x) ** 2 + 100 * (y - x**2) ** 2).sum(), position)
            with torch.no_grad():
                mean.lerp_(gradient, 0.1)
                square.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
                root = (square / (1 - 0.999**step)).sqrt_().add_(1e-8)
                position -= rates / (1 - 0.9**step) * mean / root
        return position

    return run
