"""Presets of learning problems: pairs that differ in one thing, one of them going wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.engine.text import Text
from app.service.preset import Preset, run

_CLASSES: Mapping[str, Any] = {"name": "softmax_cross_entropy"}
_VALUES: Mapping[str, Any] = {"name": "mean_squared_error"}
_SPIRAL: Mapping[str, Any] = {"name": "spiral"}
_FEW_MOONS: Mapping[str, Any] = {"name": "moons", "points": 40, "noise": 0.4, "validation": 0.5}


def _network(*hidden: int, activation: str = "relu", **settings: Any) -> dict[str, Any]:
    return {"name": "mlp", "hidden": list(hidden), "activation": activation, **settings}


def _deep(*, batch_norm: bool) -> dict[str, Any]:
    """Six layers of sigmoids on the moons, with and without normalisation."""
    model = _network(*[20] * 6, activation="sigmoid", batch_norm=batch_norm, initializer={"name": "xavier"})
    return {
        "objective": {"model": model, "dataset": {"name": "moons"}, "loss": _CLASSES},
        "steps": 200,
        "runs": [run("sgd", learning_rate=0.5), run("momentum", learning_rate=0.1, momentum=0.9)],
    }


def _few_moons(l2: float) -> dict[str, Any]:
    return {
        "objective": {"model": _network(100), "dataset": _FEW_MOONS, "loss": {**_CLASSES, "l2": l2}},
        "steps": 300,
        "runs": [run("adam", learning_rate=0.03)],
    }


LINES_ON_A_SPIRAL = Preset(
    name="lines_on_a_spiral",
    title=Text("Straight lines on a spiral", "らせんに直線"),
    why=Text(
        "A linear model cuts the plane with straight lines: half of the points stay wrong, whatever the optimizer.",
        "線形モデルは平面を直線で切ることしかできません。どの手法でも、半分の点は間違えたままです。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"model": {"name": "linear"}, "dataset": _SPIRAL, "loss": _CLASSES},
        "steps": 200,
        "runs": [run("sgd", learning_rate=3.0), run("adam", learning_rate=0.05)],
    },
)

A_NETWORK_BENDS = Preset(
    name="a_network_bends",
    title=Text("A network bends the borders", "境界を曲げるネットワーク"),
    why=Text(
        "A hundred ReLU units lay a border around every arm of the same spiral: more than 19 of 20 points come out right.",
        "同じらせんでも、100 個の ReLU ユニットは腕に沿って境界を曲げます。20 点中 19 点以上が正解になります。",
    ),
    experiment={
        "objective": {"model": _network(100), "dataset": _SPIRAL, "loss": _CLASSES},
        "steps": 300,
        "runs": [run("sgd", learning_rate=0.6), run("adam", learning_rate=0.02)],
    },
    view={"regions": "all"},
)

ZEROS_NEVER_LEARN = Preset(
    name="zeros_never_learn",
    title=Text("Zeros never learn", "ゼロから始めると学べない"),
    why=Text(
        "With all weights zero no signal passes, forward or back: not one weight ever moves, and the loss stays at ln 3.",
        "重みがすべて 0 だと、信号は前にも後ろにも通りません。重みはひとつも動かず、損失は ln 3 のままです。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {
            "model": _network(100, initializer={"name": "constant", "value": 0.0}),
            "dataset": _SPIRAL,
            "loss": _CLASSES,
        },
        "steps": 150,
        "runs": [run("sgd", learning_rate=1.0), run("momentum", learning_rate=0.1, momentum=0.9)],
    },
)

SATURATED = Preset(
    name="saturated",
    title=Text("Saturated from the start", "最初から飽和"),
    why=Text(
        "Weights of size 30 push the sigmoids to 0 or 1, where they have no slope: the loss stays above that of guessing, 0.69.",
        "大きさ 30 の重みではシグモイドが 0 か 1 に張りつき、傾きが消えます。損失は当てずっぽうの 0.69 を上回ったままです。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {
            "model": _network(50, 50, activation="sigmoid", initializer={"name": "normal", "std": 30.0}),
            "dataset": {"name": "moons"},
            "loss": _CLASSES,
        },
        "steps": 200,
        "runs": [run("sgd", learning_rate=0.1), run("adam", learning_rate=0.02)],
    },
    view={"stage": "activations"},
)

DEEP_SIGMOIDS_STALL = Preset(
    name="deep_sigmoids_stall",
    title=Text("The gradient fades", "勾配が消える"),
    why=Text(
        "Back through six layers of sigmoids the gradient shrinks a thousandfold, and the loss stays at that of guessing.",
        "シグモイドの 6 層をさかのぼるうちに勾配は千分の一以下になり、損失は当てずっぽうのまま下がりません。",
    ),
    goes_wrong=True,
    experiment=_deep(batch_norm=False),
    view={"figure": "group_gradient_norm"},
)

BATCH_NORM_REVIVES = Preset(
    name="batch_norm_revives",
    title=Text("Batch norm revives it", "バッチ正規化で生き返る"),
    why=Text(
        "The same six layers with batch normalisation: signals keep their size, and all points are right in 200 steps.",
        "同じ 6 層にバッチ正規化を入れると、信号の大きさが保たれ、200 ステップですべての点が正解になります。",
    ),
    experiment=_deep(batch_norm=True),
    view={"figure": "group_gradient_norm"},
)

TRAINING_RUNS_AWAY = Preset(
    name="training_runs_away",
    title=Text("A training runs away", "学習が発散する"),
    why=Text(
        "A straight line through ten points: 2/λmax is 0.71. At 0.6 the line falls into place, at 0.75 it swings ever wider.",
        "10 点に直線を当てはめます。2/λmax は 0.71 です。0.6 なら収まり、0.75 では直線の揺れが広がり続けます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"model": {"name": "linear"}, "dataset": {"name": "linear_regression"}, "loss": _VALUES},
        "steps": 60,
        "runs": [run("sgd", learning_rate=0.6), run("sgd", learning_rate=0.75)],
    },
)

SMALL_BATCHES_TREMBLE = Preset(
    name="small_batches_tremble",
    title=Text("Small batches tremble", "小さなバッチは震える"),
    why=Text(
        "Four points a step show the slope only roughly: a constant rate trembles for ever, a falling one comes to rest.",
        "1 ステップ 4 点では、傾きが大まかにしか分かりません。一定の学習率では震え続け、下げていけば落ち着きます。",
    ),
    experiment={
        "objective": {"model": {"name": "linear"}, "dataset": {"name": "moons", "noise": 0.3}, "loss": _CLASSES},
        "steps": 300,
        "batch": {"size": 4},
        "record": {"evaluate_every": 5},
        "runs": [
            run("sgd", label=Text("Constant rate", "一定の学習率"), learning_rate=3.0),
            run("sgd", label=Text("Cosine", "コサイン"), learning_rate=3.0, schedule={"name": "cosine", "t_max": 300}),
        ],
    },
)

LEARNED_BY_HEART = Preset(
    name="learned_by_heart",
    title=Text("Learned by heart", "丸暗記"),
    why=Text(
        "Few points, much noise, a wide network: it bends around every one of them, while the validation loss triples.",
        "点が少なくノイズが多いと、幅の広いネットワークは一点一点を囲い込み、検証損失が 3 倍に上がります。",
    ),
    goes_wrong=True,
    experiment=_few_moons(0.0),
)

WEIGHTS_HELD_BACK = Preset(
    name="weights_held_back",
    title=Text("Weights held back", "重みを抑える"),
    why=Text(
        "The same few points with an L2 penalty of 0.01: the border stays calm, and so does the validation loss.",
        "同じ少数の点でも、L2 正則化 0.01 を加えると境界は滑らかなままで、検証損失も上がりません。",
    ),
    experiment=_few_moons(0.01),
)

THROUGH_THE_NOISE = Preset(
    name="through_the_noise",
    title=Text("A curve through noise", "ノイズの中の曲線"),
    why=Text(
        "The noise alone costs about σ² = 0.04. Adam comes down to it: the network has found the sine between the points.",
        "ノイズだけで損失は約 σ² = 0.04 です。Adam はそこまで下がり、点の間に隠れた正弦波を見つけます。",
    ),
    experiment={
        "objective": {
            "model": _network(20, 20, activation="tanh"),
            "dataset": {"name": "noisy_sine"},
            "loss": _VALUES,
        },
        "steps": 300,
        "runs": [run("momentum", learning_rate=0.003, momentum=0.9), run("adam", learning_rate=0.02)],
    },
)

HANDWRITTEN_DIGITS = Preset(
    name="handwritten_digits",
    title=Text("Digits in a hundred steps", "100 ステップで手書き数字"),
    why=Text(
        "Sixty-four pixels, ten classes: in a hundred steps Adam reads 97 of 100 digits that it has never seen.",
        "64 画素、10 クラス。Adam は 100 ステップで、見たことのない数字を 100 枚中 97 枚読めるようになります。",
    ),
    experiment={
        "objective": {
            "model": _network(40),
            "dataset": {"name": "digits", "preprocess": "scale", "validation": 0.2},
            "loss": _CLASSES,
        },
        "steps": 100,
        "runs": [run("sgd", learning_rate=0.15), run("adam", learning_rate=0.02)],
    },
)

LEARNING = (
    LINES_ON_A_SPIRAL,
    A_NETWORK_BENDS,
    ZEROS_NEVER_LEARN,
    SATURATED,
    DEEP_SIGMOIDS_STALL,
    BATCH_NORM_REVIVES,
    TRAINING_RUNS_AWAY,
    SMALL_BATCHES_TREMBLE,
    LEARNED_BY_HEART,
    WEIGHTS_HELD_BACK,
    THROUGH_THE_NOISE,
    HANDWRITTEN_DIGITS,
)
"""In the order in which the gallery shows them."""
