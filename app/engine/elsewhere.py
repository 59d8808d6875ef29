"""Elsewhere: how to say the same in other libraries, beside the algorithm itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.engine.text import Text

Library: TypeAlias = Literal["torch", "optax", "keras", "scipy", "pytorch_optimizer", "cma"]


@dataclass(frozen=True)
class Elsewhere:
    """One algorithm in one library.

    `code` is one Python expression with hyperparameters in braces, `torch.optim.SGD(parameters, lr={learning_rate})`:
    filled with an optimizer's values it takes the same path, except for what `difference` says.
    """

    library: Library
    code: str
    difference: Text | None = None
    """Another place for ε, no bias correction, another default: what has to be known to get the same numbers."""
