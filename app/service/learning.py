"""Learning problems of documents: a model, a data set and a loss become one objective."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np

from app.engine.descent import Plan, recorded
from app.engine.group_wise import in_groups
from app.engine.hyperparameter import ContradictionError
from app.engine.initializers import INITIALIZERS
from app.engine.losses import LOSSES
from app.engine.losses.loss import Loss
from app.engine.model_objective import Batch, ModelObjective
from app.engine.models import MODELS
from app.engine.models.model import Model
from app.service.datasets.splits import load_split
from app.service.documents import BuildError, builder
from app.service.experiment import BatchDocument, Experiment, LearningObjective
from app.service.refusal import Fault, Refusal, TooMuchWork
from app.settings import Settings

Part = TypeVar("Part")
_KEPT = 4
"""Learning problems kept ready; their data are kept elsewhere."""

_build_model = builder((*MODELS, *INITIALIZERS))
_build_loss = builder(LOSSES)


def resolve_learning(
    document: LearningObjective,
    settings: Settings,
    *,
    batch: BatchDocument | None,
    seed: int,
    pointer: str = "/objective",
) -> ModelObjective:
    """The objective that `document` describes, its batches and its start drawn with `seed`; raises Refusal below `pointer`."""
    return _resolved(document.model_dump_json(), batch and batch.model_dump_json(), seed, settings.data_folder, pointer)


def check_training(
    experiment: Experiment, objective: ModelObjective, plans: Sequence[Plan], settings: Settings
) -> None:
    """Refuse a training, complete with its defaults, that computes or records more than this server does."""
    work = len(experiment.runs) * work_of_one(experiment, objective)
    if work > settings.training_work:
        raise TooMuchWork("/steps", "training_work", int(work), int(settings.training_work))
    record = experiment.record
    vectors = len(plans) * (bool(record.position) + record.gradient) * objective.dimension
    states = sum(_state_numbers(plan, objective) for plan in plans) if record.state else 0
    numbers = (experiment.steps // record.every + 2) * (vectors + states)
    if numbers > settings.recorded_numbers:
        raise TooMuchWork("/record/every", "numbers", numbers, settings.recorded_numbers)


def work_of_one(experiment: Experiment, objective: ModelObjective) -> float:
    """About how many multiplications one run computes: parameters by examples, in all steps and looks at all examples."""
    looks = experiment.steps // (experiment.record.evaluate_every or 1) + 2
    examples = experiment.steps * objective.examples_per_step + looks * objective.example_count
    each = objective.dimension if experiment.gradient.method == "analytic" else 2 * objective.differences_cost
    return float(examples * each)


def parameter_names(objective: ModelObjective) -> tuple[str, ...]:
    """A name for every coordinate: W1.0, W1.1, …, b1.0, …"""
    return tuple(f"{group.name}.{place}" for group in objective.groups for place in range(_size(group.shape)))


def _state_numbers(plan: Plan, objective: ModelObjective) -> int:
    """How many numbers an optimizer remembers of a training."""
    state = in_groups(plan.optimizer, objective.groups).initial_state(objective.start)
    return sum(int(np.size(value)) for value in recorded(state).values())


def _size(shape: tuple[int, ...]) -> int:
    size = 1
    for count in shape:
        size *= count
    return size


@lru_cache(_KEPT)
def _resolved(document: str, batch: str | None, seed: int, folder: Any, pointer: str) -> ModelObjective:
    asked = LearningObjective.model_validate_json(document)
    split = load_split(asked.dataset, folder, f"{pointer}/dataset")
    model: Model = _built(_build_model, asked.model, f"{pointer}/model")
    loss: Loss = _built(_build_loss, asked.loss, f"{pointer}/loss")
    sampled = None if batch is None else Batch(**BatchDocument.model_validate_json(batch).model_dump())
    try:
        network = model.network(split.train.inputs.shape[1], split.train.outputs)
    except ContradictionError as error:
        raise _refusal(error, f"{pointer}/model") from None
    try:
        return ModelObjective(network, loss, split, start=model.start(network, seed), batch=sampled, seed=seed)
    except ContradictionError as error:
        raise _refusal(error, pointer) from None


def _built(build: Any, document: Any, pointer: str) -> Any:
    try:
        return build(document)
    except BuildError as error:
        if isinstance(error.cause, ContradictionError):
            raise _refusal(error.cause, pointer + error.pointer) from None
        raise


def _refusal(error: ContradictionError, pointer: str) -> Refusal:
    return Refusal([Fault(pointer=f"{pointer}/{error.field}", code=error.code, arguments=error.arguments)])
