"""The cosine schedule: slowly off the top, fast through the middle, slowly to the bottom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from app.engine.hyperparameter import hyperparameter
from app.engine.schedules.schedule import ClosedForm


@dataclass(frozen=True, kw_only=True)
class Cosine(ClosedForm):
    """Cosine: half a wave from the base rate down to the smallest one in T updates, and up again after that.

    Long at a large rate to cross the landscape, long at a small one to settle, and nothing to choose but the length: set
    T to the number of updates. A run that goes on beyond T sees the rate climb again, to the base rate at 2T.

    Update rule:  η_t = η_min + (η − η_min) · (1 + cos(π·t/T)) / 2
    Convention:   t counts updates from 0; no restart at T (torch.optim.lr_scheduler.CosineAnnealingLR, stepped after each
                  update)
    Reference:    Loshchilov & Hutter 2017, equation 5, arXiv:1608.03983
    """

    name: ClassVar[str] = "cosine"
    title: ClassVar[str] = "Cosine"

    t_max: int = hyperparameter(
        100, "updates from the top to the bottom", symbol="T", ge=1, le=1_000_000, scale="log", span=(10, 1000)
    )
    eta_min: Any = hyperparameter(
        0.0, "smallest learning rate", symbol="η_min", ge=0, le=1e6, span=(0.0, 0.1), advanced=True
    )

    def rate(self, base: Any, step: int) -> Any:
        return self.eta_min + (base - self.eta_min) * self._wave(step)

    def _wave(self, t: int) -> Any:
        """(1 + cos(π·t/T)) / 2, with torch's rounding.

        torch multiplies each rate into the next and restarts at each bottom from (1 − cos(π/T)) / 2. There 1 + cos is a
        small difference of large numbers, and what it loses stays in all later rates (2e-13 for T = 100). The product
        telescopes, so that the same loss is had without a state.
        """
        height = 1 + np.cos(np.pi * t / self.t_max)
        bottoms = (t // self.t_max + 1) // 2
        after_bottom = (2 * bottoms - 1) * self.t_max + 1
        restart = (1 - np.cos(np.pi / self.t_max)) / (1 + np.cos(np.pi * after_bottom / self.t_max))
        return np.where(t < after_bottom, height, height * restart) / 2
