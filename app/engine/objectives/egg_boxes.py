"""Dozens to thousands of minima: the nearest dimple is rarely the deepest."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction
from app.engine.text import Text

LEVY13 = CatalogueFunction(
    name="levy13",
    title=Text("Lévy no. 13", "レビィ関数 13"),
    formula="sin(3pi*x)^2 + (x - 1)^2*(1 + sin(3pi*y)^2) + (y - 1)^2*(1 + sin(2pi*y)^2)",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-7.0, 5.5),
    minima=(((1.0, 1.0), 0.0),),
    traits=("multimodal", "highly_multimodal", "ill_conditioned"),
    source="Lévy & Montalvo 1985, The Tunneling Algorithm for the Global Minimization of "
    "Functions; Surjanovic & Bingham 2013, Virtual Library of Simulation Experiments",
    notice=Text(
        "More than a thousand dimples in a wide bowl: small steps "
        "stop in an early one, and long strides follow the bowl.",
        "大きなお椀に千を超える小さなくぼみがあり、"
        "小さい歩幅では早々にくぼみで止まり、大きい歩幅ではお椀の形をたどれます。",
    ),
    learning_rates={
        "sgd": 8e-05,
        "momentum": 1.2e-05,
        "nesterov": 0.0005,
        "adagrad": 1.5,
        "adadelta": 40.0,
        "rmsprop": 0.1,
        "adam": 0.4,
        "adamw": 0.4,
    },
)

LEVY_D = CatalogueFunction(
    name="levy_d",
    title=Text("Lévy", "レビィ関数"),
    formula="sin(pi*(x + 3)/4)^2 + ((x - 1)/4)^2*(1 + 10*sin(pi*(x + 3)/4 + 1)^2) "
    "+ ((y - 1)/4)^2*(1 + sin(pi*(y + 3)/2)^2)",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-7.0, 6.0),
    minima=(((1.0, 1.0), 0.0),),
    traits=("multimodal", "highly_multimodal", "separable"),
    source="Lévy & Montalvo 1985, The Tunneling Algorithm for the Global Minimization of "
    "Functions; Surjanovic & Bingham 2013, Virtual Library of Simulation Experiments",
    notice=Text(
        "Some forty minima in a wavy bowl: momentum rolls across "
        "several of them to the deepest, and RMSProp stays in the first.",
        "波打つお椀に約 40 個の極小点があり、"
        "モメンタムはいくつも越えて最も深い点に着き、RMSProp は最初のくぼみに留まります。",
    ),
    learning_rates={
        "sgd": 0.12,
        "momentum": 0.04,
        "nesterov": 0.06,
        "adagrad": 0.5,
        "adadelta": 500.0,
        "rmsprop": 0.02,
        "adam": 0.25,
        "adamw": 0.25,
    },
)

GRIEWANK = CatalogueFunction(
    name="griewank",
    title=Text("Griewank", "グリーワンク関数"),
    formula="(x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2)) + 1",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-8.0, 6.0),
    minima=(
        ((0.0, 0.0), 0.0),
        ((-3.1400226338955397, -4.438444480920714), 0.007396040334115117),
        ((-3.1400226338955397, 4.438444480920714), 0.007396040334115117),
        ((3.1400226338955397, -4.438444480920714), 0.007396040334115117),
        ((3.1400226338955397, 4.438444480920714), 0.007396040334115117),
    ),
    traits=("multimodal", "highly_multimodal"),
    source="Griewank 1981, Generalized Descent for Global Optimization",
    notice=Text(
        "From afar a bowl, up close an egg box: every path ends in the dimple next to its start.",
        "遠くから見ればお椀、近くで見れば卵パックで、どの経路も出発点のそばのくぼみで終わります。",
    ),
    learning_rates={
        "sgd": 0.3,
        "momentum": 0.025,
        "nesterov": 0.09,
        "adagrad": 0.4,
        "adadelta": 9.0,
        "rmsprop": 0.025,
        "adam": 0.08,
        "adamw": 0.1,
    },
)

SCHWEFEL = CatalogueFunction(
    name="schwefel",
    title=Text("Schwefel", "シュベーフェル関数"),
    formula="837.9657745448674 - x*sin(sqrt(abs(x))) - y*sin(sqrt(abs(y)))",
    domain=((-500.0, 500.0), (-500.0, 500.0)),
    start=(330.0, -220.0),
    minima=(
        ((420.96874635998205, 420.96874635998205), 0.0),
        ((-302.5249356119118, 420.96874635998205), 118.43833461443785),
        ((420.96874635998205, -302.5249356119118), 118.43833461443785),
    ),
    traits=("multimodal", "highly_multimodal", "separable", "deceptive", "non_smooth"),
    source="Schwefel 1981, Numerical Optimization of Computer Models",
    notice=Text(
        "The two lowest valleys are far apart: paths from here "
        "end in the second, and weight decay pulls AdamW out of it.",
        "最も低い 2 つの谷は遠く離れていて、ここからの経路は 2 番目の谷に着き、"
        "AdamW は重み減衰でそこから引き離されます。",
    ),
    learning_rates={
        "sgd": 1.2,
        "momentum": 0.4,
        "nesterov": 0.4,
        "adagrad": 30.0,
        "adadelta": 500.0,
        "rmsprop": 1.5,
        "adam": 15.0,
        "adamw": 12.0,
    },
)

SHUBERT = CatalogueFunction(
    name="shubert",
    title=Text("Shubert", "シューバート関数"),
    formula="sum(i, 1, 5, i*cos((i + 1)*x + i))*sum(i, 1, 5, i*cos((i + 1)*y + i))",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-1.1, 4.6),
    minima=(
        ((-7.708313735499347, -7.0835064076515595), -186.73090883102378),
        ((-7.708313735499347, -0.8003211004719731), -186.73090883102378),
        ((-7.708313735499347, 5.482864206707614), -186.73090883102378),
        ((-7.0835064076515595, -7.708313735499347), -186.73090883102378),
        ((-7.0835064076515595, -1.425128428319761), -186.73090883102378),
        ((-7.0835064076515595, 4.858056878859825), -186.73090883102378),
        ((-1.425128428319761, -7.0835064076515595), -186.73090883102378),
        ((-1.425128428319761, -0.8003211004719731), -186.73090883102378),
        ((-1.425128428319761, 5.482864206707614), -186.73090883102378),
        ((-0.8003211004719731, -7.708313735499347), -186.73090883102378),
        ((-0.8003211004719731, -1.425128428319761), -186.73090883102378),
        ((-0.8003211004719731, 4.858056878859825), -186.73090883102378),
        ((4.858056878859825, -7.0835064076515595), -186.73090883102378),
        ((4.858056878859825, -0.8003211004719731), -186.73090883102378),
        ((4.858056878859825, 5.482864206707614), -186.73090883102378),
        ((5.482864206707614, -7.708313735499347), -186.73090883102378),
        ((5.482864206707614, -1.425128428319761), -186.73090883102378),
        ((5.482864206707614, 4.858056878859825), -186.73090883102378),
    ),
    traits=("multimodal", "highly_multimodal", "steep"),
    source="Shubert 1972, A Sequential Method Seeking the Global Maximum of a Function",
    notice=Text(
        "Hundreds of minima, 18 of them equally deep, between "
        "walls so steep that SGD needs a rate below 0.001 to settle.",
        "極小点は何百もあり、そのうち 18 個が同じ深さで、"
        "壁が急なので SGD が落ち着くには 0.001 より小さい学習率が必要です。",
    ),
    learning_rates={
        "sgd": 7e-05,
        "momentum": 4e-05,
        "nesterov": 3e-05,
        "adagrad": 0.12,
        "adadelta": 2.5,
        "rmsprop": 0.01,
        "adam": 0.05,
        "adamw": 0.05,
    },
)

NOISY_HILLS = CatalogueFunction(
    name="noisy_hills",
    title=Text("Noisy hills", "でこぼこの丘"),
    formula="0.1*(x^2 + y^2) + 0.6*sin(3x)*sin(3y) + 0.3*cos(5x - y)",
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    start=(1.5, -2.6),
    minima=(
        ((-0.5174543230239538, 0.5074025889103914), -0.8463382945311045),
        ((0.5174543230239538, -0.5074025889103914), -0.8463382945311045),
    ),
    traits=("multimodal", "highly_multimodal", "noisy"),
    source=Text(
        "our own: a bowl under two waves, to be tried with noisy gradients too",
        "独自。2 つの波が重なったお椀で、ノイズのある勾配でも試すとよい",
    ),
    notice=Text(
        "SGD stops in the nearest of some thirty dips, and momentum rolls on to one of the two deepest.",
        "SGD は約 30 個のくぼみの一番近いもので止まり、モメンタムは最も深い 2 つの一方まで転がります。",
    ),
    learning_rates={
        "sgd": 0.04,
        "momentum": 0.12,
        "nesterov": 0.009,
        "adagrad": 1.2,
        "adadelta": 4.0,
        "rmsprop": 0.01,
        "adam": 0.8,
        "adamw": 0.5,
    },
)

SCHAFFER2 = CatalogueFunction(
    name="schaffer2",
    title=Text("Schaffer no. 2", "シャファー関数 2"),
    formula="0.5 + (sin(x^2 - y^2)^2 - 0.5)/(1 + 0.001*(x^2 + y^2))^2",
    domain=((-10.0, 10.0), (-10.0, 10.0)),
    start=(-6.0, 4.2),
    minima=(((0.0, 0.0), 0.0),),
    traits=("multimodal", "highly_multimodal", "ripples"),
    source=Text(
        "Surjanovic & Bingham 2013, Virtual Library of Simulation Experiments (Schaffer function N. 2)",
        "Surjanovic & Bingham 2013, Virtual Library of Simulation Experiments（Schaffer 関数の 2 番）",
    ),
    notice=Text(
        "The grooves follow hyperbolas: a path soon drops into the nearest one and then hardly moves along its floor.",
        "溝が双曲線に沿って並び、経路はまもなく最寄りの溝に落ち、その後は溝の底をほとんど進みません。",
    ),
    learning_rates={
        "sgd": 0.0005,
        "momentum": 0.00025,
        "nesterov": 0.0002,
        "adagrad": 0.04,
        "adadelta": 0.4,
        "rmsprop": 0.0006,
        "adam": 0.008,
        "adamw": 0.01,
    },
)
