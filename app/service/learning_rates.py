"""Learning rates that suit a learning problem: what its curvature bears where training begins, at the pace of each optimizer.

The largest curvature λ is that of the start and of a little way down from there, of as many examples as are quickly looked at,
batch by batch if there are batches. Networks bend more as they learn, though seldom beyond 2/η for a rate η of 1/λ; and where
an optimizer's rate is a length, it is one of weights, which are about as wide in any network.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from app.engine.directions.direction import DirectionError
from app.engine.directions.hessian import products_at
from app.engine.model_objective import ModelObjective
from app.engine.network_loss import NetworkLoss
from app.engine.optimizers import OPTIMIZERS
from app.engine.randomness import Purpose, generator
from app.engine.spectrum import extreme_eigenpairs
from app.service.documents import Document
from app.service.experiment import BatchDocument, LearningObjective
from app.service.learning import resolve_learning
from app.service.rates import at_pace
from app.service.reading import read_document
from app.settings import Settings

WIDTH_OF_WEIGHTS = 0.8
"""What `Pace` measures lengths in: Adam's share of it, 0.02, learns everything that ships in a few hundred steps."""
_PLACES = 3
"""Where the curvature is looked at; the first is the start."""
_STEPS_BETWEEN = 5
_TOLERANCE = 0.01
_MOST_EXAMPLES = 512
_MOST_WORK = 2e7
"""Parameters by examples: one such pass takes about a fiftieth of a second, and a hundred of them are taken."""


class LearningRatesDocument(Document):
    """Which learning problem, and how much of it a step sees."""

    objective: LearningObjective
    batch: BatchDocument | None = None
    seed: Annotated[int, Field(ge=0, le=2**53)] = Field(0, description="Of the start and the batches.")


def learning_rates(value: Any, settings: Settings) -> Generator[None, None, dict[str, Any]]:
    """The largest curvature, and by the name of an optimizer a rate to begin with; raises Refusal. Pauses after each pass."""
    document = read_document(LearningRatesDocument, value)
    objective = resolve_learning(document.objective, settings, batch=document.batch, seed=document.seed)
    curvature = yield from largest_curvature(objective, document.seed)
    units = {"length": WIDTH_OF_WEIGHTS, "number": 1.0}
    if 0 < curvature < np.inf:
        units["inverse_curvature"] = 1 / curvature
    rates = {optimizer.name: at_pace(units, optimizer.pace) for optimizer in OPTIMIZERS}
    return {"curvature": curvature, "rates": {name: rate for name, rate in rates.items() if rate is not None}}


def largest_curvature(objective: ModelObjective, seed: int) -> Generator[None, None, float]:
    """The largest curvature at the start and on the first steps of gradient descent that it bears, pausing after each pass."""
    position, largest = objective.start, 0.0
    for look in _looks(objective):
        curvature = yield from _curvature(look, position, seed)
        largest = max(largest, curvature)
        for _ in range(_STEPS_BETWEEN if largest > 0 else 0):
            with np.errstate(all="ignore"):
                position = position - look.value_and_gradient(position)[1] / largest
            yield
    return largest


def _curvature(look: NetworkLoss, position: NDArray[np.float64], seed: int) -> Generator[None, None, float]:
    """The largest at a place; 0 where it has none that is finite."""
    if not np.all(np.isfinite(position)):
        return 0.0
    random = generator(seed, 0, 0, Purpose.LANCZOS)
    try:
        found = yield from extreme_eigenpairs(products_at(look, position), look.dimension, random, tolerance=_TOLERANCE)
    except DirectionError:
        return 0.0
    return float(found.largest[0])


def _looks(objective: ModelObjective) -> Iterator[NetworkLoss]:
    """The losses whose curvature counts: of a share of the examples, or of one batch after the other."""
    count = len(objective.split.train)
    most = int(min(_MOST_EXAMPLES, max(8, _MOST_WORK // objective.dimension)))
    for place in range(_PLACES):
        if objective.batch is not None:
            yield objective.of_examples(objective.rows(place)[:most])
        elif count <= most:
            yield objective
        else:
            yield objective.of_examples(np.linspace(0, count - 1, most).astype(np.int64))
