"""S3, S4: slices of the spiral network and of a linear classifier, against a plain loop over the points, torch's, and the
library loss-landscapes.

Besides: the network of the digits, 784-100-10 on a thousand examples, and the memory of a slice of 201×201. torch uses one
thread; so does NumPy with OPENBLAS_NUM_THREADS=1.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from app.engine.datasets.dataset import Dataset, Split
from app.engine.datasets.spiral import Spiral
from app.engine.losses.softmax_cross_entropy import SoftmaxCrossEntropy
from app.engine.model_objective import ModelObjective
from app.engine.models.linear import Linear
from app.engine.models.mlp import Mlp
from app.engine.models.model import Model
from app.engine.objective import Array
from app.engine.plane import Plane
from app.engine.sampler import PointSampler, Sampler
from app.engine.score_sampler import ScoreSampler
from app.engine.survey import surveyed
from tests.benchmarks.library_plane import library_plane
from tests.benchmarks.measure import Row, median_seconds

AXIS = np.linspace(-1, 1, 51)
FEW = np.linspace(-1, 1, 5)
"""A side of the grid where a loop over all points takes too long to wait for; its time is scaled up."""


def rows() -> Iterator[Row]:
    """The lines of the table."""
    yield from _compared(
        "S3", "slice 51×51, spiral network", objective_of(Mlp(hidden=(100,)), spiral()), side=51, of_torch=3.5
    )
    linear = objective_of(Linear(), images(1000, 3072))
    yield from _compared("S4", "slice 51×51, linear 1000×3073", linear, side=5, of_torch=200.0)
    digits = objective_of(Mlp(hidden=(100,)), images(1000, 784))
    yield from _compared("", "slice 51×51, 784-100-10", digits, side=5, of_loop=8.0)
    for name, objective in (("linear 1000×3073", linear), ("784-100-10", digits)):
        yield Row(target="", what=f"peak memory 201×201, {name}", unit="MB", ours=peak_megabytes(objective))


def _compared(
    target: str,
    what: str,
    objective: ModelObjective,
    *,
    side: int,
    of_torch: float | None = None,
    of_loop: float | None = None,
) -> Iterator[Row]:
    plane = plane_of(objective)
    axis = AXIS if side == len(AXIS) else FEW
    scale = (len(AXIS) / len(axis)) ** 2
    sampler = ScoreSampler(objective, plane, ["loss"], objective.split.train)
    loop = PointSampler(objective, plane, ["loss"], is_one_by_one=True)
    calls: dict[str, Callable[[], object]] = {
        "ours": lambda: taken(ScoreSampler(objective, plane, ["loss"], objective.split.train), AXIS),
        "loop": lambda: taken(loop, axis),
    }
    for name, rival in (("torch", torch_loop), ("library", library_plane)):
        call = rival(objective, plane, axis)
        if call is not None:
            calls[name] = call
    np.testing.assert_allclose(taken(sampler, axis), taken(loop, axis), rtol=1e-11)
    seconds = median_seconds(calls)
    ours, theirs = 1e3 * seconds["ours"], 1e3 * seconds["torch"] * scale if "torch" in seconds else None
    yield Row(target=target, what=what, unit="ms", ours=ours, rival="torch loop", theirs=theirs, wanted=of_torch)
    if "library" in seconds:
        yield Row(
            target=target,
            what=what,
            unit="ms",
            ours=ours,
            rival="loss-landscapes",
            theirs=1e3 * seconds["library"] * scale,
        )
    own = 1e3 * seconds["loop"] * scale
    yield Row(target=target, what=what, unit="ms", ours=ours, rival="our loop", theirs=own, wanted=of_loop)


def taken(sampler: Sampler, axis: Array) -> Array:
    """The loss on the grid."""
    pieces = surveyed(sampler, [axis, axis])
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            loss: Array = end.value.figures["loss"]
            return loss


def spiral() -> Dataset:
    return Spiral().draw()


def images(count: int, features: int) -> Dataset:
    """Like pixels about their mean, ten classes; what they show makes no difference here."""
    rng = np.random.default_rng(0)
    names = tuple(str(label) for label in range(10))
    inputs = rng.standard_normal((count, features)) * 0.3
    return Dataset(inputs=inputs, targets=rng.integers(0, 10, count), classes=names)


def objective_of(model: Model, data: Dataset) -> ModelObjective:
    network = model.network(data.inputs.shape[1], data.outputs)
    start = np.random.default_rng(1).standard_normal(network.dimension) * 0.1
    return ModelObjective(network, SoftmaxCrossEntropy(l2=1e-3), Split(data), start=start)


def plane_of(objective: ModelObjective) -> Plane:
    directions = np.random.default_rng(2).standard_normal((2, objective.dimension))
    lengths = np.linalg.norm(directions, axis=1, keepdims=True)
    return Plane(objective.start, directions / lengths * np.linalg.norm(objective.start))


def peak_megabytes(objective: ModelObjective) -> float:
    """The most memory that a slice of 201×201 holds at once, its own answer included."""
    sampler = ScoreSampler(objective, plane_of(objective), ["loss"], objective.split.train)
    tracemalloc.start()
    taken(sampler, np.linspace(-1, 1, 201))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def torch_loop(objective: ModelObjective, plane: Plane, axis: Array) -> Callable[[], object] | None:
    """Point after point: parameters written, forward, loss; None without torch."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    data, network = objective.split.train, objective.network
    inputs, labels = torch.tensor(data.inputs), torch.tensor(data.targets)
    origin, first, second = (torch.tensor(vector) for vector in (plane.origin, *plane.directions))
    layers = [
        torch.nn.Linear(a, b, dtype=torch.float64) for a, b in zip(network.widths, network.widths[1:], strict=False)
    ]
    shapes = [group.shape for group in network.groups]
    sizes = [int(np.prod(shape)) for shape in shapes]
    lossy = torch.nn.CrossEntropyLoss()

    def run() -> Any:
        found = torch.empty(len(axis), len(axis), dtype=torch.float64)
        with torch.no_grad():
            for j, b in enumerate(axis):
                for i, a in enumerate(axis):
                    parts = (origin + a * first + b * second).split(sizes)
                    hidden, price = inputs, 0.0
                    for number, layer in enumerate(layers):
                        weight = parts[2 * number].reshape(shapes[2 * number])
                        layer.weight.copy_(weight.T)
                        layer.bias.copy_(parts[2 * number + 1])
                        hidden = layer(hidden if number == 0 else torch.relu(hidden))
                        price = price + (weight**2).sum()
                    found[j, i] = lossy(hidden, labels) + objective.loss.l2 / 2 * price
        return found

    return run
