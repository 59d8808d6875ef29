"""What SciPy's BFGS and conjugate gradient do on a line: Moré & Thuente's search first, bracketing and zooming if it fails."""

from __future__ import annotations

import numpy as np

from app.engine.line_searches.line import Line
from app.engine.line_searches.more_thuente import close_in
from app.engine.line_searches.zoom import Accepts, bracket_and_zoom


def wolfe_step(line: Line, previous_value: np.float64, c1: float, c2: float, accepts: Accepts) -> np.float64 | None:
    """A step that fulfils the strong Wolfe conditions and that `accepts` agrees to; none if none was found.

    The first step to try is the one to which the last decrease of the loss would lead at the present slope.
    """
    first = np.float64(1.0)
    if line.slope_at_origin != 0:
        guess = 1.01 * 2 * (line.value_at_origin - previous_value) / line.slope_at_origin
        first = np.float64(1.0) if min(first, guess) < 0 else min(first, guess)
    step = close_in(line, first, c1, c2)
    if step is not None and accepts(step):
        return step
    return bracket_and_zoom(line, first, c1, c2, accepts)
