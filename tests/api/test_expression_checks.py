"""What an editor asks while one types: refusals are answers, with the same problem document inside."""

from __future__ import annotations

import httpx
import pytest


@pytest.mark.parametrize("typed", ["sin(x) +", "sen(x)", "ｘ＾２＋", "", "a*x^2"])
def test_half_a_formula_is_answered_with_the_problem_that_it_would_be(rest: httpx.Client, typed: str) -> None:
    asked = {"expression": typed}
    check, plain = rest.post("/api/v1/expression-checks", json=asked), rest.post("/api/v1/expressions", json=asked)
    assert check.status_code == 200
    if plain.status_code == 422:
        assert check.json() == {"problem": plain.json(), "expression": None}
    else:
        assert check.json() == {"problem": None, "expression": plain.json()}


def test_a_whole_formula_is_described_as_by_expressions(rest: httpx.Client) -> None:
    asked = {"expression": "x^2 + y"}
    check = rest.post("/api/v1/expression-checks", json=asked)
    assert check.json() == {"problem": None, "expression": rest.post("/api/v1/expressions", json=asked).json()}


def test_what_is_no_document_of_this_kind_is_said_too(rest: httpx.Client) -> None:
    check = rest.post("/api/v1/expression-checks", json={"formula": "x"})
    assert check.status_code == 200
    assert check.json()["problem"]["status"] == 422
