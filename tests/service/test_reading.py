"""Reading: pointers, tokens and the short form, where a small mistake would point at the wrong place."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import pytest

from app.service.preparation import prepare, with_change
from app.service.reading import MalformedJson, pointer_of, read_json
from app.service.refusal import Refusal
from app.service.short_form import expand, read_query
from app.service.token import canonical_json, read_token, token_of
from app.settings import Settings
from tests.api.experiments import BOWL, ENDS

SETTINGS = Settings()


@pytest.mark.parametrize(
    ("path", "pointer"), [((), ""), (("a", 0), "/a/0"), (("a/b", "c~d"), "/a~1b/c~0d"), (("",), "/"), (("~1",), "/~01")]
)
def test_pointers_are_escaped_as_rfc_6901_says(path: tuple[Any, ...], pointer: str) -> None:
    assert pointer_of(*path) == pointer


def test_numbers_are_read_exactly() -> None:
    assert read_json(b"[0.1, 1e-320, -0.0, 18446744073709551615]") == [0.1, 1e-320, 0.0, 2**64 - 1]
    assert str(read_json(b"-0.0")) == "-0.0"


def test_what_is_no_json_says_where_it_stops_being_it() -> None:
    with pytest.raises(MalformedJson) as refused:
        read_json(b'{"a": 1,\n "b": }')
    assert refused.value.faults[0].arguments["line"] == 2


@pytest.mark.parametrize("experiment", [BOWL, ENDS], ids=["bowl", "ends"])
def test_a_token_holds_the_whole_experiment(experiment: Any) -> None:
    prepared = prepare(experiment, SETTINGS)
    token = token_of(prepared.experiment, SETTINGS)
    assert token is not None
    assert prepared.permalink == f"/api/v1/trajectories/{token}"
    assert prepare(read_token(token, SETTINGS), SETTINGS).document == prepared.document


def test_an_experiment_whose_token_could_not_be_read_again_has_none() -> None:
    prepared = prepare(ENDS, SETTINGS)
    size = len(canonical_json(prepared.experiment))
    assert token_of(prepared.experiment, Settings(inflated_bytes=max(1024, size))) is not None
    edits = [{"step": 1 + index % 60, "run": 0, "optimizer": {"beta1": 0.5, "beta2": 0.5}} for index in range(900)]
    long = prepare(ENDS | {"changes": edits}, SETTINGS)
    assert len(canonical_json(long.experiment)) > 30_000
    assert token_of(long.experiment, Settings(inflated_bytes=30_000)) is None
    assert token_of(long.experiment, Settings(token_characters=100)) is None


@pytest.mark.parametrize("size", [256 * 1024, 256 * 1024 + 1, 50_000_000])
def test_a_token_is_inflated_no_further_than_the_limit(size: int) -> None:
    packed = zlib.compress(b'"' + b" " * (size - 2) + b'"', 9)
    token = "1" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()
    settings = Settings(token_characters=100_000)
    if size <= settings.inflated_bytes:
        assert read_token(token, settings) == " " * (size - 2)
        return
    with pytest.raises(Refusal) as refused:
        read_token(token, settings)
    assert refused.value.code == "too_long"


def test_a_plus_in_a_query_is_a_plus() -> None:
    assert read_query("expression=x^2+y^2&a=%2B1&b=1%201") == {"expression": "x^2+y^2", "a": "+1", "b": "1 1"}
    assert read_query("expression=x²&&") == {"expression": "x²"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("+1", 1),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("1e3", 1e3),
        ("true", True),
        ("1_0", "1_0"),
        ("１", "１"),
        ("0x1", "0x1"),
    ],
)
def test_values_of_the_short_form_are_json_numbers_or_text(text: str, value: Any) -> None:
    (run,) = expand({"objective": "sphere", "learning_rate": text})["runs"]
    assert run["optimizer"]["learning_rate"] == value
    assert type(run["optimizer"]["learning_rate"]) is type(value)


def test_a_change_replaces_the_future_of_its_own_run_alone() -> None:
    prepared = prepare(BOWL, SETTINGS)
    for run, step, rate in ((0, 20, 0.1), (1, 25, 0.2), (0, 10, 0.3), (0, 10, 0.4)):
        prepared = with_change(prepared, {"run": run, "step": step, "optimizer": {"learning_rate": rate}}, SETTINGS)
    kept = [(edit.run, edit.step, edit.optimizer["learning_rate"]) for edit in prepared.experiment.changes]
    assert kept == [(1, 25, 0.2), (0, 10, 0.4)]


def test_the_budget_is_checked_before_the_formula_is_even_read() -> None:
    with pytest.raises(Refusal) as refused:
        prepare(BOWL | {"steps": 2**62, "objective": {"expression": "not a formula ("}}, SETTINGS)
    assert refused.value.code == "budget_exceeded"
