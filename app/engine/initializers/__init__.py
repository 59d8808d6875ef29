"""The initializers, in the order in which pickers list them. Adding one is one new file and one line here."""

from __future__ import annotations

from app.engine.initializers.constant import Constant
from app.engine.initializers.he import He
from app.engine.initializers.initializer import Initializer
from app.engine.initializers.lecun import Lecun
from app.engine.initializers.normal import Normal
from app.engine.initializers.orthogonal import Orthogonal
from app.engine.initializers.uniform import Uniform
from app.engine.initializers.xavier import Xavier

INITIALIZERS: tuple[type[Initializer], ...] = (Constant, Normal, Uniform, Xavier, He, Lecun, Orthogonal)
