"""The optimizers, in the order in which pickers list them. Adding one is one new file and one line here."""

from __future__ import annotations

from app.engine.optimizers.adabelief import Adabelief
from app.engine.optimizers.adabound import Adabound
from app.engine.optimizers.adadelta import Adadelta
from app.engine.optimizers.adafactor import Adafactor
from app.engine.optimizers.adagrad import Adagrad
from app.engine.optimizers.adam import Adam
from app.engine.optimizers.adam_epsilon_hat import AdamEpsilonHat
from app.engine.optimizers.adamax import Adamax
from app.engine.optimizers.adamw import Adamw
from app.engine.optimizers.adan import Adan
from app.engine.optimizers.ademamix import Ademamix
from app.engine.optimizers.adopt import Adopt
from app.engine.optimizers.aggmo import Aggmo
from app.engine.optimizers.amsgrad import Amsgrad
from app.engine.optimizers.asgd import Asgd
from app.engine.optimizers.bfgs import Bfgs
from app.engine.optimizers.cma_es import CmaEs
from app.engine.optimizers.conjugate_gradient import ConjugateGradient
from app.engine.optimizers.dadapt_adamw import DadaptAdamw
from app.engine.optimizers.damped_newton import DampedNewton
from app.engine.optimizers.diffgrad import Diffgrad
from app.engine.optimizers.dog import Dog
from app.engine.optimizers.fromage import Fromage
from app.engine.optimizers.ftrl import Ftrl
from app.engine.optimizers.gradient_descent_line_search import GradientDescentLineSearch
from app.engine.optimizers.lamb import Lamb
from app.engine.optimizers.lars import Lars
from app.engine.optimizers.lbfgs import Lbfgs
from app.engine.optimizers.lion import Lion
from app.engine.optimizers.lookahead import Lookahead
from app.engine.optimizers.madgrad import Madgrad
from app.engine.optimizers.momentum import Momentum
from app.engine.optimizers.momo import Momo
from app.engine.optimizers.muon import Muon
from app.engine.optimizers.nadam import Nadam
from app.engine.optimizers.nelder_mead import NelderMead
from app.engine.optimizers.nesterov import Nesterov
from app.engine.optimizers.newton import Newton
from app.engine.optimizers.noisy_sgd import NoisySgd
from app.engine.optimizers.novograd import Novograd
from app.engine.optimizers.optimistic_gradient_descent import OptimisticGradientDescent
from app.engine.optimizers.optimizer import Optimizer
from app.engine.optimizers.polyak_sgd import PolyakSgd
from app.engine.optimizers.prodigy import Prodigy
from app.engine.optimizers.qhadam import Qhadam
from app.engine.optimizers.qhm import Qhm
from app.engine.optimizers.radam import Radam
from app.engine.optimizers.random_local_search import RandomLocalSearch
from app.engine.optimizers.random_search import RandomSearch
from app.engine.optimizers.rmsprop import Rmsprop
from app.engine.optimizers.rprop import Rprop
from app.engine.optimizers.sam import Sam
from app.engine.optimizers.schedule_free_adamw import ScheduleFreeAdamw
from app.engine.optimizers.schedule_free_sgd import ScheduleFreeSgd
from app.engine.optimizers.sgd import Sgd
from app.engine.optimizers.sgld import Sgld
from app.engine.optimizers.shampoo import Shampoo
from app.engine.optimizers.sign_sgd import SignSgd
from app.engine.optimizers.signum import Signum
from app.engine.optimizers.simulated_annealing import SimulatedAnnealing
from app.engine.optimizers.sm3 import Sm3
from app.engine.optimizers.soap import Soap
from app.engine.optimizers.sophia import Sophia
from app.engine.optimizers.yogi import Yogi

OPTIMIZERS: tuple[type[Optimizer], ...] = (
    Sgd,
    Momentum,
    Nesterov,
    Qhm,
    Aggmo,
    Asgd,
    Rprop,
    Adagrad,
    Adadelta,
    Rmsprop,
    Adam,
    AdamEpsilonHat,
    Adamw,
    Amsgrad,
    Adamax,
    Nadam,
    Radam,
    Adafactor,
    SignSgd,
    Signum,
    Lion,
    Adabelief,
    Yogi,
    Qhadam,
    Adabound,
    Diffgrad,
    Adan,
    Lamb,
    Lars,
    Novograd,
    Sm3,
    Fromage,
    OptimisticGradientDescent,
    Ademamix,
    Adopt,
    Madgrad,
    Ftrl,
    ScheduleFreeSgd,
    ScheduleFreeAdamw,
    PolyakSgd,
    Momo,
    Dog,
    DadaptAdamw,
    Prodigy,
    Sophia,
    NoisySgd,
    Sgld,
    GradientDescentLineSearch,
    ConjugateGradient,
    Bfgs,
    Lbfgs,
    Newton,
    DampedNewton,
    Muon,
    Shampoo,
    Soap,
    NelderMead,
    RandomSearch,
    RandomLocalSearch,
    SimulatedAnnealing,
    CmaEs,
    Lookahead,
    Sam,
)
