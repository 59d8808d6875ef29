"""ModelObjective: a model, a data set and a loss, as an ordinary Objective in more dimensions.

The function itself is the loss over the whole training set. `at(step)` is what one step sees of it: a mini-batch, with other
hidden units dropped each time; its batch normalisation uses the statistics of the batch. Everything else here, from figures to
activations, is about the whole set and all units, with the statistics of the training set at these very parameters; it may be
asked for where a training has run away, and warns of nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.engine.datasets.dataset import Dataset, Split
from app.engine.hyperparameter import ContradictionError
from app.engine.losses.loss import Loss
from app.engine.models.network import Network
from app.engine.models.network_pass import NetworkPass
from app.engine.models.normalization import Statistics
from app.engine.models.question import Question, with_ones
from app.engine.network_loss import NetworkLoss, block_size
from app.engine.objective import Array, Objective
from app.engine.randomness import Purpose, generator

MOST_COPIED = 2**23
"""Numbers of inputs of which a copy with a column of ones is kept ready, 64 MB; larger sets get theirs batch by batch."""
MOST_NORMALIZED = 10_000_000
"""Examples times hidden units that batch normalisation takes at once: 240 MB while it is evaluated."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """How many examples a step sees, and whether an epoch shows each of them once or draws them anew."""

    size: int
    sampling: Literal["partition", "replacement"] = "partition"


class LayerActivity(NamedTuple):
    """What goes on in one layer, `(n, units)` each: hidden layers first, the scores last."""

    name: str
    values: Array
    slope: Array
    """σ′ at each unit."""
    gradient: Array | None
    """∂L/∂values, if targets were given; L is the mean loss of the examples."""


class _Evaluation(NamedTuple):
    position: Array
    scores: Array
    loss: float


class ModelObjective(NetworkLoss):
    """The loss of a network on a training set. `start` is where training begins, `seed` draws batches and dropout."""

    def __init__(
        self,
        network: Network,
        loss: Loss,
        split: Split,
        *,
        start: Array,
        batch: Batch | None = None,
        seed: int = 0,
    ) -> None:
        train = split.train
        if loss.needs_classes and not train.is_classification:
            raise ContradictionError(
                "loss/name", "needs_classes", f"{loss.name} needs classes; these data have numbers"
            )
        if network.is_normalized:
            _check_normalized(network, len(train))
        is_small = network.is_normalized or train.inputs.size <= MOST_COPIED
        inputs = with_ones(train.inputs) if is_small else train.inputs
        question = Question(loss, inputs.T, _target(train), (), 1 / len(train), has_ones=is_small)
        super().__init__(network, question, start=start)
        self.split = split
        self.seed = seed
        self.batch = None if batch is None or (batch.size >= len(train) and batch.sampling == "partition") else batch
        """What a step sees; None where that is the whole training set."""
        self.is_sampled = self.batch is not None or network.dropout > 0
        self.steps_per_epoch = math.ceil(len(train) / self.examples_per_step)
        self._permutation: tuple[int, NDArray[np.int64]] | None = None
        self._seen: tuple[int, Objective] | None = None
        self._latest: _Evaluation | None = None

    @property
    def examples_per_step(self) -> int:
        """How many examples a step sees, the last of a partition perhaps fewer."""
        return len(self.split.train) if self.batch is None else self.batch.size

    def examples_seen(self, steps: int) -> int:
        """How many examples `steps` steps have seen, each as often as it was seen."""
        if self.batch is None or self.batch.sampling == "replacement":
            return steps * self.examples_per_step
        epochs, rest = divmod(steps, self.steps_per_epoch)
        return epochs * len(self.split.train) + rest * self.batch.size

    def rows(self, step: int) -> NDArray[np.int64]:
        """The examples that a step sees."""
        count = len(self.split.train)
        if self.batch is None:
            return np.arange(count)
        if self.batch.sampling == "replacement":
            return generator(self.seed, 0, step, Purpose.BATCH).integers(0, count, self.batch.size)
        epoch, place = divmod(step, self.steps_per_epoch)
        known = self._permutation
        if known is None or known[0] != epoch:
            known = epoch, generator(self.seed, 0, epoch, Purpose.BATCH).permutation(count)
            self._permutation = known
        return known[1][place * self.batch.size : (place + 1) * self.batch.size]

    def at(self, step: int) -> Objective:
        """The loss of the examples that `step` sees, through the units that are not dropped."""
        if not self.is_sampled:
            return self
        seen = self._seen
        if seen is None or seen[0] != step:
            seen = step, self._look(step)
            self._seen = seen
        return seen[1]

    def of_examples(self, rows: NDArray[np.int64] | None, masks: Sequence[Array] = ()) -> NetworkLoss:
        """The loss of some examples of the training set, None being all, with `masks` `(units, n)` over the hidden layers."""
        whole = self._question
        inputs, target, has_ones = whole.inputs, whole.target, whole.has_ones
        if rows is not None:
            inputs, target = inputs.T[rows].T, target[:, rows]
            if not has_ones:
                inputs, has_ones = with_ones(inputs.T).T, True
        question = Question(self.loss, inputs, target, masks, 1 / target.shape[1], has_ones)
        return NetworkLoss(self.network, question, start=self.start, whole=self)

    def value_and_gradient(self, position: Array) -> tuple[Array, Array]:
        if position.ndim > 1:
            return super().value_and_gradient(position)
        scores = np.empty(self._question.target.shape)
        loss, gradient = self._evaluate(position, wants_gradient=True, scores=scores)
        self._latest = _Evaluation(position.copy(), scores, loss)
        return loss, gradient

    @np.errstate(all="ignore")
    def figures(self, position: Array) -> dict[str, float]:
        """What a training curve shows at `position` `(d,)`; nearly free after the gradient at the same place."""
        train, validation = self.split.train, self.split.validation
        known = self._latest
        if known is None or not np.array_equal(known.position, position):
            scores = np.empty(self._question.target.shape)
            known = _Evaluation(position, scores, self._evaluate(position, wants_gradient=False, scores=scores)[0])
        price = self.regularization(position)
        figures = {"data_loss": float(known.loss) - price, "regularization_loss": price}
        if train.is_classification:
            figures["accuracy"] = _accuracy(known.scores, train)
        if validation is not None:
            scores = self._scores(position, validation.inputs)
            figures["validation_loss"] = float(np.mean(self.loss.each(scores, _target(validation))))
            if train.is_classification:
                figures["validation_accuracy"] = _accuracy(scores, validation)
        return figures

    @np.errstate(all="ignore")
    def scores(self, position: Array, inputs: Array) -> Array:
        """What the network answers to `inputs` `(n, features)`, `(n, outputs)`."""
        return np.ascontiguousarray(self._scores(position, inputs).T)

    def predict(self, position: Array, inputs: Array) -> NDArray[np.int64] | Array:
        """The labels `(n,)` of the highest scores, the first among equals; or the numbers `(n, outputs)`."""
        scores = self.scores(position, inputs)
        return np.argmax(scores, axis=1) if self.split.train.is_classification else scores

    @np.errstate(all="ignore")
    def example_losses(self, position: Array, data: Dataset) -> Array:
        """The loss of every example of `data`, `(n,)`, without the price of the weights."""
        return self.loss.each(self._scores(position, data.inputs), _target(data))

    @np.errstate(all="ignore")
    def activations(
        self, position: Array, inputs: Array, targets: NDArray[np.int64] | Array | None = None
    ) -> list[LayerActivity]:
        """What `inputs` `(n, features)` do in every layer; with `targets`, like those of the data, what comes back too."""
        seen = with_ones(inputs).T
        run = NetworkPass(self.network, (), len(inputs))
        scores = run.forward(position, seen, known=self._statistics(position))
        values = [*(layer.copy() for layer in run.values), scores]
        slopes = [*(run.derivatives(index)[0] for index in range(len(run.values))), np.ones_like(scores)]
        arrivals: list[Array] = []
        gradients: list[Array | None] = [None] * len(values)
        if targets is not None:
            train = self.split.train
            data = Dataset(inputs=inputs, targets=targets, classes=train.classes, features=train.features)
            self.loss.descend(scores, _target(data), 1 / len(inputs), run.slope)
            arrivals.append(run.slope.copy())
            run.backward(seen, arrivals=arrivals)
            gradients = [arrived.T for arrived in reversed(arrivals)]
        names = [f"hidden{number}" for number in range(1, len(values))] + ["scores"]
        return [
            LayerActivity(name, value.T, slope.T, back)
            for name, value, slope, back in zip(names, values, slopes, gradients, strict=True)
        ]

    def _look(self, step: int) -> NetworkLoss:
        rows = None if self.batch is None else self.rows(step)
        count, keep, masks = self.example_count if rows is None else len(rows), 1 - self.network.dropout, []
        if self.network.dropout:
            random = generator(self.seed, 0, step, Purpose.DROPOUT)
            masks = [(random.random((units, count)) < keep) / keep for units in self.network.hidden]
        return self.of_examples(rows, masks)

    def _statistics(self, position: Array) -> list[Statistics]:
        """Those of batch normalisation over the training set, none where there is none."""
        if not self.network.is_normalized:
            return []
        inputs = self._question.inputs
        run = self._passes.borrow((), inputs.shape[1])
        run.forward(position, inputs)
        self._passes.give_back(run)
        return run.statistics

    def _scores(self, position: Array, inputs: Array) -> Array:
        """The scores `(outputs, n)` of `inputs` `(n, features)`."""
        known = self._statistics(position)
        scores = np.empty((self.network.outputs, len(inputs)))
        size = block_size(self.network)
        for first in range(0, len(inputs), size):
            block = slice(first, first + size)
            run = self._passes.borrow((), len(inputs[block]))
            scores[:, block] = run.forward(position, with_ones(inputs[block]).T, known=known)
            self._passes.give_back(run)
        return scores


def _target(data: Dataset) -> Array:
    return np.ascontiguousarray(data.one_hot.T)


def _check_normalized(network: Network, examples: int) -> None:
    """A normalised batch passes whole, so that three numbers per example and hidden unit are in memory at once."""
    most = MOST_NORMALIZED // max(1, sum(network.hidden))
    if examples > most:
        message = f"with batch normalisation these hidden units take {most:,} examples at most, got {examples:,}"
        raise ContradictionError("model/batch_norm", "too_many_normalized", message, most=most, got=examples)


def _accuracy(scores: Array, data: Dataset) -> float:
    return float(np.count_nonzero(scores.argmax(axis=0) == data.targets) / len(data))
