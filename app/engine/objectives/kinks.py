"""Kinks, creases and cusps: the gradient jumps, and somewhere a convention stands in for it."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction
from app.engine.text import Text

ABS_L1 = CatalogueFunction(
    name="abs_l1",
    title=Text("Absolute values", "絶対値の和"),
    formula="abs(x) + 3*abs(y)",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-4.0, 3.0),
    minima=(((0.0, 0.0), 0.0),),
    traits=("convex", "non_smooth", "separable"),
    source=Text(
        "the l1 norm with weights; Shor 1985, Minimization Methods for Non-Differentiable Functions",
        "重みつきの l1 ノルム; Shor 1985, Minimization Methods for Non-Differentiable Functions",
    ),
    notice=Text(
        "The slope never shrinks (on a kink it counts as 0), so SGD "
        "hops across the kinks until a falling rate lets it settle.",
        "傾きがいつまでも小さくならないため（折れ目の上では 0 とします）、"
        "SGD は学習率を下げるまで折れ目をまたいで往復します。",
    ),
    learning_rates={
        "sgd": 0.04,
        "momentum": 0.005,
        "nesterov": 0.006,
        "adagrad": 0.4,
        "adadelta": 15.0,
        "rmsprop": 0.03,
        "adam": 0.09,
        "adamw": 0.1,
    },
)

MAX_ABS = CatalogueFunction(
    name="max_abs",
    title=Text("Greatest coordinate", "最大値ノルム"),
    formula="max(abs(x), abs(y))",
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(-4.0, 2.5),
    minima=(((0.0, 0.0), 0.0),),
    traits=("convex", "non_smooth"),
    source=Text(
        "the maximum norm; Shor 1985, Minimization Methods for Non-Differentiable Functions",
        "最大値ノルム; Shor 1985, Minimization Methods for Non-Differentiable Functions",
    ),
    notice=Text(
        "Only the larger coordinate slopes (ties share), so SGD walks straight to the diagonal and zigzags along it.",
        "大きい方の座標にだけ傾きがあるため（等しい所では半分ずつ）、"
        "SGD は対角線まで一直線に進み、そこからジグザグに進みます。",
    ),
    learning_rates={
        "sgd": 0.08,
        "momentum": 0.012,
        "nesterov": 0.02,
        "adagrad": 0.4,
        "adadelta": 20.0,
        "rmsprop": 0.03,
        "adam": 0.09,
        "adamw": 0.1,
    },
)

BUKIN6 = CatalogueFunction(
    name="bukin6",
    title=Text("Bukin no. 6", "ブーキン関数 6"),
    formula="100*sqrt(abs(y - 0.01*x^2)) + 0.01*abs(x + 10)",
    domain=((-15.0, -5.0), (-3.0, 3.0)),
    start=(-12.0, 2.8),
    minima=(((-10.0, 1.0), 0.0),),
    traits=("non_smooth", "curved_valley", "ill_conditioned", "multimodal"),
    source="Bukin 1997, New Minimization Strategies for Non-Smooth Functions",
    notice=Text(
        "Towards the floor of the crease the slope grows without end "
        "(on it, it counts as 0), so a fixed rate hops from wall to wall.",
        "谷底に近づくほど傾きが限りなく急になり（谷底の上では 0 とします）、学習率が一定だと壁から壁へ跳ね続けます。",
    ),
    learning_rates={
        "sgd": 0.00015,
        "momentum": 2.5e-05,
        "nesterov": 1.5e-05,
        "adagrad": 0.06,
        "adadelta": 2.5,
        "rmsprop": 0.004,
        "adam": 0.007,
        "adamw": 0.008,
    },
)

EGGHOLDER = CatalogueFunction(
    name="eggholder",
    title=Text("Eggholder", "卵入れ"),
    formula="-(y + 47)*sin(sqrt(abs(y + x/2 + 47))) - x*sin(sqrt(abs(x - y - 47)))",
    domain=((-512.0, 512.0), (-512.0, 512.0)),
    start=(420.0, 330.0),
    minima=(((512.0, 404.2318051137578), -959.6406627208507),),
    traits=("multimodal", "highly_multimodal", "non_smooth"),
    source="Whitley, Rana, Dzubera & Mathias 1996, Evaluating Evolutionary Algorithms",
    notice=Text(
        "The lowest point is on the edge of the picture, and the slope leads on outwards there; a crease itself adds none.",
        "最も低い点は図の端にあり、そこでもまだ外へ向かって下っています（折れ目そのものの勾配は 0 とします）。",
    ),
    learning_rates={
        "sgd": 0.09,
        "momentum": 0.01,
        "nesterov": 0.01,
        "adagrad": 5.0,
        "adadelta": 200.0,
        "rmsprop": 0.4,
        "adam": 0.9,
        "adamw": 0.2,
    },
)

CROSS_IN_TRAY = CatalogueFunction(
    name="cross_in_tray",
    title=Text("Cross in tray", "お盆の十字"),
    formula="-0.0001*(abs(sin(x)*sin(y)*exp(abs(100 - sqrt(x^2 + y^2)/pi))) + 1)^0.1",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(2.7, 0.4),
    minima=(
        ((-1.3494066171539107, -1.3494066171539107), -2.062611870822738),
        ((-1.3494066171539107, 1.3494066171539107), -2.062611870822738),
        ((1.3494066171539107, -1.3494066171539107), -2.062611870822738),
        ((1.3494066171539107, 1.3494066171539107), -2.062611870822738),
    ),
    traits=("multimodal", "highly_multimodal", "non_smooth"),
    source="Mishra 2006, Some New Test Functions for Global Optimization "
    "and Performance of Repulsive Particle Swarm Method",
    notice=Text(
        "Creases along the axes part four equal minima; on a crease "
        "the slope counts as 0, so a start on an axis stays there.",
        "座標軸に沿う折れ目が同じ深さの 4 つの最小点を分け、"
        "折れ目の上の勾配は 0 とするので、軸の上から始めると動きません。",
    ),
    learning_rates={
        "sgd": 0.7,
        "momentum": 0.2,
        "nesterov": 0.2,
        "adagrad": 0.6,
        "adadelta": 40.0,
        "rmsprop": 0.05,
        "adam": 0.25,
        "adamw": 0.25,
    },
)

HOLDER_TABLE = CatalogueFunction(
    name="holder_table",
    title=Text("Hölder table", "ヘルダーテーブル関数"),
    formula="-abs(sin(x)*cos(y)*exp(abs(1 - sqrt(x^2 + y^2)/pi)))",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(7.0, 8.5),
    minima=(
        ((-8.055023475736563, -9.664590019241272), -19.208502567886732),
        ((-8.055023475736563, 9.664590019241272), -19.208502567886732),
        ((8.055023475736563, -9.664590019241272), -19.208502567886732),
        ((8.055023475736563, 9.664590019241272), -19.208502567886732),
    ),
    traits=("multimodal", "highly_multimodal", "non_smooth"),
    source="Mishra 2006, Some New Test Functions for Global Optimization "
    "and Performance of Repulsive Particle Swarm Method",
    notice=Text(
        "Four equally deep holes near the corners and dozens of "
        "shallower ones, parted by creases whose slope counts as 0.",
        "四隅に近い 4 つの穴が最も深く、ほかに浅い穴が数十個あり、境目の折れ目の上の勾配は 0 とします。",
    ),
    learning_rates={
        "sgd": 0.012,
        "momentum": 0.0005,
        "nesterov": 0.0008,
        "adagrad": 0.3,
        "adadelta": 8.0,
        "rmsprop": 0.02,
        "adam": 0.04,
        "adamw": 0.05,
    },
)
