"""The catalogues as the API lists them: everything a form or a reference page needs, derived from the registries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from inspect import cleandoc
from typing import Any

from app.engine.directions import DIRECTIONS
from app.engine.expression.functions import FUNCTIONS
from app.engine.family import Family
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from app.service.documents import schema_of
from app.service.messages import keywords
from app.settings import Settings

_LIMITS = (
    "body_bytes",
    "message_bytes",
    "token_characters",
    "runs",
    "steps",
    "work",
    "sweep_work",
    "recorded_rows",
    "recorded_numbers",
    "changes",
    "slice_points",
    "walked_numbers",
    "basin_work",
    "wall_seconds",
    "training_work",
    "training_seconds",
    "unacknowledged_frames",
)


@cache
def optimizer_catalogue(language: str) -> list[dict[str, Any]]:
    """Every optimizer with its schema and documentation, in `language`."""
    return [
        entry
        | {
            "family": {
                "name": cls.family.key,
                "title": cls.family.value.in_language(language),
                "order": list(Family).index(cls.family),
            },
            "keywords": keywords(language, cls.title, cls.idea, cls.family.value),
            "needs_matrix": cls.needs_matrix,
            "pace": {"unit": cls.pace.unit, "share": cls.pace.share},
        }
        for cls, entry in zip(OPTIMIZERS, listed(OPTIMIZERS, language), strict=True)
    ]


@cache
def schedule_catalogue(language: str) -> list[dict[str, Any]]:
    """Every schedule with its schema and documentation, in `language`."""
    return listed(SCHEDULES, language)


@cache
def direction_catalogue(language: str) -> list[dict[str, Any]]:
    """Every kind of direction of a slice with its schema and documentation, in `language`."""
    return listed(DIRECTIONS, language)


def formula_functions(language: str) -> list[dict[str, str]]:
    """Every function that a formula may name, and what it means."""
    return [
        {"name": function.name, "meaning": function.meaning.in_language(language)} for function in FUNCTIONS.values()
    ]


def limits(settings: Settings) -> dict[str, Any]:
    """What this server refuses to exceed, by the names of its settings."""
    return {name: getattr(settings, name) for name in _LIMITS}


def listed(classes: Sequence[type[Any]], language: str, parts: Sequence[type[Any]] = ()) -> list[dict[str, Any]]:
    """The entries of a registry, in `language`; what they hold is some of `parts`, or of the classes themselves."""
    return [
        {
            "name": cls.name,
            "title": cls.title.in_language(language),
            "idea": cls.idea.in_language(language),
            "keywords": keywords(language, cls.title, cls.idea),
            "documentation": cleandoc(cls.__doc__ or ""),
            "schema": schema_of(cls, parts or classes, language),
        }
        for cls in classes
    ]
