"""The schedules, in the order in which pickers list them. Adding one is one new file and one line here."""

from __future__ import annotations

from app.engine.schedules.chained import Chained
from app.engine.schedules.constant import Constant
from app.engine.schedules.constant_factor import ConstantFactor
from app.engine.schedules.cosine import Cosine
from app.engine.schedules.cosine_warm_restarts import CosineWarmRestarts
from app.engine.schedules.cyclic import Cyclic
from app.engine.schedules.exponential import Exponential
from app.engine.schedules.inverse_time import InverseTime
from app.engine.schedules.lambda_ import LambdaFormula
from app.engine.schedules.linear import Linear
from app.engine.schedules.multi_step import MultiStep
from app.engine.schedules.multiplicative import Multiplicative
from app.engine.schedules.one_cycle import OneCycle
from app.engine.schedules.polynomial import Polynomial
from app.engine.schedules.reduce_on_plateau import ReduceOnPlateau
from app.engine.schedules.rex import Rex
from app.engine.schedules.schedule import Schedule
from app.engine.schedules.sequential import Sequential
from app.engine.schedules.step import Step
from app.engine.schedules.swa import Swa
from app.engine.schedules.warmup_constant import WarmupConstant
from app.engine.schedules.warmup_cosine import WarmupCosine
from app.engine.schedules.warmup_exponential import WarmupExponential
from app.engine.schedules.warmup_stable_decay import WarmupStableDecay

SCHEDULES: tuple[type[Schedule], ...] = (
    Constant,
    Step,
    MultiStep,
    Exponential,
    Cosine,
    CosineWarmRestarts,
    Linear,
    ConstantFactor,
    Polynomial,
    InverseTime,
    ReduceOnPlateau,
    Cyclic,
    OneCycle,
    WarmupConstant,
    WarmupCosine,
    WarmupExponential,
    WarmupStableDecay,
    Rex,
    Swa,
    LambdaFormula,
    Multiplicative,
    Sequential,
    Chained,
)
