"""Pace: what the learning rate of an optimizer is measured in, so that a rate can be suggested for any function.

Gradient descent steps η·g, so its rate is a share of 1/λ, the inverse of the largest curvature: above 2/λ it diverges.
Methods that divide by the size of the gradient step about η whatever the slope: their rate is a length, a share of the width
of what is looked at. Some measure in the size of the position, and some find their own rate or have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Pace:
    """A suggested learning rate is `share` of 1/λ (`inverse_curvature`), of the domain's width (`length`), or of 1 (`number`).

    `own`: the default will do, on any function.
    """

    unit: Literal["inverse_curvature", "length", "number", "own"]
    share: float = 1.0


OWN = Pace("own")
"""The rate finds itself, or does not exist."""


def of_curvature(share: float) -> Pace:
    """A share of 1/λ; 1 is gradient descent well inside its bound of 2/λ."""
    return Pace("inverse_curvature", share)


def of_width(share: float) -> Pace:
    """A share of the width of the domain; Adam's is 0.025."""
    return Pace("length", share)


def of_position(share: float) -> Pace:
    """A share of the length of the position, whatever the function: what methods with a trust ratio step."""
    return Pace("number", share)
