"""Many minima: where a path ends depends on where it starts, and on how much it overshoots."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction, Parameter
from app.engine.objectives.extension import Extension
from app.engine.text import Text

HIMMELBLAU = CatalogueFunction(
    name="himmelblau",
    title=Text("Himmelblau", "ヒンメルブラウ関数"),
    formula="(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-0.25, 0.30),
    minima=(
        ((3.0, 2.0), 0.0),
        ((-2.805118086952745, 3.131312518250573), 0.0),
        ((-3.779310253377747, -3.2831859912861696), 0.0),
        ((3.5844283403304917, -1.8481265269644036), 0.0),
    ),
    saddles=(
        ((3.385154183607021, 0.07385187983774928), 13.311926270405587),
        ((0.08667750455539634, 2.8842547011747763), 67.71915008752613),
        ((-3.0730257507643897, -0.08135304428796751), 104.01516291755811),
        ((-0.12796134673068008, -1.9537149802445766), 178.33723920192745),
    ),
    maxima=(((-0.2708445906673476, -0.9230385564799815), 181.6165215225827),),
    traits=("multimodal", "saddle", "polynomial"),
    source="Himmelblau 1972, Applied Nonlinear Programming",
    notice=Text(
        "Four minima of equal depth: from one start near the hilltop, different optimizers end in different valleys.",
        "同じ深さの最小点が 4 つあり、頂上近くの同じ点から出発しても、手法によって着く谷が違います。",
    ),
    learning_rates={
        "sgd": 0.0075,
        "momentum": 0.0068,
        "nesterov": 0.005,
        "adagrad": 0.6,
        "adadelta": 8.0,
        "rmsprop": 0.06,
        "adam": 0.16,
        "adamw": 0.16,
    },
)

THREE_HUMP_CAMEL = CatalogueFunction(
    name="three_hump_camel",
    title=Text("Three-hump camel", "三こぶラクダ関数"),
    formula="2x^2 - 1.05x^4 + x^6/6 + x*y + y^2",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-2.5, 2.5),
    minima=(
        ((0.0, 0.0), 0.0),
        ((-1.747552345830289, 0.8737761729151445), 0.29863844223685965),
        ((1.747552345830289, -0.8737761729151445), 0.29863844223685965),
    ),
    saddles=(
        ((-1.0705422918236598, 0.5352711459118299), 0.8773615577631402),
        ((1.0705422918236598, -0.5352711459118299), 0.8773615577631402),
    ),
    traits=("multimodal", "steep", "saddle", "polynomial"),
    source="Branin 1972, Widely Convergent Method for Finding Multiple Solutions; Jamil & Yang 2013, no. 152",
    notice=Text(
        "Careful steps stop in the first of three valleys; momentum may roll through it into the deepest one.",
        "慎重に進むと 3 つの谷の最初で止まり、モメンタムはそこを通り越して最も深い谷へ転がり込むことがあります。",
    ),
    learning_rates={
        "sgd": 0.03,
        "momentum": 0.006,
        "nesterov": 0.01,
        "adagrad": 0.8,
        "adadelta": 6.0,
        "rmsprop": 0.08,
        "adam": 0.2,
        "adamw": 0.2,
    },
)

RASTRIGIN = CatalogueFunction(
    name="rastrigin",
    title=Text("Rastrigin", "ラストリギン関数"),
    formula="2a + x^2 - a*cos(2pi*x) + y^2 - a*cos(2pi*y)",
    parameters={
        "a": Parameter(
            default=10.0,
            lower=0.0,
            upper=20.0,
            meaning=Text("height of the ripples; 0 is the sphere", "波の高さ。0 なら球面関数"),
        )
    },
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    start=(4.4, 2.45),
    minima=(((0.0, 0.0), 0.0),),
    traits=("multimodal", "highly_multimodal", "separable"),
    source="Rastrigin 1974, Systems of Extremal Control",
    notice=Text(
        "121 minima on an egg box: SGD falls into the nearest one; momentum and long first steps skip a few, no more.",
        "卵パックのように 121 個の極小点があり、SGD は一番近いくぼみに落ちます。モメンタムや大きな第一歩でも数個越えるだけです。",
    ),
    learning_rates={
        "sgd": 0.001,
        "momentum": 0.004,
        "nesterov": 0.0008,
        "adagrad": 1.0,
        "adadelta": 3.0,
        "rmsprop": 0.03,
        "adam": 0.8,
        "adamw": 0.8,
    },
    extension=Extension("{x}^2 - 10cos(2pi*{x}) + 10", "each"),
)

ACKLEY = CatalogueFunction(
    name="ackley",
    title=Text("Ackley", "アクリー関数"),
    formula="-20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2pi*x) + cos(2pi*y))/2) + e + 20",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-2.3, 1.6),
    minima=(((0.0, 0.0), 0.0),),
    traits=("multimodal", "highly_multimodal", "non_smooth"),
    source="Ackley 1987, A Connectionist Machine for Genetic Hillclimbing",
    notice=Text(
        "A funnel under ripples with a cusp at its tip: with a fixed rate the path never settles there.",
        "さざ波のある漏斗の底はとがっているため、学習率が一定だと最後まで落ち着きません。",
    ),
    learning_rates={
        "sgd": 0.015,
        "momentum": 0.015,
        "nesterov": 0.01,
        "adagrad": 0.8,
        "adadelta": 3.0,
        "rmsprop": 0.07,
        "adam": 0.3,
        "adamw": 0.3,
    },
)

STYBLINSKI_TANG = CatalogueFunction(
    name="styblinski_tang",
    title=Text("Styblinski–Tang", "スティブリンスキー・タン関数"),
    formula="(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y)/2",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(4.2, 4.4),
    minima=(
        ((-2.9035340277711774, -2.9035340277711774), -78.33233140754284),
        ((-2.9035340277711774, 2.746802770990837), -64.19561235905536),
        ((2.746802770990837, -2.9035340277711774), -64.19561235905536),
        ((2.746802770990837, 2.746802770990837), -50.05889331056789),
    ),
    saddles=(
        ((-2.9035340277711774, 0.1567312567803401), -38.97055334471606),
        ((0.1567312567803401, -2.9035340277711774), -38.97055334471606),
        ((2.746802770990837, 0.1567312567803401), -24.833834296228588),
        ((0.1567312567803401, 2.746802770990837), -24.833834296228588),
    ),
    maxima=(((0.1567312567803401, 0.1567312567803401), 0.3912247181107161),),
    traits=("multimodal", "separable", "saddle", "polynomial"),
    source="Styblinski & Tang 1990, Experiments in Nonconvex Optimization, Neural Networks 3",
    notice=Text(
        "Four valleys of three depths: careful steps stop in the first, the shallowest; momentum may roll on to the deepest.",
        "4 つの谷は深さが 3 通り。慎重に進むと最初の最も浅い谷で止まり、モメンタムは最も深い谷まで転がることがあります。",
    ),
    learning_rates={
        "sgd": 0.01,
        "momentum": 0.01,
        "nesterov": 0.014,
        "adagrad": 0.4,
        "adadelta": 8.0,
        "rmsprop": 0.05,
        "adam": 0.15,
        "adamw": 0.15,
    },
    extension=Extension("({x}^4 - 16{x}^2 + 5{x})/2", "each"),
)
