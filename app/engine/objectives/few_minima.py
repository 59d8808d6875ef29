"""A few minima of different depth: small enough to see every basin at once."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction
from app.engine.text import Text

DIXON_PRICE2 = CatalogueFunction(
    name="dixon_price2",
    title=Text("Dixon–Price", "ディクソン・プライス関数"),
    formula="(x - 1)^2 + 2*(2y^2 - x)^2",
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    start=(2.0, 0.05),
    minima=(
        ((1.0, -0.7071067811865475), 0.0),
        ((1.0, 0.7071067811865475), 0.0),
    ),
    saddles=(((0.33333333333333337, 0.0), 0.6666666666666667),),
    traits=("non_convex", "multimodal", "saddle", "polynomial"),
    source="Dixon & Price 1989, Truncated Newton Method for Sparse "
    "Unconstrained Optimization Using Automatic Differentiation",
    notice=Text(
        "The ridge y = 0 parts two mirror-image valleys, and momentum can swing across it into the other one.",
        "y = 0 の尾根が鏡写しの 2 つの谷を分けていて、モメンタムは勢いで反対側の谷へ渡ることがあります。",
    ),
    learning_rates={
        "sgd": 0.012,
        "momentum": 0.004,
        "nesterov": 0.004,
        "adagrad": 0.4,
        "adadelta": 8.0,
        "rmsprop": 0.012,
        "adam": 0.15,
        "adamw": 0.15,
    },
)

SIX_HUMP_CAMEL = CatalogueFunction(
    name="six_hump_camel",
    title=Text("Six-hump camel", "六こぶラクダ関数"),
    formula="(4 - 2.1x^2 + x^4/3)*x^2 + x*y + (4y^2 - 4)*y^2",
    domain=((-3.0, 3.0), (-2.0, 2.0)),
    start=(-1.9, 1.0),
    minima=(
        ((-0.08984201310031806, 0.7126564030207396), -1.0316284534898774),
        ((0.08984201310031806, -0.7126564030207396), -1.0316284534898774),
        ((-1.7036067149699807, 0.7960835686726252), -0.21546382438371725),
        ((1.7036067149699807, -0.7960835686726251), -0.21546382438371725),
        ((-1.6071047529201972, -0.5686514548841314), 2.104250310311258),
        ((1.6071047529201972, 0.5686514548841314), 2.104250310311258),
    ),
    saddles=(
        ((0.0, 0.0), 0.0),
        ((-1.1092053368047863, 0.7682680925095398), 0.5437186009781856),
        ((1.1092053368047863, -0.7682680925095398), 0.5437186009781856),
        ((-1.6380679841897787, -0.22867406904439408), 2.2293571975307143),
        ((1.6380679841897787, 0.2286740690443941), 2.2293571975307143),
        ((-1.2960702671671092, -0.6050843880386585), 2.22947081802986),
        ((1.2960702671671092, 0.6050843880386585), 2.22947081802986),
    ),
    maxima=(
        ((-1.2302298765166524, -0.16233458445899493), 2.496295351023577),
        ((1.2302298765166524, 0.16233458445899493), 2.496295351023577),
    ),
    traits=("multimodal", "saddle", "polynomial"),
    source="Dixon & Szegö 1978, The Global Optimization Problem: An Introduction, Towards Global Optimisation 2",
    notice=Text(
        "Six valleys in three pairs: small steps stay in the first, and momentum rolls on into one of the two deepest.",
        "6 つの谷が 2 つずつ 3 組あり、小さい歩幅では最初の谷に留まりますが、"
        "モメンタムは最も深い 2 つの谷の一方まで転がります。",
    ),
    learning_rates={
        "sgd": 0.006,
        "momentum": 0.07,
        "nesterov": 0.06,
        "adagrad": 1.0,
        "adadelta": 1.2,
        "rmsprop": 0.006,
        "adam": 0.6,
        "adamw": 0.6,
    },
)

MCCORMICK = CatalogueFunction(
    name="mccormick",
    title=Text("McCormick", "マコーミック関数"),
    formula="sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1",
    domain=((-1.5, 4.0), (-3.0, 4.0)),
    start=(1.0, 2.5),
    minima=(
        ((-0.5471975511965976, -1.5471975511965979), -1.9132229549810367),
        ((2.5943951023931953, 1.5943951023931953), 1.2283696986087564),
    ),
    saddles=(((1.5471975511965979, 0.5471975511965976), 1.9132229549810362),),
    traits=("multimodal", "saddle"),
    source="Jamil & Yang 2013, A Literature Survey of Benchmark Functions for Global Optimisation, arXiv:1308.4008",
    notice=Text(
        "Two valleys side by side: at the suggested rates all paths "
        "end in the shallower one, and no gradient warns of it.",
        "谷が 2 つ並び、提案の学習率ではどの経路も浅い方に落ち着きますが、勾配からはそれが分かりません。",
    ),
    learning_rates={
        "sgd": 0.07,
        "momentum": 0.02,
        "nesterov": 0.015,
        "adagrad": 0.4,
        "adadelta": 12.0,
        "rmsprop": 0.06,
        "adam": 0.3,
        "adamw": 0.3,
    },
)

BRANIN = CatalogueFunction(
    name="branin",
    title=Text("Branin", "ブラニン関数"),
    formula="(y - 5.1*x^2/(4pi^2) + 5*x/pi - 6)^2 + 10*(1 - 1/(8pi))*cos(x) + 10",
    domain=((-5.0, 10.0), (0.0, 15.0)),
    start=(6.2, 12.0),
    minima=(
        ((-3.141592653589793, 12.275), 0.39788735772973816),
        ((3.141592653589793, 2.275), 0.39788735772973816),
        ((9.42477796076938, 2.475), 0.39788735772973816),
    ),
    saddles=(
        ((0.0, 6.0), 19.602112642270264),
        ((6.283185307179586, 1.1), 19.602112642270264),
    ),
    traits=("multimodal", "saddle"),
    source="Branin 1972, Widely Convergent Method for Finding Multiple Solutions; Dixon & Szegö 1978",
    notice=Text(
        "Three minima of the same depth: whichever is reached first is as good as the others.",
        "同じ深さの最小点が 3 つあり、どれに着いても値は同じです。",
    ),
    learning_rates={
        "sgd": 0.06,
        "momentum": 0.0025,
        "nesterov": 0.003,
        "adagrad": 2.0,
        "adadelta": 40.0,
        "rmsprop": 0.15,
        "adam": 0.7,
        "adamw": 0.8,
    },
)

PEAKS = CatalogueFunction(
    name="peaks",
    title=Text("Peaks", "ピークス関数"),
    formula="3*(1 - x)^2*exp(-x^2 - (y + 1)^2) - 10*(x/5 - x^3 - y^5)*exp(-x^2 - y^2) - exp(-(x + 1)^2 - y^2)/3",
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    start=(0.2, 1.2),
    minima=(
        ((0.2282789205563691, -1.6255349574999964), -6.551133332835835),
        ((-1.3473962443682106, 0.2045188660970052), -3.0498494028002594),
        ((0.2964455538468321, 0.32019624766683435), -0.06493586825552683),
    ),
    saddles=(
        ((0.4163233216785082, -0.39414509840242457), 0.408547924594137),
        ((-0.2659375568372457, 0.46673999372626945), 0.7882934626789642),
        ((1.0982728343350927, 0.8544609795247523), 2.249191661526931),
    ),
    maxima=(
        ((1.285684697241304, -0.004847559075593674), 3.592489918002754),
        ((-0.46002451803438665, -0.6291965087168009), 3.7765809985322076),
        ((-0.009317581959954116, 1.5813679629389998), 8.106213589442337),
    ),
    traits=("multimodal", "saddle", "plateau"),
    source=Text(
        "the demonstration surface of MATLAB, called peaks there", "MATLAB のデモ用の曲面（そこでの名は peaks）"
    ),
    notice=Text(
        "SGD, AdaGrad and RMSProp stop in the dip next to the start; "
        "momentum and Adam cross it and reach the deepest hole.",
        "SGD・AdaGrad・RMSProp は出発点のそばのくぼみで止まり、モメンタムと Adam はそこを越えて最も深い穴に着きます。",
    ),
    learning_rates={
        "sgd": 0.01,
        "momentum": 0.012,
        "nesterov": 0.015,
        "adagrad": 0.15,
        "adadelta": 4.0,
        "rmsprop": 0.008,
        "adam": 0.6,
        "adamw": 0.6,
    },
)

DOUBLE_WELL_SADDLE = CatalogueFunction(
    name="double_well_saddle",
    title=Text("Double well", "二重井戸"),
    formula="x^4/4 - x^2/2 + y^2/2",
    domain=((-2.0, 2.0), (-2.0, 2.0)),
    start=(0.01, 1.5),
    minima=(
        ((-1.0, 0.0), -0.25),
        ((1.0, 0.0), -0.25),
    ),
    saddles=(((0.0, 0.0), 0.0),),
    traits=("multimodal", "saddle", "separable", "polynomial"),
    source=Text(
        "the textbook double well; Strogatz 1994, Nonlinear Dynamics and Chaos, section 6.5",
        "教科書の二重井戸; Strogatz 1994, Nonlinear Dynamics and Chaos, section 6.5",
    ),
    notice=Text(
        "SGD runs straight at the saddle and turns only slowly; "
        "Adam, which does not mind a small gradient, turns at once.",
        "SGD は鞍点へまっすぐ向かってからゆっくり曲がりますが、勾配の小ささに左右されない Adam はすぐに曲がります。",
    ),
    learning_rates={
        "sgd": 0.3,
        "momentum": 0.12,
        "nesterov": 0.09,
        "adagrad": 0.5,
        "adadelta": 12.0,
        "rmsprop": 0.02,
        "adam": 0.25,
        "adamw": 0.25,
    },
)
