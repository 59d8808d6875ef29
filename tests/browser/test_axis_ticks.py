"""The numbers of an axis: apart from each other, each once, and short enough for their place."""

from __future__ import annotations

import math
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("low", "high", "length_px", "words"),
    [
        (1, 12, 200, "1 2 3 5 7 10"),
        (0.24, 1.3, 200, "0.3 0.5 0.7 1"),
        (1e-3, 2, 200, "0.001 0.01 0.1 1"),
        (1e-16, 100, 200, "10−15 10−12 10−9 10−6 10−3 1"),
        (9.5, 10.5, 40, "10"),
        (2, 2.1, 200, "2 2.02 2.04 2.06 2.08 2.1"),
        (1e6, 1e6 + 16, 200, "1e6 +5 +10 +15"),
        (7 - 1e-9, 7, 200, "≈7 +1e-9"),
        (7 - 1e-13, 7, 200, "7"),
    ],
)
def test_no_two_numbers_of_a_logarithmic_axis_touch_or_say_the_same(
    call: Any, low: float, high: float, length_px: float, words: str
) -> None:
    assert words_of_axis(call, "logTicks", [math.log10(low), math.log10(high)], length_px) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 1, "0 0.2 0.4 0.6 0.8 1"),
        (-3.1, 8, "−2 0 2 4 6 8"),
        (2.82, 3.18, "2.9 3 3.1"),
        (1e6 + 1, 1e6 + 18, "≈1e6 +5 +10"),
        (9.15001e-4, 9.1509e-4, "≈0.00092 +2e-8 +4e-8 +6e-8"),
        (2e-199, 2.3e-199, "2e-199 +1e-200 +2e-200 +3e-200"),
        (-7.0000000000001, -7, "−7"),
    ],
)
def test_numbers_of_a_linear_axis_can_be_told_apart_and_have_room(
    call: Any, low: float, high: float, words: str
) -> None:
    assert words_of_axis(call, "linearTicks", [low, high], 160) == words


def words_of_axis(call: Any, rule: str, ends: list[float], length_px: float) -> str:
    said: str = call(
        "charts/axis_ticks.js",
        "(module, [rule, ...axis]) => module[rule](...axis).map(({ words, power }) => words + power).join(' ')",
        [rule, ends, length_px, 18],
    )
    return said
