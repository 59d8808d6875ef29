"""The reference over HTTP: a page for every entry in both languages, a search that needs no script, a kind 404."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from app.engine.objectives import OBJECTIVES
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from app.service.demonstrations import objective_experiment, optimizer_experiment
from app.service.reference import KINDS

ENTRIES = [(kind, item) for kind, items in KINDS.items() for item in items]
each_entry = pytest.mark.parametrize(("kind", "item"), ENTRIES, ids=[f"{kind}-{item.name}" for kind, item in ENTRIES])


def shown(page: str) -> set[str]:
    """The names of the entries that an index shows."""
    cards = re.findall(
        r'<li class="entry-card".*?data-words="[^"]*"( hidden)?>\s*<a class="entry-link" href="([^"?]*)', page
    )
    return {address.rpartition("/")[2] for hidden, address in cards if not hidden}


@each_entry
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_entry_has_a_page(rest: httpx.Client, kind: str, item: object, language: str) -> None:
    answer = rest.get(f"/reference/{kind}/{item.name}", params={"lang": language})  # type: ignore[attr-defined]
    assert answer.status_code == 200
    page = html.unescape(answer.text)
    assert f'<html lang="{language}">' in page
    assert f"<h1>{item.title.in_language(language)}</h1>" in page  # type: ignore[attr-defined]
    assert "reference." not in re.sub(r"<script.*?</script>|<link[^>]*>|<a [^>]*>", "", page, flags=re.S)
    assert " style=" not in page


def test_the_index_lists_everything_once(rest: httpx.Client) -> None:
    page = rest.get("/reference").text
    assert shown(page) == {item.name for items in (OPTIMIZERS, SCHEDULES, OBJECTIVES) for item in items}
    for kind, item in ENTRIES:
        assert f"/reference/{kind}/{item.name}?lang=" in page


@pytest.mark.parametrize(("query", "some", "others"), [
    ({"q": "sign"}, {"lion", "sign_sgd", "signum"}, {"cosine"}),
    ({"q": "ＬＩＯＮ"}, {"lion"}, {"adam"}),
    ({"q": "符号", "kind": "optimizers"}, {"lion"}, {"adam"}),
    ({"tag": "sign"}, {"lion"}, {"adam", "rosenbrock"}),
    ({"tag": "curved_valley"}, {"rosenbrock"}, {"adam", "sphere"}),
    ({"kind": "schedules"}, {"cosine"}, {"adam", "rosenbrock"}),
    ({"q": "no such thing at all"}, set(), {"adam"}),
])  # fmt: skip
def test_the_search_needs_no_script(
    rest: httpx.Client, query: dict[str, str], some: set[str], others: set[str]
) -> None:
    found = shown(rest.get("/reference", params=query).text)
    assert some <= found
    assert not others & found


@pytest.mark.parametrize(("path", "suggestion"), [
    ("optimizers/adm", "optimizers/adam"),
    ("objectives/rosenbrok", "objectives/rosenbrock"),
    ("optimizers/cosine", "schedules/cosine"),
    ("nothing/lion", "optimizers/lion"),
])  # fmt: skip
def test_an_unknown_name_is_404_and_suggests(rest: httpx.Client, path: str, suggestion: str) -> None:
    answer = rest.get(f"/reference/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert f"/reference/{suggestion}?" in answer.text


def test_what_was_asked_for_is_never_markup(rest: httpx.Client) -> None:
    assert "<script>alert" not in rest.get("/reference/optimizers/<script>alert(1)<").text
    assert "<script>alert" not in rest.get("/reference", params={"q": '"><script>alert(1)</script>'}).text


@pytest.mark.parametrize("cls", OPTIMIZERS, ids=lambda cls: cls.name)
def test_the_run_of_an_optimizer_runs(rest: httpx.Client, cls: object) -> None:
    experiment = optimizer_experiment(cls.name)  # type: ignore[attr-defined]
    outcome = _outcome(rest, f"optimizers/{cls.name}", experiment["objective"]["name"])  # type: ignore[attr-defined]
    assert outcome["status"] != "diverged", outcome["message"]


@pytest.mark.parametrize("function", OBJECTIVES, ids=lambda function: function.name)
def test_the_run_on_a_function_runs(rest: httpx.Client, function: object) -> None:
    assert objective_experiment(function.name)["runs"]  # type: ignore[attr-defined]
    _outcome(rest, f"objectives/{function.name}", function.name)  # type: ignore[attr-defined]


def _outcome(rest: httpx.Client, path: str, objective: str) -> dict[str, str]:
    """How the first run of a page ends."""
    token = re.search(r'data-live="([^"]+)"', rest.get(f"/reference/{path}").text)
    assert token, "the page names no run"
    answer = rest.get(f"/api/v1/trajectories/{token[1]}").json()
    assert answer["experiment"]["objective"]["name"] == objective
    assert all(len(run["loss"]) > 1 for run in answer["runs"])
    outcome: dict[str, str] = answer["runs"][0]["outcome"]
    return outcome
