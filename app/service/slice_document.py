"""The slice document: what to cut, where, along which directions, how fine, and what to tell of each point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from app.engine.sampler import FIGURES
from app.service.direction_documents import DirectionsDocument
from app.service.documents import Document
from app.service.experiment import Experiment, Interval, ObjectiveDocument
from app.service.points import Index, OriginPoint, OtherPoint

LEARNING_FIGURES = ("data_loss", "accuracy", "example_losses")
"""Figures that only learning problems have."""
if TYPE_CHECKING:
    FigureName = str
else:
    FigureName = Literal[(*FIGURES, *LEARNING_FIGURES)]

Resolution = Annotated[int, Field(ge=2, le=2**31)]
RunIndices = Annotated[list[Index], Field(min_length=1, max_length=64)]


class TrajectoriesDocument(Document):
    """Runs to be shown on the slice, and to take principal components of."""

    experiment: Experiment
    runs: RunIndices | None = Field(None, description="Null: all of them.")
    count: Annotated[int, Field(ge=2, le=1000)] = Field(
        50, description="Positions of each run, from its start to its end."
    )


class EvaluationDocument(Document):
    """Which examples of a learning problem to evaluate."""

    part: Literal["train", "validation"] = Field("train", description="Which part of the data.")
    count: Annotated[int, Field(ge=1, le=2**31)] | None = Field(None, description="The first so many; null is all.")
    losses_of: Annotated[list[Index], Field(max_length=16)] = Field(
        [0], description="Numbers of examples whose own losses example_losses tells."
    )


class StripDocument(Document):
    """A line at each of several steps of a run, side by side; the origin moves with the run."""

    experiment: Experiment
    run: Index = Field(0, description="Which run, from 0.")
    count: Annotated[int, Field(ge=2, le=200)] = Field(20, description="How many steps, from the start to the end.")


class SliceDocument(Document):
    """What to cut, where, how fine."""

    objective: ObjectiveDocument | None = Field(
        None, description="Null: that of the experiment in origin, strip or trajectories."
    )
    origin: OriginPoint | None = Field(
        None, description="Null: the end of the first trajectory, else the objective's start."
    )
    directions: DirectionsDocument = Field(
        "axes",
        description="A kind (GET /directions) for a plane, or one or two entries: kinds, kinds with settings, vectors.",
    )
    points: Annotated[list[OtherPoint], Field(max_length=2)] = Field(
        [], description="For directions towards points: where they lead."
    )
    trajectories: TrajectoriesDocument | None = None
    strip: StripDocument | None = None
    seed: Annotated[int, Field(ge=0, le=2**53)] = Field(0, description="Of random directions.")
    extent: Annotated[list[Interval], Field(min_length=1, max_length=2)] | None = Field(
        None,
        description="Coefficients per direction; for axes in coordinates. Null: the domain for axes, else what shows the"
        " trajectories, else around 0.",
    )
    resolution: Annotated[list[Resolution], Field(min_length=1, max_length=2)] | None = Field(
        None, description="Points per direction; null is 51 each."
    )
    figures: Annotated[list[FigureName], Field(min_length=1, max_length=16)] = Field(
        ["loss"],
        description="What to tell of each point; slope and curvature are derivatives with respect to the coefficients,"
        " projected_gradient holds those of the gradient's part in the plane.",
    )
    examples: EvaluationDocument = EvaluationDocument()
    gradient: bool = Field(False, description="Also answer the gradient at each point.")
    hessian: bool = Field(
        False, description="Also answer the second derivatives at each point; each counts as a point."
    )
