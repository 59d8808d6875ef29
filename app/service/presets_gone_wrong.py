"""Presets that show what goes wrong, and beside it, where there is one, the way out."""

from __future__ import annotations

from app.engine.text import Text
from app.service.preset import Preset, run

RATE_TOO_LARGE = Preset(
    name="rate_too_large",
    title=Text("A rate just too large", "わずかに大きすぎる学習率"),
    why=Text(
        "Here 2/λmax is 1: at 0.95 the zigzag shrinks, at 1.05 every step lands higher on the other wall.",
        "ここでは 2/λmax が 1 です。0.95 では振動が縮み、1.05 では 1 歩ごとに反対側の壁のより高い所に着きます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "elongated_bowl"},
        "start": [-8.5, 0.4],
        "steps": 40,
        "runs": [
            run("sgd", learning_rate=0.95),
            run("sgd", learning_rate=1.05),
        ],
    },
)

RATE_TOO_SMALL = Preset(
    name="rate_too_small",
    title=Text("A rate too small", "小さすぎる学習率"),
    why=Text(
        "At 0.01 the valley floor is reached and then hardly left: three quarters of the way remain after 300 steps.",
        "0.01 では谷底に着いてからほとんど進まず、300 ステップ後も道のりの約 4 分の 3 が残ります。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "elongated_bowl"},
        "start": [-7.0, 3.5],
        "steps": 300,
        "runs": [run("sgd", learning_rate=0.01), run("sgd", learning_rate=0.3)],
    },
)

STUCK_AT_A_SADDLE = Preset(
    name="stuck_at_a_saddle",
    title=Text("Stuck on a saddle", "鞍点で止まる"),
    why=Text(
        "Started exactly on the ridge, SGD walks to the saddle and stays; a little noise is enough to fall into a well.",
        "尾根の真上から始めた SGD は鞍点まで進んで止まります。わずかなノイズがあれば、くぼみへ落ちます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "double_well_saddle"},
        "start": [0.0, 1.6],
        "steps": 120,
        "runs": [run("sgd", learning_rate=0.1), run("noisy_sgd", learning_rate=0.1)],
    },
)

MOMENTUM_OVERSHOOTS = Preset(
    name="momentum_overshoots",
    title=Text("Too much momentum", "モメンタムが強すぎる"),
    why=Text(
        "With μ = 0.97 the ball rolls past the minimum and back, again and again, long after plain SGD has arrived.",
        "μ = 0.97 では玉が最小点を通り過ぎては戻ります。ただの SGD が着いた後も、行き来が続きます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "linreg_mse"},
        "start": [-1.0, 2.5],
        "steps": 120,
        "runs": [run("sgd", learning_rate=0.06), run("momentum", learning_rate=0.025, momentum=0.97)],
    },
)

ADAM_ON_REDDIS_PROBLEM = Preset(
    name="adam_on_reddis_problem",
    title=Text("Adam walks the wrong way", "Adam が逆へ進む"),
    why=Text(
        "Rare large gradients point to −1, and Adam forgets them: it ends at +1; AMSGrad keeps the largest and goes left.",
        "まれに来る大きな勾配は −1 を指しますが、Adam はそれを忘れて +1 に着きます。最大値を保つ AMSGrad は左へ進みます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "reddi_online"},
        "steps": 300,
        "project": True,
        "runs": [
            run("adam", learning_rate=0.05, beta1=0.0, beta2=0.1),
            run("amsgrad", learning_rate=0.05, beta1=0.0, beta2=0.1),
        ],
    },
)

THROWN_OFF_THE_CLIFF = Preset(
    name="thrown_off_the_cliff",
    title=Text("Thrown off the cliff", "崖で放り出される"),
    why=Text(
        "On the cliff the slope is so steep that one step of SGD leaves the map; clipped to length 1, the same rate walks on.",
        "崖では傾きが急なので、SGD は 1 歩で地図の外へ飛び出します。勾配ノルムを 1 に抑えれば、同じ学習率でも歩いて進みます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "cliff"},
        "start": [0.5, 2.5],
        "steps": 60,
        "runs": [
            run("sgd", learning_rate=0.8),
            run("sgd", label="SGD ‖g‖ ≤ 1", learning_rate=0.8, clip={"norm": 1.0}),
        ],
    },
)

ADAGRAD_STARVES = Preset(
    name="adagrad_starves",
    title=Text("AdaGrad starves", "AdaGrad の歩幅が尽きる"),
    why=Text(
        "The first steep slopes stay in AdaGrad's sum for ever, and its steps dwindle; RMSProp forgets them and goes on.",
        "最初の急な勾配が AdaGrad の和に残り続け、歩幅は小さくなる一方です。RMSProp はそれを忘れて進みます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "rosenbrock"},
        "steps": 300,
        "runs": [run("adagrad", learning_rate=0.3), run("rmsprop", learning_rate=0.03)],
    },
)

SIGNS_KEEP_HOPPING = Preset(
    name="signs_keep_hopping",
    title=Text("Signs keep hopping", "符号だけでは跳ね続ける"),
    why=Text(
        "A rule that looks at signs alone never makes smaller steps: it hops around the minimum unless the rate shrinks.",
        "符号しか見ない手法は歩幅が縮みません。学習率を下げない限り、最小点のまわりで跳ね続けます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "elongated_bowl"},
        "start": [-7.0, 4.0],
        "steps": 120,
        "runs": [
            run("sign_sgd", learning_rate=0.3),
            run(
                "sign_sgd",
                label=Text("SignSGD, falling rate", "SignSGD（学習率を下げる）"),
                learning_rate=0.3,
                schedule={"name": "linear", "start_factor": 1.0, "end_factor": 0.0, "total_iters": 120},
            ),
        ],
    },
)

NEWTON_WALKS_TO_A_SADDLE = Preset(
    name="newton_walks_to_a_saddle",
    title=Text("Newton walks uphill", "Newton 法が鞍点へ登る"),
    why=Text(
        "Newton's method looks for a zero of the gradient, and the nearest one is a saddle; damped, it goes down instead.",
        "Newton 法は勾配が 0 になる点を探すので、近くの鞍点に着きます。減衰つきなら下へ向かいます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "himmelblau"},
        "start": [0.6, 2.6],
        "steps": 30,
        "runs": [run("newton"), run("damped_newton"), run("sgd", learning_rate=0.0075)],
    },
)

RPROP_IN_NOISE = Preset(
    name="rprop_in_noise",
    title=Text("Rprop in noise", "ノイズの中の Rprop"),
    why=Text(
        "Noise flips the signs, every flip halves Rprop's steps, and it stops far from the minimum; Adam comes close.",
        "ノイズで符号が入れ替わるたびに Rprop の歩幅が半分になり、最小点から遠くで止まります。Adam は近くまで着きます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "elongated_bowl"},
        "steps": 200,
        "seed": 1,
        "noise": 1.0,
        "runs": [run("rprop", learning_rate=0.24), run("adam", learning_rate=0.3)],
    },
)

FALSE_MINIMUM = Preset(
    name="false_minimum",
    title=Text("The false minimum in 4-D", "4 次元の偽の最小点"),
    why=Text(
        "In four dimensions Rosenbrock's valley has a second end at height 3.7, and from here three of four stop there.",
        "4 次元の Rosenbrock 関数の谷には高さ 3.7 の行き止まりがあり、この出発点からは 4 つのうち 3 つがそこで止まります。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "rosenbrock", "dimension": 4},
        "start": [-1.0, 1.0, 1.0, 1.0],
        "steps": 300,
        "runs": [run("adam", learning_rate=0.1), run("bfgs"), run("conjugate_gradient"), run("lbfgs")],
    },
)

ADAM_COMES_LAST = Preset(
    name="adam_comes_last",
    title=Text("Adam comes last", "Adam が最下位になる"),
    why=Text(
        "After thirty steps on the bowl of the textbook Adam is the worst of the four: it still swings across the valley.",
        "教科書のお椀を 30 ステップ進むと、4 つのうち Adam が最下位です。まだ谷を横切って揺れています。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "elongated_bowl"},
        "start": [-7.0, 2.0],
        "steps": 30,
        "runs": [
            run("sgd", learning_rate=0.95),
            run("momentum", learning_rate=0.1, momentum=0.9),
            run("adagrad", learning_rate=1.5),
            run("adam", learning_rate=0.3),
        ],
    },
)

LOST_ON_A_PLATEAU = Preset(
    name="lost_on_a_plateau",
    title=Text("Lost on a plateau", "平らな所で動けない"),
    why=Text(
        "Far from the well the slope is all but zero: SGD stands still; Adam divides by the size of the slope and walks home.",
        "くぼみから遠い所では傾きがほぼ 0 です。SGD は動けず、傾きの大きさで割る Adam はくぼみに着きます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "gauss_well"},
        "start": [-4.2, 2.4],
        "steps": 200,
        "runs": [run("sgd", learning_rate=0.6), run("adam", learning_rate=0.1)],
    },
)

AXES_THAT_DO_NOT_FIT = Preset(
    name="axes_that_do_not_fit",
    title=Text("A valley across the axes", "座標軸に対して斜めの谷"),
    why=Text(
        "AdaGrad and Adam scale each axis alone, which does not help in a tilted valley; BFGS learns the tilt in a few steps.",
        "AdaGrad と Adam は軸ごとに歩幅を決めるので、斜めの谷では役に立ちません。BFGS は数歩で傾きを学びます。",
    ),
    goes_wrong=True,
    experiment={
        "objective": {"name": "rotated_quadratic"},
        "steps": 150,
        "runs": [run("adagrad", learning_rate=1.0), run("adam", learning_rate=0.3), run("bfgs")],
    },
)

GONE_WRONG = (
    RATE_TOO_LARGE,
    STUCK_AT_A_SADDLE,
    ADAM_ON_REDDIS_PROBLEM,
    THROWN_OFF_THE_CLIFF,
    MOMENTUM_OVERSHOOTS,
    NEWTON_WALKS_TO_A_SADDLE,
    SIGNS_KEEP_HOPPING,
    ADAGRAD_STARVES,
    RPROP_IN_NOISE,
    FALSE_MINIMUM,
    LOST_ON_A_PLATEAU,
    AXES_THAT_DO_NOT_FIT,
    ADAM_COMES_LAST,
    RATE_TOO_SMALL,
)
"""In the order in which the gallery shows them."""
