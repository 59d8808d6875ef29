"""Wells, hills and rings made of Gaussians and waves, as other visualizers draw them."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction
from app.engine.text import Text

DUPONT_GAUSSIANS = CatalogueFunction(
    name="dupont_gaussians",
    title=Text("Two wells in a bowl", "お椀の中の 2 つの穴"),
    formula="x^2 + y^2 - 2*exp(-((x - 1)^2 + y^2)/0.2) - 3*exp(-((x + 1)^2 + y^2)/0.2)",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(1.7, 1.2),
    minima=(
        ((-0.9363006340109187, 0.0), -2.0630902517681946),
        ((0.905317899160115, 0.0), -1.0927319992017408),
    ),
    saddles=(((0.06860243670809668, 0.0), -0.03137427327004572),),
    traits=("multimodal", "saddle"),
    source="Dupont 2018, Interactive Visualization of Optimization Algorithms in Deep Learning",
    notice=Text(
        "SGD stops in the nearer of the two wells; momentum and "
        "Adam have the speed to climb out and reach the deeper one.",
        "SGD は 2 つの穴の近い方で止まり、モメンタムと Adam は勢いでそこを抜け出して深い方に着きます。",
    ),
    learning_rates={
        "sgd": 0.025,
        "momentum": 0.025,
        "nesterov": 0.025,
        "adagrad": 0.4,
        "adadelta": 4.0,
        "rmsprop": 0.015,
        "adam": 0.5,
        "adamw": 0.6,
    },
)

LILIPADS_LOCAL_MIN = CatalogueFunction(
    name="lilipads_local_min",
    title=Text("Shallow and deep well", "浅い穴と深い穴"),
    formula="x^2 + (1.4y)^2 - 2*exp(-((x - 1)^2 + (1.4y)^2)/0.2) - 6*exp(-((x + 1)^2 + (1.4y)^2)/0.2)",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(1.6, 0.9),
    minima=(
        ((-0.9675774464554597, 0.0), -5.032339968658434),
        ((0.9053178606008483, 0.0), -1.092732038481015),
    ),
    saddles=(((0.12025036405942181, 0.0), -0.03856400986031281),),
    traits=("multimodal", "saddle"),
    source=Text(
        "Jiang 2020, A Visual Explanation of Gradient Descent Methods (local minimum)",
        "Jiang 2020, A Visual Explanation of Gradient Descent Methods（極小点）",
    ),
    notice=Text(
        "The shallow well lies between the start and one almost five times as deep: it takes momentum to get there.",
        "出発点から見ると、浅い穴の向こうに 5 倍近く深い穴があり、そこに着くにはモメンタムの勢いが要ります。",
    ),
    learning_rates={
        "sgd": 0.012,
        "momentum": 0.015,
        "nesterov": 0.003,
        "adagrad": 1.2,
        "adadelta": 4.0,
        "rmsprop": 0.012,
        "adam": 0.5,
        "adamw": 0.5,
    },
)

LILIPADS_HILLS = CatalogueFunction(
    name="lilipads_hills",
    title=Text("Hills in a bowl", "お椀の中の丘"),
    formula="x^2 + (1.4y)^2 + 2*exp(-((x - 1)^2 + (1.4y)^2)/0.2) + 6*exp(-((x + 1)^2 + (1.4y)^2)/0.2) "
    "- 2*exp(-((x - 1)^2 + (1.4y + 1)^2)/0.2)",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.7, 0.4),
    minima=(
        ((0.9003065222993073, -0.6534011583039486), -0.15880861003441438),
        ((0.04150712569956175, -0.0006403776376543045), 0.048284960796130906),
    ),
    saddles=(
        ((0.45829297372301087, -0.44998075616155375), 0.4377686518934314),
        ((1.4852458636525214, 0.006561191693455616), 2.8182018464271112),
        ((-1.71027297234088, 0.0), 3.40661552151778),
    ),
    maxima=(
        ((1.1215460775056234, 0.0050603856635397125), 3.1033822884052085),
        ((-1.0346981883783095, 0.0), 7.034589911693166),
    ),
    traits=("multimodal", "saddle"),
    source=Text(
        "Jiang 2020, A Visual Explanation of Gradient Descent Methods (hills)",
        "Jiang 2020, A Visual Explanation of Gradient Descent Methods（丘）",
    ),
    notice=Text(
        "At the suggested rates all paths end in the shallow basin in "
        "the middle; the deepest well is at the foot of the right hill.",
        "提案の学習率ではどの経路も中央の浅いくぼみに入り、最も深い穴は右の丘のふもとに残ります。",
    ),
    learning_rates={
        "sgd": 0.05,
        "momentum": 0.015,
        "nesterov": 0.015,
        "adagrad": 0.5,
        "adadelta": 6.0,
        "rmsprop": 0.05,
        "adam": 0.2,
        "adamw": 0.2,
    },
)

SINC_PLATEAU = CatalogueFunction(
    name="sinc_plateau",
    title=Text("Rings around a hole", "穴を囲む環"),
    formula="-sin(10*sqrt(x^2 + y^2) + 0.01)/(10*sqrt(x^2 + y^2) + 0.01) + 0.01*(10*sqrt(x^2 + y^2) + 0.01)^2",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(-1.6, 1.1),
    minima=(((0.0, 0.0), -0.9999823334166664),),
    traits=("multimodal", "non_smooth", "plateau"),
    source=Text(
        "Jiang 2020, A Visual Explanation of Gradient Descent Methods (plateau)",
        "Jiang 2020, A Visual Explanation of Gradient Descent Methods（台地）",
    ),
    notice=Text(
        "SGD stops in the ring-shaped valley; momentum and Adam "
        "roll on to the centre, a faint kink whose slope counts as 0.",
        "SGD は環状の谷で止まり、モメンタムと Adam は中心まで転がります（中心のわずかな折れ目での勾配は 0 とします）。",
    ),
    learning_rates={
        "sgd": 0.04,
        "momentum": 0.005,
        "nesterov": 0.009,
        "adagrad": 0.8,
        "adadelta": 5.0,
        "rmsprop": 0.02,
        "adam": 0.15,
        "adamw": 0.15,
    },
)

DROP_WAVE = CatalogueFunction(
    name="drop_wave",
    title=Text("Drop wave", "水滴の波紋"),
    formula="-(1 + cos(12*sqrt(x^2 + y^2)))/(0.5*(x^2 + y^2) + 2)",
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    start=(-0.95, 0.85),
    minima=(((0.0, 0.0), -1.0),),
    traits=("multimodal", "highly_multimodal"),
    source="Surjanovic & Bingham 2013, Virtual Library of Simulation Experiments",
    notice=Text(
        "The valleys are rings: most paths stop in the trough next "
        "to the start, where no slope leads to the centre any more.",
        "谷が環になっていて、多くの経路は出発点のそばの環で止まり、そこには中心へ向かう傾きが残っていません。",
    ),
    learning_rates={
        "sgd": 0.005,
        "momentum": 0.0025,
        "nesterov": 0.002,
        "adagrad": 0.4,
        "adadelta": 1.5,
        "rmsprop": 0.04,
        "adam": 0.025,
        "adamw": 0.025,
    },
)
