"""The schedules, in the order in which pickers list them. Adding one is one new file and one line here."""

from __future__ import annotations

from app.engine.schedules.constant import Constant
from app.engine.schedules.cosine import Cosine
from app.engine.schedules.exponential import Exponential
from app.engine.schedules.linear import Linear
from app.engine.schedules.schedule import Schedule
from app.engine.schedules.step import Step

SCHEDULES: tuple[type[Schedule], ...] = (Constant, Step, Exponential, Cosine, Linear)
