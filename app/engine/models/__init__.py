"""The models, in the order in which pickers list them. Adding one is one new file and one line here."""

from __future__ import annotations

from app.engine.models.linear import Linear
from app.engine.models.mlp import Mlp
from app.engine.models.model import Model

MODELS: tuple[type[Model], ...] = (Linear, Mlp)
