"""The catalogues of learning problems: models, losses and initializers, derived from their registries."""

from __future__ import annotations

from functools import cache
from typing import Any

from app.engine.initializers import INITIALIZERS
from app.engine.losses import LOSSES
from app.engine.models import MODELS
from app.service.catalogues import listed


@cache
def model_catalogue(language: str) -> list[dict[str, Any]]:
    """Every model with its schema and documentation, in `language`."""
    return listed(MODELS, language, INITIALIZERS)


@cache
def loss_catalogue(language: str) -> list[dict[str, Any]]:
    """Every loss, and whether it is about classes alone."""
    entries = zip(LOSSES, listed(LOSSES, language), strict=True)
    return [entry | {"needs_classes": cls.needs_classes} for cls, entry in entries]


@cache
def initializer_catalogue(language: str) -> list[dict[str, Any]]:
    """Every initializer with its schema and documentation."""
    return listed(INITIALIZERS, language)
