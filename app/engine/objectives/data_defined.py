"""Losses of tiny models on a handful of examples: x and y are the weights."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction
from app.engine.text import Text

LINREG_MSE = CatalogueFunction(
    name="linreg_mse",
    title=Text("Linear regression", "線形回帰"),
    formula="((y - 2x + 3.9)^2 + (y - x + 2.1)^2 + (y - 0.2)^2 + (y + x - 1.8)^2 + (y + 2x - 4.1)^2)/5",
    domain=((-2.0, 5.0), (-3.0, 3.0)),
    start=(-1.0, 2.5),
    minima=(((1.99, 0.02), 0.02139999999999997),),
    traits=("convex", "quadratic", "well_conditioned", "separable", "data"),
    source=Text(
        "our own five points; Legendre 1805, Nouvelles méthodes pour la détermination des orbites des comètes",
        "独自の 5 点; Legendre 1805, Nouvelles méthodes pour la détermination des orbites des comètes",
    ),
    notice=Text(
        "x is the slope and y the intercept of a line: the floor is above 0 because no line meets all five points.",
        "x は直線の傾き、y は切片で、5 点すべてを通る直線はないため、お椀の底は 0 になりません。",
    ),
    learning_rates={
        "sgd": 0.06,
        "momentum": 0.025,
        "nesterov": 0.015,
        "adagrad": 0.8,
        "adadelta": 20.0,
        "rmsprop": 0.09,
        "adam": 0.4,
        "adamw": 0.4,
    },
)

LOGREG_L2 = CatalogueFunction(
    name="logreg_l2",
    title=Text("Logistic regression", "ロジスティック回帰"),
    formula="(softplus(y - 2x) + softplus(y - 1.5x) + softplus(y - x) + softplus(0.5x - y) + softplus(y + 0.5x) "
    "+ softplus(-x - y) + softplus(-1.5x - y) + softplus(-2x - y))/8 + 0.01*(x^2 + y^2)",
    domain=((-4.0, 6.0), (-4.0, 4.0)),
    start=(-3.0, 3.0),
    minima=(((1.4420667305478607, 0.0), 0.3939822475100179),),
    traits=("convex", "well_conditioned", "data"),
    source=Text(
        "our own eight points; Hastie, Tibshirani & Friedman 2009, The Elements of Statistical Learning, section 4.4",
        "独自の 8 点; Hastie, Tibshirani & Friedman 2009, The Elements of Statistical Learning, section 4.4",
    ),
    notice=Text(
        "Far from the minimum the loss is almost a straight slope, around "
        "it a shallow bowl: the gradient shrinks long before arrival.",
        "最小点から遠い所はほぼ一定の傾き、近くは浅いお椀なので、到着するずっと前から勾配が小さくなります。",
    ),
    learning_rates={
        "sgd": 0.8,
        "momentum": 0.07,
        "nesterov": 0.25,
        "adagrad": 1.0,
        "adadelta": 25.0,
        "rmsprop": 0.12,
        "adam": 0.4,
        "adamw": 0.4,
    },
)

TANH_NET = CatalogueFunction(
    name="tanh_net",
    title=Text("Tiny tanh network", "小さな tanh ネットワーク"),
    formula="((y*tanh(x) - 2*tanh(1.5))^2 + (y*tanh(x/2) - 2*tanh(0.75))^2)/2",
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    start=(-0.3, 0.4),
    minima=(
        ((-1.5, -2.0), 0.0),
        ((1.5, 2.0), 0.0),
    ),
    saddles=(((0.0, 0.0), 2.4454151055900404),),
    traits=("multimodal", "saddle", "data"),
    source=Text(
        "our own: a network of one hidden unit that learns 2·tanh(1.5t) from t = ±1, ±0.5",
        "独自。隠れユニット 1 個のネットワークが t = ±1, ±0.5 で 2·tanh(1.5t) を学ぶ",
    ),
    notice=Text(
        "Changing the sign of both weights changes nothing: two "
        "equal minima, with a saddle between them at the origin.",
        "2 つの重みの符号を同時に変えても出力は同じなので、同じ深さの最小点が 2 つあり、その間の原点が鞍点になります。",
    ),
    learning_rates={
        "sgd": 0.2,
        "momentum": 0.04,
        "nesterov": 0.05,
        "adagrad": 0.7,
        "adadelta": 9.0,
        "rmsprop": 0.07,
        "adam": 0.2,
        "adamw": 0.25,
    },
)

RELU_NEURON = CatalogueFunction(
    name="relu_neuron",
    title=Text("One ReLU neuron", "ReLU ニューロン 1 個"),
    formula="sum(i, -2, 2, (relu(i*x + y) - relu(1.5i - 0.5))^2)/5",
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    start=(-2.5, 1.0),
    minima=(((1.5, -0.5), 0.0),),
    traits=("plateau", "non_smooth", "data", "non_convex"),
    source=Text(
        "our own: one neuron that learns relu(1.5t - 0.5) from t = -2 … 2; Lu et al. 2019, arXiv:1903.06733, on dying ReLUs",
        "独自。1 個のニューロンが t = -2 … 2 で relu(1.5t - 0.5) を学ぶ; 死んだ ReLU については Lu et al. 2019, arXiv:1903.06733",
    ),
    notice=Text(
        "SGD ends where the neuron is silent for every example: the "
        "gradient is exactly 0 there, and the loss stays at 1.45.",
        "SGD はどの入力にもニューロンが反応しない領域に入り、そこでは勾配がちょうど 0 なので損失は 1.45 のままです。",
    ),
    learning_rates={
        "sgd": 0.08,
        "momentum": 0.007,
        "nesterov": 0.009,
        "adagrad": 0.7,
        "adadelta": 150.0,
        "rmsprop": 0.08,
        "adam": 0.4,
        "adamw": 0.4,
    },
)

SCALAR_FACTOR = CatalogueFunction(
    name="scalar_factor",
    title=Text("Two factors", "2 つの因数"),
    formula="(x*y - 1)^2/2",
    domain=((-4.0, 4.0), (-4.0, 4.0)),
    start=(-3.0, 0.1),
    minima=(
        ((-1.0, -1.0), 0.0),
        ((1.0, 1.0), 0.0),
    ),
    saddles=(((0.0, 0.0), 0.5),),
    traits=("saddle", "degenerate", "polynomial", "non_convex"),
    source=Text(
        "a linear network with one weight per layer; Saxe, McClelland & Ganguli 2014, arXiv:1312.6120",
        "各層に重みが 1 つの線形ネットワーク; Saxe, McClelland & Ganguli 2014, arXiv:1312.6120",
    ),
    notice=Text(
        "Every point of the curve xy = 1 is a minimum: which one is reached depends on the start and on the optimizer.",
        "曲線 xy = 1 のすべての点が最小点で、どこに着くかは出発点と手法によって変わります。",
    ),
    learning_rates={
        "sgd": 0.03,
        "momentum": 0.01,
        "nesterov": 0.007,
        "adagrad": 0.4,
        "adadelta": 5.0,
        "rmsprop": 0.012,
        "adam": 0.15,
        "adamw": 0.15,
    },
)
