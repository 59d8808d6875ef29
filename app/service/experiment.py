"""The experiment: one canonical, fully defaulted, validated document that describes a run completely.

Same document, same bits: on the socket, over REST, on the command line, after a reconnect, on any worker.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from app.engine.initializers import INITIALIZERS
from app.engine.losses import LOSSES
from app.engine.losses.softmax_cross_entropy import SoftmaxCrossEntropy
from app.engine.models import MODELS
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from app.engine.schedules.constant import Constant
from app.service.datasets.documents import DatasetDocument
from app.service.documents import Document, NamedDocument, named_union

Finite = float
Point = Annotated[list[Finite], Field(min_length=1, max_length=20_000)]
PRINTABLE = r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$"
Bound = Annotated[float, Field(ge=-1e100, le=1e100)]
"""Far inside float64, so that no width, and no grid over it, overflows."""
Interval = Annotated[list[Bound], Field(min_length=2, max_length=2)]
Parameters = Annotated[dict[str, Finite], Field(max_length=32)]
Count = Annotated[int, Field(ge=1, le=2**53)]

if TYPE_CHECKING:
    OptimizerDocument = NamedDocument
    ScheduleDocument = NamedDocument
    ModelDocument = NamedDocument
    LossDocument = NamedDocument
else:
    ModelDocument = named_union(MODELS, depth=1, parts=INITIALIZERS)
    LossDocument = named_union(LOSSES)
    OptimizerDocument = named_union(OPTIMIZERS, depth=1)
    ScheduleDocument = named_union(SCHEDULES, depth=2)


class CatalogueObjective(Document):
    """A function of the catalogue, by name."""

    name: Annotated[str, Field(max_length=64, description="Which function (GET /objectives).")]
    parameters: Parameters = Field({}, description="Values of its parameters, where not the defaults.")
    dimension: Annotated[int, Field(ge=1, le=10)] | None = Field(
        None, description="Coordinates; null is the function's own."
    )


class TypedObjective(Document):
    """A function that somebody typed."""

    expression: Annotated[str, Field(max_length=2000, description="The formula, such as x^2/20 + y^2.")]
    domain: Annotated[list[Interval], Field(min_length=1, max_length=8)] | None = Field(
        None, description="Lower and upper bound per coordinate; null is [-5, 5] for each variable found."
    )
    parameters: Parameters = Field({}, description="Values of the free letters.")


class LearningObjective(Document):
    """A model that learns from a data set: its parameters are the coordinates, its loss is the height."""

    model: ModelDocument = Field(description="What learns, with its settings (GET /models).")
    dataset: DatasetDocument = Field(description="What it learns from, with its settings (GET /datasets).")
    loss: LossDocument = Field(
        {"name": SoftmaxCrossEntropy.name},
        validate_default=True,
        description="How wrong its answers are, with settings (GET /losses).",
    )


class ClipNormDocument(Document):
    """Shorten the gradient to at most `norm`."""

    norm: Annotated[Finite, Field(gt=0, description="The length that it may have.")]


class ClipValueDocument(Document):
    """Clamp each coordinate of the gradient to [-value, value]."""

    value: Annotated[Finite, Field(gt=0, description="The size that a coordinate may have.")]


def _objective_kind(value: Any) -> str | None:
    if isinstance(value, dict):
        return (
            "typed"
            if "expression" in value
            else "learning"
            if {"model", "dataset", "loss"} & set(value)
            else "catalogue"
        )
    return (
        "typed"
        if isinstance(value, TypedObjective)
        else "learning"
        if isinstance(value, LearningObjective)
        else "catalogue"
    )


def _clip_kind(value: Any) -> str:
    has_norm = "norm" in value if isinstance(value, dict) else isinstance(value, ClipNormDocument)
    return "by_norm" if has_norm else "by_value"


FunctionDocument = Annotated[
    Annotated[CatalogueObjective, Tag("catalogue")] | Annotated[TypedObjective, Tag("typed")],
    Discriminator(_objective_kind),
]
ObjectiveDocument = Annotated[
    Annotated[CatalogueObjective, Tag("catalogue")]
    | Annotated[TypedObjective, Tag("typed")]
    | Annotated[LearningObjective, Tag("learning")],
    Discriminator(_objective_kind),
]
ClipDocument = Annotated[
    Annotated[ClipNormDocument, Tag("by_norm")] | Annotated[ClipValueDocument, Tag("by_value")],
    Discriminator(_clip_kind),
]


class AnalyticGradient(Document):
    """Exact derivatives."""

    method: Literal["analytic"] = Field("analytic", description="Exact, or by differences.")


class DifferenceGradient(Document):
    """Derivatives approximated from values."""

    method: Literal["forward", "central"] = Field(description="Exact, or by differences.")
    h: Annotated[Finite, Field(gt=0, le=1)] = Field(1e-5, description="Distance between the points compared.")


class StopDocument(Document):
    """Rules that end a run early: at the first step at which a figure is at or below its limit."""

    gradient_norm: Annotated[Finite, Field(ge=0)] | None = Field(None, description="Length of the exact gradient.")
    loss: Finite | None = Field(None, description="Loss, without noise.")
    position_change: Annotated[Finite, Field(ge=0)] | None = Field(
        None, description="Length of the last move; 0: it no longer moves at all."
    )
    evaluations: Count | None = Field(None, description="Values and gradients together.")


class RunDocument(Document):
    """One optimizer with its schedule."""

    optimizer: OptimizerDocument = Field(description="By name, with its hyperparameters (GET /optimizers).")
    schedule: ScheduleDocument = Field(
        {"name": Constant.name}, validate_default=True, description="By name, with its settings (GET /schedules)."
    )
    clip: ClipDocument | None = None
    start: Point | None = Field(None, description="Null: the experiment's start.")
    label: Annotated[str, Field(max_length=80, pattern=PRINTABLE)] | None = Field(
        None, description="Null: the optimizer's title."
    )


class ChangeDocument(Document):
    """A live edit: from the update that leads to `step` on, these hyperparameters hold."""

    step: Annotated[int, Field(ge=1, le=2**53, description="The first step that it leads to.")]
    run: Annotated[int, Field(ge=0, description="Which run, from 0.")]
    optimizer: Annotated[
        dict[str, Any], Field(min_length=1, max_length=32, description="The hyperparameters that change.")
    ]


class BatchDocument(Document):
    """Which examples a step sees, of a learning problem."""

    size: Annotated[int, Field(ge=1, le=2**31)] = Field(32, description="Examples in a step.")
    sampling: Literal["partition", "replacement"] = Field(
        "partition", description="Each example once an epoch, or drawn anew each time."
    )


class RecordDocument(Document):
    """What is kept of a run."""

    every: Count = Field(1, description="Keep each so-many-th step; the last one is always kept.")
    position: bool | None = Field(None, description="Null: those of functions, not the parameters of models.")
    state: bool = Field(False, description="Also keep the optimizer's own state.")
    gradient: bool = Field(False, description="Also keep the exact gradient, coordinate by coordinate.")
    evaluate_every: Count | None = Field(
        None, description="Learning problems: steps between looks at all examples; null is an epoch."
    )


class Experiment(Document):
    """Everything that determines the numbers of a result."""

    objective: ObjectiveDocument
    start: Point | None = Field(None, description="Null: the objective's own start.")
    steps: Annotated[int, Field(ge=0)] = Field(100, description="Updates of every run.")
    seed: Annotated[int, Field(ge=0, le=2**53)] = Field(0, description="Of the noise, and of optimizers that draw.")
    gradient: Annotated[AnalyticGradient | DifferenceGradient, Field(discriminator="method")] = AnalyticGradient()
    noise: Annotated[Finite, Field(ge=0, le=1e100)] = Field(0.0, description="Standard deviation of gradient noise.")
    batch: BatchDocument | None = Field(None, description="Learning problems: null is all examples in every step.")
    project: bool = Field(False, description="Clip positions to the domain after every step.")
    stop: StopDocument = StopDocument()
    runs: Annotated[list[RunDocument], Field(min_length=1, description="One for each optimizer, side by side.")]
    changes: list[ChangeDocument] = Field([], description="Live edits, in the order in which they were made.")
    record: RecordDocument = RecordDocument()


@cache
def usual_experiment() -> dict[str, Any]:
    """What an experiment says that says nothing but its objective and its optimizers; `run` is what a run does."""
    bare = {"objective": {"name": ""}, "runs": [{"optimizer": {"name": OPTIMIZERS[0].name}}]}
    document = Experiment.model_validate(bare).model_dump(mode="json")
    del document["objective"], document["start"]
    (run,) = document.pop("runs")
    del run["optimizer"]
    return document | {"run": run}
