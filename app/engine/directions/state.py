"""What an optimizer remembers, as a direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.engine.directions.direction import DirectionError, Immediate, Surroundings, Vectors, checked_count
from app.engine.text import Text


@dataclass(frozen=True, kw_only=True)
class Remembered(Immediate):
    """State: the vector that the optimizer carries on: velocity, first moment, last step.

    Where the optimizer would go if the slope vanished. Beside the negative gradient it shows how far memory and slope disagree.

    Rule:         d = velocity, or whichever vector the state holds first
    Convention:   as it stands in the state, with the optimizer's own sign and scale
    """

    name: ClassVar[str] = "state"
    title: ClassVar[Text] = Text("Optimizer's memory", "手法の記憶")
    idea: ClassVar[Text] = Text(
        "Velocity, first moment: where memory leads.", "速度や 1 次モーメント：記憶が導く方向です。"
    )
    japanese: ClassVar[str] = """
    傾きがなくなったときに、手法が進み続ける方向です。負の勾配と並べると、記憶と傾きの食い違いが見えます。

    Convention: 状態にあるままの符号と大きさです
    """
    most: ClassVar[int] = 1

    def vectors(self, around: Surroundings, count: int) -> Vectors:
        checked_count(count, self.most)
        for values in around.state.values():
            if np.shape(values) == around.origin.shape and np.any(values):
                return Vectors(np.array(values, dtype=np.float64)[None])
        raise DirectionError("no_state", "there is no optimizer's state at the origin, or nothing in it yet")
