"""Refusals: where in the document, why, in the caller's language."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from app.engine.optimizers import OPTIMIZERS
from tests.api.experiments import BOWL
from tests.conftest import StartServer

RUN = {"optimizer": {"name": "sgd"}}
CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"objective": {"name": "beal"}}, "/objective/name", "unknown_name"),
    ({"objective": {}}, "/objective/name", "missing"),
    ({"objective": 5}, "/objective", "wrong_type"),
    ({"objective": {"name": "beale", "parameters": {"q": 1}}}, "/objective/parameters", "unknown_name"),
    ({"objective": {"name": "beale", "dimension": 3}}, "/objective/dimension", "wrong_dimension"),
    ({"objective": {"name": "beale", "dimension": 0}}, "/objective/dimension", "out_of_range"),
    ({"objective": {"name": "beale", "dimension": 10**9}}, "/objective/dimension", "out_of_range"),
    ({"objective": {"expression": "x^2 +"}}, "/objective/expression", "missing_operand_at_end"),
    ({"objective": {"expression": "x" * 2001}}, "/objective/expression", "too_long"),
    ({"objective": {"expression": "a*x^2"}}, "/objective/expression", "unset_parameter"),
    ({"objective": {"expression": "x^2+y^2", "domain": [[1, 1], [0, 1]]}}, "/objective/domain/0", "empty_interval"),
    ({"objective": {"expression": "x^2+y^2", "domain": [[0, 1]]}}, "/objective/domain", "wrong_dimension"),
    ({"objective": {"expression": "x^2+y^2", "domain": [[0, 1e200], [0, 1]]}}, "/objective/domain/0/1", "out_of_range"),
    ({"objective": {"expression": "x^2+y^2", "domain": [[0], [0, 1]]}}, "/objective/domain/0", "too_short"),
    ({"start": [1]}, "/start", "wrong_dimension"),
    ({"start": []}, "/start", "too_short"),
    ({"start": [1, "2"]}, "/start/1", "wrong_type"),
    ({"start": [True, 2]}, "/start/0", "wrong_type"),
    ({"start": [1] * 20_001}, "/start", "too_long"),
    ({"steps": -1}, "/steps", "out_of_range"),
    ({"steps": 2**63}, "/steps", "budget_exceeded"),
    ({"steps": 2**64}, "/steps", "wrong_type"),
    ({"steps": 100_001}, "/steps", "budget_exceeded"),
    ({"steps": 1.5}, "/steps", "wrong_type"),
    ({"steps": "100"}, "/steps", "wrong_type"),
    ({"steps": True}, "/steps", "wrong_type"),
    ({"steps": None}, "/steps", "wrong_type"),
    ({"steps": 100_000, "runs": [RUN] * 11}, "/steps", "budget_exceeded"),
    ({"steps": 100_000, "runs": [RUN] * 4}, "/record/every", "budget_exceeded"),
    ({"seed": -1}, "/seed", "out_of_range"),
    ({"noise": -0.1}, "/noise", "out_of_range"),
    ({"gradient": {"method": "exact"}}, "/gradient/method", "unknown_name"),
    ({"gradient": {"method": "central", "h": 0}}, "/gradient/h", "out_of_range"),
    ({"gradient": {"method": "analytic", "h": 1}}, "/gradient/h", "unknown_field"),
    ({"batch": {"size": 1}}, "/batch", "needs_data"),
    ({"batch": 32}, "/batch", "wrong_type"),
    ({"stop": {"los": 1}}, "/stop/los", "unknown_field"),
    ({"objective": {"name": "beale", "domain": [[0, 1], [0, 1]]}}, "/objective/domain", "unknown_field"),
    ({"stop": {"evaluations": 0}}, "/stop/evaluations", "out_of_range"),
    ({"runs": []}, "/runs", "too_short"),
    ({"runs": [RUN] * 17}, "/runs", "budget_exceeded"),
    ({"runs": [{}]}, "/runs/0/optimizer", "missing"),
    ({"runs": [{"optimizer": {}}]}, "/runs/0/optimizer/name", "missing"),
    ({"runs": [{"optimizer": {"name": "adm"}}]}, "/runs/0/optimizer/name", "unknown_name"),
    ({"runs": [{"optimizer": {"name": 5}}]}, "/runs/0/optimizer/name", "unknown_name"),
    ({"runs": [{"optimizer": {"name": ["sgd"]}}]}, "/runs/0/optimizer/name", "unknown_name"),
    ({"runs": [{"optimizer": [1]}]}, "/runs/0/optimizer", "wrong_type"),
    ({"runs": [{"optimizer": {"name": "sgd", "lr": 1}}]}, "/runs/0/optimizer/lr", "unknown_field"),
    (
        {"runs": [RUN, {"optimizer": {"name": "momentum", "momentum": 0.9, "learning_rate": -1}}]},
        "/runs/1/optimizer/learning_rate",
        "out_of_range",
    ),
    (
        {"runs": [{"optimizer": {"name": "momentum", "momentum": "a lot"}}]},
        "/runs/0/optimizer/momentum",
        "wrong_type",
    ),
    (
        {"runs": [RUN | {"schedule": {"name": "step", "step": 3}}]},
        "/runs/0/schedule/step",
        "unknown_field",
    ),
    ({"runs": [RUN | {"schedule": {"name": "step", "step_size": 0}}]}, "/runs/0/schedule/step_size", "out_of_range"),
    ({"runs": [RUN | {"schedule": {"name": "cosin"}}]}, "/runs/0/schedule/name", "unknown_name"),
    ({"runs": [RUN | {"clip": {"norm": 0}}]}, "/runs/0/clip/norm", "out_of_range"),
    ({"runs": [RUN | {"clip": {"norm": 1, "value": 1}}]}, "/runs/0/clip/value", "unknown_field"),
    ({"runs": [RUN | {"clip": {}}]}, "/runs/0/clip/value", "missing"),
    ({"runs": [RUN | {"start": [1, 2, 3]}]}, "/runs/0/start", "wrong_dimension"),
    ({"runs": [RUN | {"label": "a\nb"}]}, "/runs/0/label", "control_character"),
    ({"runs": [RUN | {"label": "\u0000"}]}, "/runs/0/label", "control_character"),
    ({"runs": [RUN | {"label": "x" * 81}]}, "/runs/0/label", "too_long"),
    ({"changes": [{"step": 1, "run": 1, "optimizer": {"learning_rate": 1}}]}, "/changes/0/run", "out_of_range"),
    ({"changes": [{"step": 31, "run": 0, "optimizer": {"learning_rate": 1}}]}, "/changes/0/step", "out_of_range"),
    (
        {"changes": [{"step": 1, "run": 0, "optimizer": {"learning_rate": "1"}}]},
        "/changes/0/optimizer/learning_rate",
        "wrong_type",
    ),
    (
        {"changes": [{"step": 1, "run": 0, "optimizer": {"beta1": 0.5}}]},
        "/changes/0/optimizer/beta1",
        "unknown_field",
    ),
    ({"changes": [{"step": 1, "run": 0, "optimizer": {"name": "adam"}}]}, "/changes/0/optimizer/name", "name_is_fixed"),
    ({"record": {"every": 0}}, "/record/every", "out_of_range"),
    ({"record": {"evaluate_every": 5}}, "/record/evaluate_every", "needs_data"),
    ({"record": {"evaluate_every": 1.5}}, "/record/evaluate_every", "wrong_type"),
    ({"experiments": []}, "/experiments", "unknown_field"),
    ({"a/b~c": 1}, "/a~1b~0c", "unknown_field"),
]


@pytest.mark.parametrize(("part", "pointer", "code"), CASES, ids=[f"{place} {code}" for _, place, code in CASES])
def test_a_refusal_points_at_what_is_wrong(rest: httpx.Client, part: dict[str, Any], pointer: str, code: str) -> None:
    document = {"objective": {"name": "sphere"}, "steps": 30, "runs": [RUN]} | part
    answer = rest.post("/api/v1/trajectories", json=document)
    problem = answer.json()
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert [(error["pointer"], error["code"]) for error in problem["errors"]] == [(pointer, code)]
    assert problem["detail"] == problem["errors"][0]["message"]
    assert "{" not in problem["detail"]
    assert "problem." not in problem["detail"]
    assert problem["code"] == code


@pytest.mark.parametrize(
    ("text", "pointers", "code"),
    [
        ('{"start": [NaN, 1]}', ["/start/0"], "not_finite"),
        ('{"start": [1, Infinity], "noise": -Infinity}', ["/start/1", "/noise"], "not_finite"),
        ('{"steps": 1e400}', ["/steps"], "not_finite"),
        ('{"steps": ' + "9" * 400 + "}", ["/steps"], "not_finite"),
        ('{"a": [{"b/c": -1e999}]}', ["/a/0/b~1c"], "not_finite"),
        ('{"objective": {"expression": "x\\ud800"}}', ["/objective/expression"], "lone_surrogate"),
        ('{"a": {"\\udc00": 1}}', ["/a"], "lone_surrogate"),
        ('"\\ud800"', [""], "lone_surrogate"),
    ],
)
def test_what_has_no_value_is_refused_at_its_place(
    rest: httpx.Client, text: str, pointers: list[str], code: str
) -> None:
    for path in ("trajectories", "slices", "expressions"):
        answer = rest.post(f"/api/v1/{path}", content=text)
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == pointers
        assert answer.json()["code"] == code


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b"nul",
        b"[1,]",
        b"{'a': 1}",
        b'{"a": 1} 2',
        b"\xff\xfe{}",
        b'"\xed\xa0\x80"',
        "[" * 100_000,
        b"\x00",
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_json_is_a_bad_request_with_its_line(rest: httpx.Client, body: bytes) -> None:
    answer = rest.post("/api/v1/trajectories", content=body)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["code"] == "malformed_json"
    assert "line 1" in error["message"]


def test_a_document_full_of_mistakes_names_the_first_twenty(rest: httpx.Client) -> None:
    answer = rest.post("/api/v1/trajectories", json=BOWL | {f"unknown_{index}": index for index in range(9_000)})
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == 20


RATED = [cls for cls in OPTIMIZERS if "learning_rate" in cls.__dataclass_fields__]


@pytest.mark.parametrize("optimizer", RATED, ids=lambda cls: cls.name)
def test_every_optimizers_rate_is_refused_in_the_words_of_the_style_guide(rest: httpx.Client, optimizer: Any) -> None:
    run = {"optimizer": {"name": optimizer.name, "learning_rate": -0.1}}
    (error,) = rest.post("/api/v1/trajectories", json=BOWL | {"runs": [run]}).json()["errors"]
    assert error["message"] == "learning_rate must be a finite number of at least 0, got -0.1"


@pytest.mark.parametrize(
    ("header", "query", "language"),
    [
        ("", "", "en"),
        ("ja", "", "ja"),
        ("ja-JP, en;q=0.8", "", "ja"),
        ("en, ja; q=0.9", "", "en"),
        ("fr, ja; q=0.5, en; q=0.4", "", "ja"),
        ("ja;q=0, en;q=0.1", "", "en"),
        ("ja", "?lang=en", "en"),
        ("en", "?lang=ja", "ja"),
        ("ja", "?lang=xx", "ja"),
        ("ja;q=nan", "", "en"),
        ("*", "", "en"),
    ],
)
def test_sentences_are_in_the_callers_language(rest: httpx.Client, header: str, query: str, language: str) -> None:
    answer = rest.post(f"/api/v1/trajectories{query}", json=BOWL, headers={"Accept-Language": header})
    message = answer.json()["runs"][0]["outcome"]["message"]
    assert message.isascii() is (language == "en")
    refused = rest.post(f"/api/v1/trajectories{query}", json={}, headers={"Accept-Language": header})
    assert refused.headers["content-language"] == language
    assert refused.json()["title"].isascii() is (language == "en")


def test_limits_are_settings_and_are_told(start_server: StartServer) -> None:
    tight = start_server(
        {"THALWEG_STEPS": "50", "THALWEG_RUNS": "2", "THALWEG_SLICE_POINTS": "100", "THALWEG_CHANGES": "1"}
    )
    change = {"step": 1, "run": 0, "optimizer": {"learning_rate": 1}}
    with httpx.Client(base_url=tight.base_url, trust_env=False) as client:
        limits = client.get("/api/v1/limits").json()["limits"]
        assert (limits["steps"], limits["runs"], limits["slice_points"]) == (50, 2, 100)
        for part in ({"steps": 51}, {"runs": [RUN] * 3}, {"changes": [change] * 2}):
            document = {"objective": {"name": "sphere"}, "runs": [RUN], "steps": 50} | part
            error = client.post("/api/v1/trajectories", json=document).json()["errors"][0]
            assert error["code"] == "budget_exceeded"
            assert error["message"].startswith("too much work: the number of")
        cut = {"objective": {"name": "sphere"}, "resolution": [11, 10]}
        assert client.post("/api/v1/slices", json=cut).json()["code"] == "budget_exceeded"
        assert client.post("/api/v1/slices", json=cut | {"resolution": [10, 10]}).status_code == 200
        curved = cut | {"resolution": [5, 5], "hessian": True}
        assert client.post("/api/v1/slices", json=curved).status_code == 200
        assert client.post("/api/v1/slices", json=curved | {"resolution": [6, 5]}).json()["code"] == "budget_exceeded"


def test_only_so_many_whole_results_are_made_at_once(start_server: StartServer) -> None:
    small = start_server({"THALWEG_HELD_ROWS": "30000"})
    long = {"objective": {"name": "rosenbrock"}, "steps": 20_000, "runs": [{"optimizer": {"name": "adam"}}]}
    with httpx.Client(base_url=small.base_url, trust_env=False, timeout=20) as client:
        assert client.post("/api/v1/trajectories", json=long | {"steps": 90_000}).status_code == 200, "alone it may"

        async def both() -> list[httpx.Response]:
            async with httpx.AsyncClient(base_url=small.base_url, trust_env=False, timeout=20) as many:
                return list(await asyncio.gather(*(many.post("/api/v1/trajectories", json=long) for _ in range(6))))

        answers = asyncio.run(both())
        assert client.post("/api/v1/trajectories", json=long).status_code == 200, "what was held is given back"
    assert {answer.status_code for answer in answers} == {200, 429}
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert refused.headers["retry-after"] == "2"
    assert refused.json()["code"] == "rate_limited"
