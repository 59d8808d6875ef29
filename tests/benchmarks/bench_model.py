"""S5: a training step of the spiral network, and of a network of five layers on images, against torch with autograd.

Everything is float64 on both sides. The spiral's step is a full batch of 300 examples, on one thread of torch: it is too small
for two. The five layers of 100 units see batches of 128 examples of 784 numbers, on as many threads as there are; these are
measured after ours, since idle threads of torch stay awake for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from app.engine.descent import Descent, Plan
from app.engine.model_objective import Batch, ModelObjective
from app.engine.models.mlp import Mlp
from app.engine.optimizers.sgd import Sgd
from tests.benchmarks.measure import Row, median_seconds
from tests.engine.learning import NETWORK, classes, learning, spiral

STEPS = 100
ROUNDS = 31
DEEP_STEPS = 60
RATE = 0.1


def rows() -> Iterator[Row]:
    small, deep = learning(NETWORK, spiral()), deep_network()
    calls = {"gradient": gradients(small), "descent": descents(small, STEPS)}
    small_rival, deep_rival = torch_training(small, STEPS, threads=1), torch_training(deep, DEEP_STEPS)
    if small_rival is not None:
        calls["torch"] = small_rival
    seconds = median_seconds(calls, repeats=ROUNDS)
    seconds |= median_seconds({"deep": descents(deep, DEEP_STEPS)})
    if deep_rival is not None:
        seconds |= median_seconds({"torch deep": deep_rival})
    steps = {"gradient": STEPS, "descent": STEPS, "deep": DEEP_STEPS, "torch": STEPS, "torch deep": DEEP_STEPS}
    microseconds = {name: 1e6 * taken / steps[name] for name, taken in seconds.items()}
    for name, what, rival, wanted in (
        ("gradient", "spiral net, loss and gradient", "torch", None),
        ("descent", "spiral net, SGD step, recorded", "torch", 4.0),
        ("deep", "5×100 ReLU on 784, batch 128", "torch deep", 1.0),
    ):
        ours, theirs = microseconds[name], microseconds.get(rival)
        yield Row(target="S5", what=what, unit="µs", ours=ours, rival="torch", theirs=theirs, wanted=wanted)


def deep_network() -> ModelObjective:
    """Random images of ten classes: what they show is of no importance to the clock."""
    random = np.random.default_rng(0)
    data = classes(random.random((2000, 784)), np.arange(2000) % 10)
    return learning(Mlp(hidden=(100,) * 5), data, batch=Batch(size=128))


def gradients(objective: ModelObjective) -> Callable[[], object]:
    position = objective.start
    return lambda: [objective.value_and_gradient(position) for _ in range(STEPS)]


def descents(objective: ModelObjective, steps: int) -> Callable[[], object]:
    """A run as the service makes it, positions left out, between two looks at all examples."""
    endless = 10**9
    sgd = Sgd(learning_rate=RATE)
    plan = Plan(optimizer=sgd, steps=endless, evaluate_every=endless, records_position=False)
    descent = Descent(objective, plan)
    return lambda: descent.advance(steps)


def torch_training(objective: ModelObjective, steps: int, threads: int | None = None) -> Callable[[], object] | None:
    """The same steps in torch's own words; None where torch is not installed."""
    try:
        import torch
    except ImportError:
        return None
    usual = torch.get_num_threads()
    train = objective.split.train
    inputs, labels = torch.tensor(train.inputs.copy()), torch.tensor(train.targets.copy())
    batches = [torch.tensor(objective.rows(step)) for step in range(steps)] if objective.is_sampled else None
    widths = objective.network.widths
    layers: list[Any] = []
    for fan_in, fan_out in pairwise(widths):
        layers += [torch.nn.Linear(fan_in, fan_out, dtype=torch.float64), torch.nn.ReLU()]
    network = torch.nn.Sequential(*layers[:-1])
    stepper = torch.optim.SGD(network.parameters(), lr=RATE)
    price = 0.5 * objective.loss.l2

    def run() -> None:
        torch.set_num_threads(threads or usual)
        for step in range(steps):
            stepper.zero_grad()
            seen, right = (inputs, labels) if batches is None else (inputs[batches[step]], labels[batches[step]])
            loss = torch.nn.functional.cross_entropy(network(seen), right)
            loss = loss + price * sum((layer.weight**2).sum() for layer in layers[::2])
            loss.backward()  # type: ignore[no-untyped-call]
            stepper.step()
        torch.set_num_threads(usual)

    return run
