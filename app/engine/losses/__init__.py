"""The losses, in the order in which pickers list them. Adding one is one new file and one line here."""

from __future__ import annotations

from app.engine.losses.hinge import Hinge
from app.engine.losses.logistic import Logistic
from app.engine.losses.loss import Loss
from app.engine.losses.mean_squared_error import MeanSquaredError
from app.engine.losses.softmax_cross_entropy import SoftmaxCrossEntropy

LOSSES: tuple[type[Loss], ...] = (SoftmaxCrossEntropy, Hinge, Logistic, MeanSquaredError)
