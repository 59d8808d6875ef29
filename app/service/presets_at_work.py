"""Presets that show what a method is made for."""

from __future__ import annotations

from app.engine.text import Text
from app.service.preset import Preset, run

FALLING_RATES_ON_A_KINK = Preset(
    name="falling_rates_on_a_kink",
    title=Text("A falling rate settles a kink", "折れ目では学習率を下げる"),
    why=Text(
        "Beside a kink the slope never gets small: a constant rate hops for ever, with a falling one SGD settles.",
        "折れ目のそばでは傾きが小さくなりません。一定の学習率では跳ね続け、下げていけば SGD は落ち着きます。",
    ),
    experiment={
        "objective": {"expression": "abs(x) + abs(y)/2", "domain": [[-4.0, 4.0], [-3.0, 3.0]]},
        "start": [-3.3, 2.6],
        "steps": 150,
        "runs": [
            run("sgd", label=Text("Constant rate", "一定の学習率"), learning_rate=0.25),
            run(
                "sgd",
                label=Text("Cosine", "コサイン"),
                learning_rate=0.25,
                schedule={"name": "cosine", "t_max": 150},
            ),
            run("sgd", label=Text("Inverse time", "逆時間減衰"), learning_rate=0.25, schedule={"name": "inverse_time"}),
        ],
    },
    view={"curve": "learning_rate"},
)

RACE_ON_ROSENBROCK = Preset(
    name="race_on_rosenbrock",
    title=Text("Curvature pays", "曲率を学ぶと速い"),
    why=Text(
        "BFGS gets to the end of the valley with 40 gradients, half of what conjugate gradients ask for; SGD has barely turned.",
        "BFGS は約 40 回の勾配で谷の終点に着きます。共役勾配法の半分です。SGD はまだ谷に入ったばかりです。",
    ),
    experiment={
        "objective": {"name": "rosenbrock"},
        "steps": 100,
        "runs": [run("sgd", learning_rate=0.0015), run("conjugate_gradient"), run("bfgs"), run("lbfgs")],
    },
)

A_CROWD_ON_THE_EGG_BOX = Preset(
    name="a_crowd_on_the_egg_box",
    title=Text("A crowd on the egg box", "卵パックを群れで探す"),
    why=Text(
        "SGD and Nelder–Mead settle in the next hollow; CMA-ES looks at a whole crowd of points and finds the lowest one.",
        "SGD と Nelder–Mead 法は近くのくぼみで終わります。CMA-ES は多くの点を一度に見て、最も低いくぼみを見つけます。",
    ),
    experiment={
        "objective": {"name": "rastrigin"},
        "steps": 200,
        "seed": 1,
        "runs": [run("sgd", learning_rate=0.001), run("nelder_mead"), run("cma_es")],
    },
)

SAM_PREFERS_FLAT_GROUND = Preset(
    name="sam_prefers_flat_ground",
    title=Text("SAM prefers flat ground", "SAM は広いくぼみを選ぶ"),
    why=Text(
        "SGD falls into the narrow hole on its way; SAM looks at the worst point nearby, does not trust it, and goes on.",
        "SGD は途中の狭い穴に落ちます。SAM は周囲で最も高い点を見るので、穴を避けて広いくぼみまで進みます。",
    ),
    experiment={
        "objective": {
            "expression": "(x^2 + y^2)/20 - 1.2exp(-((x - 1.5)^2 + y^2)/1.5) - 0.9exp(-((x + 0.8)^2 + (y - 0.3)^2)/0.08)",
            "domain": [[-3.0, 3.0], [-2.5, 2.5]],
        },
        "start": [-2.2, 1.2],
        "steps": 150,
        "runs": [
            run("sgd", learning_rate=0.2),
            run("sam", inner={"name": "sgd", "learning_rate": 0.2}, rho=0.8),
        ],
    },
)

LOOKAHEAD_CALMS = Preset(
    name="lookahead_calms",
    title=Text("Lookahead calms what swings", "Lookahead は揺れを鎮める"),
    why=Text(
        "SGD at 1.01 climbs the walls; Lookahead, going back half of every five such steps, brings it home.",
        "学習率 1.01 の SGD は壁を登っていきます。5 歩ごとに半分戻る Lookahead をかぶせると、最小点に着きます。",
    ),
    experiment={
        "objective": {"name": "elongated_bowl"},
        "start": [-8.0, 1.0],
        "steps": 100,
        "runs": [
            run("sgd", learning_rate=1.01),
            run("lookahead", inner={"name": "sgd", "learning_rate": 1.01}),
        ],
    },
)

POLYAK_NEEDS_NO_RATE = Preset(
    name="polyak_needs_no_rate",
    title=Text("No rate to choose", "学習率を選ばない"),
    why=Text(
        "Who knows how low the minimum lies can compute each step from it: Polyak's rule outruns SGD with nothing tuned.",
        "最小値がわかっていれば、歩幅は計算できます。Polyak の方法は何も調整せずに SGD を追い抜きます。",
    ),
    experiment={
        "objective": {"name": "beale"},
        "steps": 150,
        "runs": [run("sgd", learning_rate=0.02), run("polyak_sgd")],
    },
)

AT_WORK = (
    RACE_ON_ROSENBROCK,
    SAM_PREFERS_FLAT_GROUND,
    FALLING_RATES_ON_A_KINK,
    A_CROWD_ON_THE_EGG_BOX,
    LOOKAHEAD_CALMS,
    POLYAK_NEEDS_NO_RATE,
)
"""In the order in which the gallery shows them."""
