"""How a run ended. Divergence is an outcome, not an exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """The ways in which a run can end."""

    CONVERGED = "converged"
    STEP_LIMIT = "step_limit"
    DIVERGED = "diverged"
    BUDGET = "budget"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Outcome:
    """The end of a run: `status`, the last recorded `step`, and why.

    `reason` is a stable code; `arguments` fill its sentence in any language.
    """

    status: Status
    step: int
    reason: str
    arguments: dict[str, Any] = field(default_factory=dict)
