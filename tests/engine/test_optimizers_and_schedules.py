"""What holds for every entry of a catalogue as a declaration: name, text, bounds, place in the registry."""

from __future__ import annotations

import dataclasses
import inspect
import math
import pkgutil
import re
from keyword import iskeyword
from typing import Any

import numpy as np
import pytest

import app.engine.datasets
import app.engine.initializers
import app.engine.losses
import app.engine.models
import app.engine.optimizers
import app.engine.schedules
from app.engine.datasets import DATASETS
from app.engine.datasets.generator import DatasetGenerator
from app.engine.hyperparameter import HyperparameterError
from app.engine.initializers import INITIALIZERS
from app.engine.initializers.initializer import Initializer
from app.engine.losses import LOSSES
from app.engine.losses.loss import Loss
from app.engine.models import MODELS
from app.engine.models.model import Model
from app.engine.optimizers import OPTIMIZERS
from app.engine.optimizers.optimizer import Optimizer
from app.engine.schedules import SCHEDULES
from app.engine.schedules.schedule import Schedule

OPTIMIZER_LINES = ("Update rule", "Convention", "State", "Cost", "Reference")
SCHEDULE_LINES = ("Update rule", "Convention", "Reference")
DATASET_LINES = ("Recipe", "Convention", "Reference")
LEARNING_LINES = ("Rule", "Convention", "Reference")
BESIDE_MODELS = {"activations", "curvature", "network", "network_pass", "normalization", "question"}
LEARNING = (*MODELS, *LOSSES, *INITIALIZERS)
KINDS: list[Any] = [*OPTIMIZERS, *SCHEDULES, *DATASETS, *LEARNING]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def _label(part: Any) -> str:
    return str(getattr(part, "name", part))


@pytest.mark.parametrize(
    ("package", "base", "registry", "shared"),
    [
        (app.engine.optimizers, Optimizer, OPTIMIZERS, set()),
        (app.engine.schedules, Schedule, SCHEDULES, set()),
        (app.engine.datasets, DatasetGenerator, DATASETS, {"dataset", "settings", "splitting", "preprocessing"}),
        (app.engine.models, Model, MODELS, BESIDE_MODELS),
        (app.engine.losses, Loss, LOSSES, {"price", "factored"}),
        (app.engine.initializers, Initializer, INITIALIZERS, set()),
    ],
    ids=["optimizers", "schedules", "datasets", "models", "losses", "initializers"],
)
def test_no_module_is_forgotten(package: Any, base: type, registry: tuple[Any, ...], shared: set[str]) -> None:
    modules = {module.name for module in pkgutil.iter_modules(package.__path__, package.__name__ + ".")}
    beside = {f"{package.__name__}.{name}" for name in shared} | {base.__module__}
    assert {kind.__module__ for kind in registry} == modules - beside
    assert len({kind.__module__ for kind in registry}) == len(registry), "one file each"


@every_kind
def test_the_name_is_the_name_of_the_file(kind: Any) -> None:
    """With an underscore after it where it is a keyword of Python: lambda_.py."""
    assert kind.name + "_" * iskeyword(kind.name) == kind.__module__.rpartition(".")[2]
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", kind.name)


@every_kind
def test_everything_a_form_shows_has_words_in_both_languages(kind: Any) -> None:
    metadata = [field.metadata for field in dataclasses.fields(kind)]
    for words in (kind.title, kind.idea, *(entry[name] for entry in metadata for name in ("label", "meaning"))):
        assert words.en.strip()
        assert words.ja.strip()


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        *((kind, OPTIMIZER_LINES) for kind in OPTIMIZERS),
        *((kind, SCHEDULE_LINES) for kind in SCHEDULES),
        *((kind, DATASET_LINES) for kind in DATASETS),
        *((kind, LEARNING_LINES) for kind in LEARNING),
    ],
    ids=_label,
)
def test_the_text_is_complete(kind: Any, lines: tuple[str, ...]) -> None:
    head, idea, card = inspect.getdoc(kind).split("\n\n")  # type: ignore[union-attr]
    assert re.fullmatch(r".+: .+\.", head), "what it is, in one line"
    assert 2 <= len(re.findall(r"[.](?=\s|$)", idea)) <= 4, "two to four sentences for a student"
    assert [line.split(":")[0] for line in card.splitlines() if not line.startswith(" ")] == list(lines)
    assert all(text.strip() for text in re.split(r"^[A-Z][a-z ]+:", card, flags=re.MULTILINE)[1:])


@every_kind
def test_every_field_says_what_it_is(kind: Any) -> None:
    for field in dataclasses.fields(kind):
        if "part" in field.metadata:
            continue
        extra = field.metadata["json_schema_extra"]
        assert extra["symbol"] or isinstance(field.default, bool)
        low, high = extra.get("span", (0, 0))
        assert low <= high
        for limit in (low, high) if "span" in extra else ():
            kind(**{field.name: limit})


@every_kind
def test_the_reference_has_japanese_of_its_own(kind: Any) -> None:
    """The paragraphs, and those of the facts that the docstring has."""
    text = vars(kind)["japanese"]
    assert re.search(r"[ぁ-ん]{2}.*。", text.partition("Convention:")[0])
    for fact in ("Convention:", "Cost:"):
        assert (fact in text) == (fact in kind.__doc__)
    assert not re.search(r"[A-Za-z]{3,} [a-z]{3,} [a-z]{3,} [a-z]{3,}", text), "a sentence was left in English"


@every_kind
def test_settings_are_frozen_and_given_by_name(kind: Any) -> None:
    settings = kind()
    assert settings == kind()
    assert hash(settings) == hash(kind())
    for field in dataclasses.fields(kind):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(settings, field.name, 0.5)
    with pytest.raises(TypeError):
        kind(0.5)


@every_kind
def test_bounds_are_kept(kind: Any) -> None:
    for field in dataclasses.fields(kind):
        for key in field.metadata.keys() & {"ge", "gt", "le", "lt"}:
            accepted, refused = _at_the_bound(field, key)
            assert getattr(kind(**{field.name: accepted}), field.name) == accepted
            with pytest.raises(HyperparameterError, match=f"^{field.name} must be a finite number"):
                kind(**{field.name: refused})


def _at_the_bound(field: dataclasses.Field[Any], key: str) -> tuple[Any, Any]:
    """The last number within a bound and the first beyond it."""
    limit = field.metadata[key]
    outward = -math.inf if key in ("ge", "gt") else math.inf
    if isinstance(field.default, int):
        beyond, within = limit + int(math.copysign(1, outward)), limit - int(math.copysign(1, outward))
    else:
        beyond, within = math.nextafter(limit, outward), math.nextafter(limit, -outward)
    return (limit, beyond) if key in ("ge", "le") else (within, limit)


@every_kind
def test_what_is_not_finite_is_refused(kind: Any) -> None:
    for field in dataclasses.fields(kind):
        if isinstance(field.default, int | float) and not isinstance(field.default, bool):
            for value in (math.nan, math.inf, -math.inf, np.array([field.default, math.nan])):
                with pytest.raises(HyperparameterError, match=f"^{field.name} must be a finite number"):
                    kind(**{field.name: value})
