"""Functions of x alone: the picture is the graph itself."""

from __future__ import annotations

from app.engine.objectives.catalogue_function import CatalogueFunction
from app.engine.text import Text

FORRESTER = CatalogueFunction(
    name="forrester",
    title=Text("Forrester", "フォレスター関数"),
    formula="(6x - 2)^2*sin(12x - 4)",
    variables=("x",),
    domain=((0.0, 1.0),),
    start=(0.02,),
    minima=(
        ((0.7572487578418559,), -6.0207400557670825),
        ((0.14258918932471631,), -0.9863254063210813),
    ),
    saddles=(((0.3333333333333333,), 0.0),),
    maxima=(((0.5240774773419504,), 0.9863254063210816),),
    traits=("multimodal",),
    source="Forrester, Sóbester & Keane 2008, Engineering Design via Surrogate Modelling, appendix",
    notice=Text(
        "A dip and a flat spot come before the deepest valley: most "
        "paths stop in the dip, and Adam's long strides clear the hill.",
        "最も深い谷の手前にくぼみと平らな所があり、"
        "多くの経路はくぼみで止まりますが、歩幅の大きい Adam は山を越えます。",
    ),
    learning_rates={
        "sgd": 0.0006,
        "momentum": 4e-05,
        "nesterov": 0.0001,
        "adagrad": 0.06,
        "adadelta": 0.6,
        "rmsprop": 0.004,
        "adam": 0.25,
        "adamw": 0.25,
    },
)

GRAMACY_LEE = CatalogueFunction(
    name="gramacy_lee",
    title=Text("Gramacy–Lee", "グラマシー・リー関数"),
    formula="sin(10pi*x)/(2x) + (x - 1)^4",
    variables=("x",),
    domain=((0.5, 2.5),),
    start=(2.4,),
    minima=(
        ((0.5485634445276052,), -0.8690111349894998),
        ((0.7487437781430086,), -0.6632798486904421),
        ((0.9489336866904863,), -0.5266047887404023),
        ((1.1490876188021966,), -0.43445504846995664),
        ((1.348785167362593,), -0.3556350233910972),
        ((1.5472883271844393,), -0.23225917160244927),
        ((1.743576740469435,), 0.024757434887311858),
        ((1.9362196625299228,), 0.5338536167507469),
        ((2.121899166052543,), 1.434593915896147),
    ),
    maxima=(
        ((1.4503754479592186,), 0.38585761513184513),
        ((1.2493461246338586,), 0.4039904556911186),
        ((1.049035447451949,), 0.4764152882059155),
        ((1.6531283824041174,), 0.4829649510082784),
        ((0.848783063224031,), 0.58917109857047),
        ((0.6482096871882319,), 0.785451245998324),
        ((1.8591605421834454,), 0.8027538280367315),
        ((2.0720340395406835,), 1.5065586241954554),
    ),
    traits=("multimodal", "highly_multimodal"),
    source="Gramacy & Lee 2012, Cases for the Nugget in Modeling Computer Experiments",
    notice=Text(
        "SGD stops in the first trough and momentum some crests "
        "later; at the suggested rates nobody reaches the deepest one.",
        "SGD は最初の谷で、モメンタムはいくつか先の谷で止まり、提案の学習率では最も深い谷に誰も着きません。",
    ),
    learning_rates={
        "sgd": 0.0025,
        "momentum": 0.0025,
        "nesterov": 0.002,
        "adagrad": 0.4,
        "adadelta": 2.0,
        "rmsprop": 0.02,
        "adam": 0.12,
        "adamw": 0.1,
    },
)

TILTED_DOUBLE_WELL = CatalogueFunction(
    name="tilted_double_well",
    title=Text("Tilted double well", "傾いた二重井戸"),
    formula="x^4 - 2x^2 + 0.3x",
    variables=("x",),
    domain=((-2.0, 2.0),),
    start=(1.8,),
    minima=(
        ((-1.0355787140888537,), -1.305428483743916),
        ((0.9601495555191055,), -0.7058535189717372),
    ),
    maxima=(((0.07542915856974822,), 0.011282002715653128),),
    traits=("multimodal", "polynomial"),
    source=Text("the textbook double well, tilted by 0.3x", "教科書の二重井戸を 0.3x だけ傾けたもの"),
    notice=Text(
        "SGD rolls into the nearer, shallower well, and momentum carries on over the hill into the deeper one.",
        "SGD は近くて浅い方のくぼみに入り、モメンタムは勢いで山を越えて深い方に着きます。",
    ),
    learning_rates={
        "sgd": 0.012,
        "momentum": 0.015,
        "nesterov": 0.025,
        "adagrad": 0.4,
        "adadelta": 8.0,
        "rmsprop": 0.03,
        "adam": 0.7,
        "adamw": 0.7,
    },
)
