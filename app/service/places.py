"""Places: where the runs of an experiment stand after some step, for everything that looks at a model in training."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from app.engine.descent import Descent
from app.engine.model_objective import ModelObjective
from app.engine.objective import Array
from app.service.checkpoints import Checkpoints
from app.service.documents import Document
from app.service.experiment import Experiment
from app.service.preparation import Prepared, prepare_within
from app.service.race import Race
from app.service.refusal import Fault, Refusal
from app.settings import Settings

_TURN_SECONDS = 0.02
Step = Annotated[int, Field(ge=0, le=2**53)]


class PlaceDocument(Document):
    """A run of an experiment at a step; the answer depends on nothing else."""

    experiment: Experiment
    run: Annotated[int, Field(ge=0)] = Field(0, description="Which run.")
    step: Step | None = Field(None, description="After this step; null, or later than its end: where the run ended.")


@dataclass(frozen=True)
class Place:
    """Where a run stands after `step`: the step asked for, or the one at which it ended."""

    run: int
    label: str
    step: int
    position: Array


def prepared_training(experiment: Experiment, settings: Settings) -> tuple[Prepared, ModelObjective]:
    """The experiment, which has to be a training; raises Refusal with pointers below `/experiment`."""
    prepared = prepare_within(experiment.model_dump(), settings)
    if not isinstance(prepared.objective, ModelObjective):
        raise Refusal([Fault(pointer="/experiment/objective", code="needs_model")])
    return prepared, prepared.objective


def check_run(run: int, prepared: Prepared, pointer: str = "/run") -> int:
    """`run`, if the experiment has one of that number."""
    if run >= len(prepared.plans):
        arguments: dict[str, Any] = {"got": run, "limit": len(prepared.plans) - 1}
        raise Refusal(
            [Fault(pointer=pointer, code="out_of_range", arguments=arguments, words={"expected": "kind.at_most"})]
        )
    return run


def places(
    prepared: Prepared, runs: Sequence[int], step: int | None, checkpoints: Checkpoints
) -> Generator[float, None, list[Place]]:
    """Where `runs` stand after `step`, computed in pieces from the nearest checkpoint."""
    wanted = prepared.experiment.steps if step is None else min(step, prepared.experiment.steps)
    race = Race(prepared, checkpoints, wanted + 1)
    while race.step < wanted and not race.is_over:
        race.advance_for(_TURN_SECONDS, wanted - race.step)
        yield max(race.step, 0) / max(wanted, 1)
    found = []
    for run in runs:
        descent = race.descents[run]
        end = descent.outcome
        if end is not None and descent.step > end.step:
            descent = yield from _walked(prepared, run, end.step)
        found.append(Place(run, prepared.labels[run], descent.step, descent.position))
    return found


def _walked(prepared: Prepared, run: int, step: int) -> Generator[float, None, Descent]:
    """A run walked anew to exactly `step`: a race computes blocks, and this one ended within its last."""
    descent = Descent(prepared.objective, prepared.plans[run])
    while descent.step < step:
        descent.advance(min(64, step - descent.step))
        yield 0.99
    return descent
