"""Links: an experiment in readable words, or as a token, comes back as the same canonical document."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from app.engine.objectives import OBJECTIVES
from app.engine.optimizers import OPTIMIZERS
from app.engine.schedules import SCHEDULES
from app.service.documents import document
from app.service.preparation import prepare
from app.service.presets import FIRST_VISIT, PRESETS
from app.service.refusal import Refusal
from app.settings import Settings
from tests.browser.visit import Visit, token_of

SETTINGS = Settings()
TYPED = (
    {"expression": "a*x^2 + y^2/3 - max(x, 0) + 1e-3", "parameters": {"a": 2.5}, "domain": [[-2.0, 3.0], [-1e-9, 4.0]]},
    {"expression": "x^4 - x", "domain": [[-2.0, 2.0]]},
    {"expression": "α·x² + |y| % 3 + 'f(x)'"},
)
COMPARED = (
    ({"seed": 3}, {"seed": 0}),
    ({"noise": 0.1}, {"steps": 7}),
    ({}, {}),
    ({}, {"changes": [{"step": 3, "run": 0, "optimizer": {"learning_rate": 0.001}}]}),
)
_THERE_AND_BACK = """async ([home, pairs, first]) => {
  const { linkOf, experimentsIn } = await import(`${home}js/state/link.js`);
  const { parsedQuery, queryText } = await import(`${home}js/state/query.js`);
  const list = (name) => fetch(`api/v1/${name}`).then((answer) => answer.json());
  const kinds = ["objectives", "optimizers", "schedules", "models", "datasets", "losses", "initializers"];
  const lists = Object.assign({}, ...(await Promise.all(kinds.map(list))));
  const catalogue = { ...lists, learning: lists, limits: {}, first: first.experiment, usual: first.usual };
  const back = async ([one, other]) => {
    const search = queryText(new URLSearchParams(await linkOf(one, other, catalogue)));
    return { search, ...(await experimentsIn(parsedQuery(new URL(search, location.href).search))) };
  };
  return Promise.all(pairs.map(back));
}"""


@pytest.fixture(scope="module")
def restored(shared_visit: Visit) -> Callable[[Any], list[Any]]:
    """What becomes of pairs of experiments, the second perhaps none, on the way through a link."""
    page = shared_visit.page
    page.goto(f"{shared_visit.base_url}/")
    home = re.search(r"/static/\w+/", page.content())
    assert home
    first = page.evaluate(
        """() => {
          const data = JSON.parse(document.getElementById("page-data").textContent);
          return { experiment: data.defaultExperiment, usual: data.usualExperiment };
        }"""
    )
    return lambda pairs: page.evaluate(_THERE_AND_BACK, [home[0], pairs, first])  # type: ignore[no-any-return]


def canonical(experiment: Any) -> Any:
    return prepare(experiment, SETTINGS).document


def invented() -> Iterator[dict[str, Any]]:
    """Experiments with settings of all kinds, half of them as the server completes them; what it refuses is no experiment."""
    draw = random.Random(5)
    while True:
        runs = [_run(draw) for _ in range(draw.randint(1, 3))]
        function = draw.choice(OBJECTIVES)
        objective = draw.choice([{"name": function.name, "dimension": draw.choice(function.dimensions)}, *TYPED])
        if "name" in objective and function.parameters and draw.random() < 0.7:
            objective["parameters"] = {name: spec.upper for name, spec in function.parameters.items()}
        extra: dict[str, Any] = {
            "seed": draw.randrange(9),
            "noise": draw.choice([0.0, 0.25]),
            "project": draw.random() < 0.3,
            "stop": draw.choice([{}, {"loss": 1e-7, "evaluations": 40}]),
            "gradient": draw.choice([{"method": "analytic"}, {"method": "central", "h": 1e-5}]),
            "record": draw.choice([{}, {"every": 2, "state": True}]),
        }
        experiment = {"objective": objective, "steps": draw.randrange(200), "runs": runs} | extra
        if draw.random() < 0.2:
            experiment["changes"] = [{"step": 2, "run": 0, "optimizer": {"learning_rate": 0.002}}]
        try:
            whole = canonical(experiment)
        except Refusal:
            continue
        yield whole if draw.random() < 0.5 else experiment


def _run(draw: random.Random) -> dict[str, Any]:
    def settings(classes: Any) -> dict[str, Any]:
        given = document(draw.choice(classes)())
        factor = {name: draw.choice([1, 0.3]) for name in given}
        return {name: value * factor[name] if type(value) is float else value for name, value in given.items()}

    others = [
        {},
        {"label": draw.choice(["二番", "a = b", "one, two", "12", "50 %"])},
        {"clip": {"norm": 1.5}},
        {"start": [0.5, -1e-12]},
    ]
    return {"optimizer": settings(OPTIMIZERS), "schedule": settings(SCHEDULES)} | draw.choice(others)


def test_every_link_gives_the_same_canonical_document(restored: Callable[[Any], list[Any]]) -> None:
    experiments = [*(preset.experiment_in("ja") for preset in PRESETS), *islice(invented(), 80)]
    experiments += [canonical(experiment) for experiment in experiments[: len(PRESETS)]]
    answers = restored([[experiment, None] for experiment in experiments])
    for experiment, answer in zip(experiments, answers, strict=True):
        again = answer["experiment"] if answer["search"] else FIRST_VISIT
        assert canonical(again) == canonical(experiment), answer["search"]
    readable = [answer["search"] for answer in answers if answer["search"].startswith(("?f=", "?formula="))]
    assert len(readable) > len(answers) / 2


def test_two_settings_come_back_as_both(restored: Callable[[Any], list[Any]]) -> None:
    pairs = [[FIRST_VISIT | one, FIRST_VISIT | other] for one, other in COMPARED]
    for (one, other), answer in zip(pairs, restored(pairs), strict=True):
        assert canonical(answer["experiment"]) == canonical(one)
        assert canonical(answer["other"]) == canonical(other)


def test_the_first_visit_needs_no_word_and_others_few(restored: Callable[[Any], list[Any]]) -> None:
    labels = [{**run, "label": None} for run in canonical(FIRST_VISIT)["runs"]]
    other_rate = canonical(FIRST_VISIT) | {"runs": labels[:1], "steps": 60}
    nothing, short = restored([[canonical(FIRST_VISIT) | {"runs": labels}, None], [other_rate, None]])
    assert nothing["search"] == ""
    assert short["search"] == "?f=himmelblau&steps=60&run=sgd,0.0075"


def test_a_link_that_somebody_types_is_understood(shared_visit: Visit) -> None:
    shared_visit.page.goto(f"{shared_visit.base_url}/?formula=x^2+2*y^2&start=2,1&steps=9&run=sgd,0.1&step=9")
    shared_visit.has_arrived(9)
    assert shared_visit.page.locator("#formula-input").input_value() == "x^2+2*y^2"
    shared_visit.page.goto(
        f"{shared_visit.base_url}/?e={token_of(FIRST_VISIT | {'steps': 9})}&beside={token_of(FIRST_VISIT)}"
    )
    shared_visit.has_arrived(9)
    shared_visit.page.wait_for_selector(".compare-caption[data-side='b']")


def test_a_formula_in_a_link_opens_with_the_frame_and_the_start_that_typing_it_gives(shared_visit: Visit) -> None:
    page = shared_visit.page
    asked = """(asked) => fetch("api/v1/expression-checks", { method: "POST", body: JSON.stringify(asked),
      headers: { "Content-Type": "application/json" } }).then((answer) => answer.json())"""
    links = [
        ("", {"expression": "log(x)+c*y^2"}),
        ("&domain=-1,4,0,8", {"expression": "log(x)+c*y^2", "domain": [[-1, 4], [0, 8]]}),
    ]
    for given, expression in links:
        page.goto(f"{shared_visit.base_url}/?formula=log(x)+c*y^2{given}&run=sgd,0.01&step=0")
        suited = page.evaluate(asked, expression)["expression"]
        shared_visit.until("() => location.search.includes('with=c=1') && location.search.includes('start=')")
        words = parse_qs(urlsplit(page.url).query.replace("+", "%2B"))
        assert words["domain"] == [",".join(f"{end:g}" for interval in suited["domain"] for end in interval)]
        assert words["start"] == [",".join(f"{place:g}" for place in suited["start"])]
        assert suited["start"][0] > 0
    page.goto(f"{shared_visit.base_url}/?formula=log(x)+y^2&start=-3,1&run=sgd,0.01&step=0")
    expect(page.locator("#table")).to_contain_text("not defined at the start")
    shared_visit.until(
        "() => /&domain=-3.8,5,-?[\\d.]+,[\\d.]+&start=-3,1&/.test(location.search)"
    )  # 0 to 5, and room for −3
    page.goto(f"{shared_visit.base_url}/?formula=x^2&start=NaN&run=sgd,0.01")
    expect(page.locator("#landscape .refusal")).to_have_text("start[0] must be a number, got 'NaN'")


@pytest.mark.parametrize("typed", ["run=sgd,NaN", "run=sgd,０．１", "start=,,", "start=x,1"])
def test_a_typed_link_with_no_number_where_one_belongs_is_refused_on_a_whole_page(visit: Visit, typed: str) -> None:
    visit.page.goto(f"{visit.base_url}/?f=beale&{typed}")
    expect(visit.page.get_by_text(re.compile("must be a number, got")).first).to_be_visible()


def test_what_is_wrong_with_a_second_setting_stays_told(visit: Visit) -> None:
    """Though it takes over from the first what both have in common, before or after: scripts that are kept come sooner."""
    refusal = visit.page.locator(".refusal", has_text="nosuch")
    for _ in range(3):
        visit.page.goto(f"{visit.base_url}/?f=beale&run=sgd,0.01&b.run=nosuch,1&steps=30&step=30")
        visit.has_arrived(30)
        expect(refusal).to_be_visible()
        visit.until("() => (window.looks = (window.looks ?? 0) + 1) > 60")
        expect(refusal).to_be_visible()
