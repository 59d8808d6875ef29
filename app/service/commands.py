"""Commands: what a client of the stream may say, by `type`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, RootModel

from app.service.documents import Document
from app.service.reading import read_document

_Count = Annotated[int, Field(ge=0, le=2**53)]


class Start(Document):
    """Run an experiment; a running one is dropped."""

    type: Literal["start"]
    experiment: dict[str, Any] = Field(description="As for POST /trajectories.")
    from_step: _Count = Field(0, description="The first step that the client lacks.")
    encoding: Literal["json", "binary"] = Field("json", description="Frames as JSON, or as columns of float64.")
    steps_per_second: Annotated[float, Field(gt=0, le=1e9)] | None = Field(
        None, description="Null: as fast as it goes."
    )


class Ack(Document):
    """Every frame up to `sequence` has been taken."""

    type: Literal["ack"]
    sequence: _Count = Field(description="Number of the last frame that was taken.")


class Pause(Document):
    """Hold the stream."""

    type: Literal["pause"]


class Resume(Document):
    """Let the stream go on."""

    type: Literal["resume"]


class Step(Document):
    """Send `count` steps and hold."""

    type: Literal["step"]
    count: Annotated[int, Field(ge=1, le=2**31)] = Field(1, description="How many steps.")


class Change(Document):
    """From the update that leads to `step` on, these hyperparameters hold."""

    type: Literal["change"]
    run: _Count = Field(description="Which run, from 0.")
    step: _Count = Field(description="The first step that it leads to.")
    optimizer: dict[str, Any] = Field(description="The hyperparameters that change.")


class Stop(Document):
    """Drop the experiment."""

    type: Literal["stop"]


class Ping(Document):
    """Answer `pong`."""

    type: Literal["ping"]


Command = Start | Ack | Pause | Resume | Step | Change | Stop | Ping


class _Envelope(RootModel[Annotated[Command, Field(discriminator="type")]]):
    pass


def read_command(value: Any) -> Command:
    """A message as a command; raises Refusal."""
    return read_document(_Envelope, value).root
