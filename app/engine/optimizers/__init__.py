"""The optimizers, in the order in which pickers list them. Adding one is one new file and one line here."""

from __future__ import annotations

from app.engine.optimizers.adadelta import Adadelta
from app.engine.optimizers.adafactor import Adafactor
from app.engine.optimizers.adagrad import Adagrad
from app.engine.optimizers.adam import Adam
from app.engine.optimizers.adam_epsilon_hat import AdamEpsilonHat
from app.engine.optimizers.adamax import Adamax
from app.engine.optimizers.adamw import Adamw
from app.engine.optimizers.amsgrad import Amsgrad
from app.engine.optimizers.asgd import Asgd
from app.engine.optimizers.momentum import Momentum
from app.engine.optimizers.nadam import Nadam
from app.engine.optimizers.nesterov import Nesterov
from app.engine.optimizers.optimizer import Optimizer
from app.engine.optimizers.radam import Radam
from app.engine.optimizers.rmsprop import Rmsprop
from app.engine.optimizers.rprop import Rprop
from app.engine.optimizers.sgd import Sgd

OPTIMIZERS: tuple[type[Optimizer], ...] = (
    Sgd,
    Momentum,
    Nesterov,
    Asgd,
    Rprop,
    Adagrad,
    Adadelta,
    Rmsprop,
    Adam,
    AdamEpsilonHat,
    Adamw,
    Amsgrad,
    Adamax,
    Nadam,
    Radam,
    Adafactor,
)
