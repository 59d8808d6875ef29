"""Preset: an experiment worth seeing, and why, in one sentence that is true of its run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Preset:
    """One card of the gallery."""

    name: str
    title: Text
    why: Text
    experiment: Mapping[str, Any]
    """An experiment document; the labels of its runs may be texts in both languages."""
    goes_wrong: bool = False
    """Whether it shows something that goes wrong."""
    view: Mapping[str, str] = field(default_factory=dict)
    """Choices of the page beside the experiment, as its address carries them: `{"curve": "learning_rate"}`."""

    def experiment_in(self, language: str) -> dict[str, Any]:
        """The experiment with its labels in `language`."""
        document: dict[str, Any] = _in_language(self.experiment, language)
        return document


def run(
    optimizer: str, *, label: Text | str | None = None, schedule: Any = None, clip: Any = None, **settings: Any
) -> Any:
    """A run of an experiment document: `optimizer` with its hyperparameters, and what else was given."""
    others = {"label": label, "schedule": schedule, "clip": clip}
    return {"optimizer": {"name": optimizer, **settings}} | {name: value for name, value in others.items() if value}


def _in_language(value: Any, language: str) -> Any:
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, Mapping):
        return {key: _in_language(entry, language) for key, entry in value.items()}
    if isinstance(value, list):
        return [_in_language(entry, language) for entry in value]
    return value
