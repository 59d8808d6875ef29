"""Sampling: on which examples a slice is evaluated, and which sampler answers its figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.engine.datasets.dataset import Dataset
from app.engine.datasets.splitting import subset
from app.engine.model_objective import ModelObjective
from app.engine.models.question import Question, with_ones
from app.engine.network_loss import NetworkLoss
from app.engine.objective import Array, Objective
from app.engine.plane import Plane
from app.engine.sampler import FIGURES, PointSampler, Sampler, Together
from app.engine.score_sampler import FROM_SCORES, ScoreSampler
from app.service.messages import sentence
from app.service.points import check_most
from app.service.reading import pointer_of
from app.service.refusal import Fault, Refusal
from app.service.slice_document import EvaluationDocument


@dataclass(frozen=True, eq=False)
class Examples:
    """What a model is evaluated on."""

    objective: ModelObjective
    data: Dataset
    part: str
    total: int
    """How many there are in that part."""
    losses_of: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether these are all the examples that training is about."""
        return self.data is self.objective.split.train

    def few(self, count: int) -> Examples | None:
        """At most `count` of these, taken evenly; None if there are no more than that, or if they are judged together."""
        if len(self.data) <= count or self.objective.network.is_normalized:
            return None
        rows = np.linspace(0, len(self.data) - 1, max(1, count)).astype(np.int64)
        return replace(self, data=self.data.take(rows), losses_of=())

    def value(self, position: Array) -> float | Array:
        """The loss of these examples at a point, normalised as in training."""
        if self.is_whole:
            return self.objective.value(position)
        each = self.objective.example_losses(position, self.data)
        return float(np.mean(each)) + self.objective.regularization(position)

    def seen(self) -> Objective:
        """Their loss as a function with slopes; where it is normalised, by their own statistics."""
        if self.is_whole:
            return self.objective
        objective, data = self.objective, self.data
        question = Question(objective.loss, with_ones(data.inputs).T, data.one_hot.T.copy(), (), 1 / len(data))
        return NetworkLoss(objective.network, question, start=objective.start)

    def wire(self, language: str) -> dict[str, Any]:
        """As the API tells it."""
        is_normalized = self.objective.network.is_normalized
        normalization = sentence(language, "slice.batch_norm") if is_normalized else None
        return {"part": self.part, "count": len(self.data), "total": self.total, "batch_norm": normalization}


def examples_of(document: EvaluationDocument, objective: Objective) -> Examples | None:
    """The examples that a document asks for, null where there are no data; raises Refusal."""
    if not isinstance(objective, ModelObjective):
        if document != EvaluationDocument():
            raise Refusal([Fault(pointer="/examples", code="not_a_model", arguments={"got": "examples"})])
        return None
    data = getattr(objective.split, document.part)
    if data is None:
        raise Refusal([Fault(pointer="/examples/part", code="no_validation")])
    total = len(data)
    if document.count is not None and document.count < total:
        data = data.take(subset(data.targets, document.count, 0))
    for index, number in enumerate(document.losses_of):
        check_most(pointer_of("examples", "losses_of", index), number, len(data) - 1)
    return Examples(objective, data, document.part, total, tuple(document.losses_of))


def sampler_of(objective: Objective, plane: Plane, figures: tuple[str, ...], examples: Examples | None) -> Sampler:
    """What computes `figures` on a plane: by the structure of a model where scores are enough, else point by point."""
    if examples is None:
        return PointSampler(objective, plane, figures)
    samplers: list[Sampler] = [
        ScoreSampler(examples.objective, plane, figures, examples.data, examples.losses_of),
    ]
    slopes = [name for name in figures if name in FIGURES and name not in FROM_SCORES]
    if slopes:
        samplers.append(PointSampler(examples.seen(), plane, slopes, is_one_by_one=True))
    return Together(samplers)
