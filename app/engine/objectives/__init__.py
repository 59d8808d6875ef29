"""The test functions, in the order in which pickers list them. Adding one is one row and one line here."""

from __future__ import annotations

from difflib import get_close_matches

from app.engine.objectives.bowls import ELONGATED_BOWL, MATYAS, ROTATED_QUADRATIC, SHIFTED_BOWL, SPHERE
from app.engine.objectives.catalogue_function import CatalogueFunction, Parameter, Place
from app.engine.objectives.changing import REDDI_ONLINE
from app.engine.objectives.convex import BOOTH, LONG_VALLEY, QUARTIC_FLAT, TRID2, ZAKHAROV
from app.engine.objectives.data_defined import LINREG_MSE, LOGREG_L2, RELU_NEURON, SCALAR_FACTOR, TANH_NET
from app.engine.objectives.egg_boxes import GRIEWANK, LEVY13, LEVY_D, NOISY_HILLS, SCHAFFER2, SCHWEFEL, SHUBERT
from app.engine.objectives.few_minima import BRANIN, DIXON_PRICE2, DOUBLE_WELL_SADDLE, MCCORMICK, PEAKS, SIX_HUMP_CAMEL
from app.engine.objectives.formula import FormulaObjective
from app.engine.objectives.hills import ACKLEY, HIMMELBLAU, RASTRIGIN, STYBLINSKI_TANG, THREE_HUMP_CAMEL
from app.engine.objectives.kinks import ABS_L1, BUKIN6, CROSS_IN_TRAY, EGGHOLDER, HOLDER_TABLE, MAX_ABS
from app.engine.objectives.matrix_problems import MATRIX_LEAST_SQUARES
from app.engine.objectives.one_dimensional import FORRESTER, GRAMACY_LEE, TILTED_DOUBLE_WELL
from app.engine.objectives.plateaus import CLIFF, EASOM, GAUSS_WELL, MICHALEWICZ
from app.engine.objectives.saddles import MONKEY_SADDLE, SADDLE
from app.engine.objectives.valleys import BEALE, GOLDSTEIN_PRICE, ROSENBROCK
from app.engine.objectives.wells import (
    DROP_WAVE,
    DUPONT_GAUSSIANS,
    LILIPADS_HILLS,
    LILIPADS_LOCAL_MIN,
    SINC_PLATEAU,
)

__all__ = [
    "OBJECTIVES",
    "CatalogueFunction",
    "FormulaObjective",
    "Parameter",
    "Place",
    "UnknownObjectiveError",
    "objective_named",
]

OBJECTIVES: tuple[CatalogueFunction, ...] = (
    ELONGATED_BOWL,
    SPHERE,
    ROTATED_QUADRATIC,
    ROSENBROCK,
    BEALE,
    HIMMELBLAU,
    THREE_HUMP_CAMEL,
    RASTRIGIN,
    ACKLEY,
    GOLDSTEIN_PRICE,
    STYBLINSKI_TANG,
    SADDLE,
    MONKEY_SADDLE,
    MATYAS,
    SHIFTED_BOWL,
    LONG_VALLEY,
    BOOTH,
    TRID2,
    ZAKHAROV,
    QUARTIC_FLAT,
    LINREG_MSE,
    LOGREG_L2,
    TANH_NET,
    RELU_NEURON,
    SCALAR_FACTOR,
    DIXON_PRICE2,
    SIX_HUMP_CAMEL,
    MCCORMICK,
    BRANIN,
    PEAKS,
    DOUBLE_WELL_SADDLE,
    DUPONT_GAUSSIANS,
    LILIPADS_LOCAL_MIN,
    LILIPADS_HILLS,
    SINC_PLATEAU,
    DROP_WAVE,
    GAUSS_WELL,
    EASOM,
    CLIFF,
    MICHALEWICZ,
    ABS_L1,
    MAX_ABS,
    BUKIN6,
    EGGHOLDER,
    CROSS_IN_TRAY,
    HOLDER_TABLE,
    LEVY13,
    LEVY_D,
    GRIEWANK,
    SCHWEFEL,
    SHUBERT,
    NOISY_HILLS,
    SCHAFFER2,
    FORRESTER,
    GRAMACY_LEE,
    TILTED_DOUBLE_WELL,
    REDDI_ONLINE,
    MATRIX_LEAST_SQUARES,
)


class UnknownObjectiveError(LookupError):
    """A name that no test function has; `nearest` is the one that was probably meant, or None."""

    def __init__(self, name: str) -> None:
        self.name = name
        names = [function.name for function in OBJECTIVES]
        self.nearest = next(iter(get_close_matches(name, names, 1)), None)
        suggestion = f"did you mean {self.nearest}?" if self.nearest else f"known: {', '.join(names)}"
        super().__init__(f"there is no test function “{name}”; {suggestion}")


def objective_named(name: str) -> CatalogueFunction:
    """The test function called `name`."""
    for function in OBJECTIVES:
        if function.name == name:
            return function
    raise UnknownObjectiveError(name)
