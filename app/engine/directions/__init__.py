"""The kinds of directions, in the order in which pickers list them. Adding one is one new file and one line here."""

from __future__ import annotations

from app.engine.directions.axes import Axes
from app.engine.directions.direction import Direction
from app.engine.directions.filter_normalized import FilterNormalized
from app.engine.directions.gaussian import Gaussian
from app.engine.directions.gradient import Gradient
from app.engine.directions.hessian import Hessian
from app.engine.directions.principal import Principal
from app.engine.directions.state import Remembered
from app.engine.directions.towards import Towards

DIRECTIONS: tuple[type[Direction], ...] = (
    Axes,
    Gaussian,
    FilterNormalized,
    Principal,
    Towards,
    Gradient,
    Remembered,
    Hessian,
)
