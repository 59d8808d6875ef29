"""The exponential schedule: the same percentage off at every update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import ClosedForm


@dataclass(frozen=True, kw_only=True)
class Exponential(ClosedForm):
    """Exponential: every update runs at a share γ of the rate before it.

    A smooth staircase: half the rate is gone after ln 2 / (1 − γ) updates or so. The sum of all rates is finite, so a
    run can walk at most η/(1 − γ) times the slope and may stop on the way: choose γ by the number of updates planned.

    Update rule:  η_t = η · γᵗ
    Convention:   t counts updates from 0, so the first runs at η (torch.optim.lr_scheduler.ExponentialLR, stepped after
                  each update; torch has no default γ)
    Reference:    Senior et al. 2013, section 3, doi:10.1109/ICASSP.2013.6638963
    """

    name: ClassVar[str] = "exponential"
    title: ClassVar[str] = "Exponential"

    gamma: Any = hyperparameter(
        0.99, "share of the rate left after an update", symbol="γ", ge=0, le=2, scale="one_minus", span=(0.8, 0.9999)
    )

    def rate(self, base: Any, step: int) -> Any:
        return base * np.float_power(self.gamma, step)
