"""Undo, redo, and the recent experiments."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.test_axe import violations
from tests.browser.test_chrome_dom import call
from tests.browser.visit import BOOK, Visit

DRAG = """(() => {
  const moment = (start, rate) => ({ side: "a", runs: [], rates: null, domain: null, look: {},
    experiment: { objective: { name: "sphere" }, start, steps: 9, runs: [{ optimizer: { learning_rate: rate } }] } });
  let trail = m.NO_TRAIL;
  let present = moment([0, 0], 1);
  for (const [start, rate, now] of given) {
    const next = moment(start, rate);
    trail = m.withEdit(trail, present, next, now);
    present = next;
  }
  return { trail, present };
})()"""


@pytest.fixture(scope="module")
def page_visit(shared_visit: Visit) -> Visit:
    """A still page whose modules are called by themselves."""
    shared_visit.open(BOOK, step=0)
    return shared_visit


def starts(page_visit: Visit, edits: list[Any]) -> list[list[float]]:
    """Where the experiments started that the edits can be undone to."""
    past: list[list[float]] = call(
        page_visit, "state/undo.js", f"{DRAG}.trail.past.map((moment) => moment.experiment.start)", edits
    )
    return past


def test_what_a_drag_changes_bit_by_bit_is_one_edit(page_visit: Visit) -> None:
    drag = [[[step, 0], 1, 50 * step] for step in range(1, 20)]
    assert starts(page_visit, drag) == [[0, 0]]
    assert starts(page_visit, [*drag, [[5, 5], 1, 9000]]) == [[0, 0], [19, 0]], "after a pause another one begins"
    assert starts(page_visit, [*drag, [[19, 0], 2, 1000]]) == [[0, 0], [19, 0]], "another setting is another edit"
    assert starts(page_visit, [[[0, 0], 1, 50]]) == [], "what changes nothing is none"
    assert len(starts(page_visit, [[[step, 0], 1, 2000 * step] for step in range(1, 300)])) == 100


def test_undo_passes_over_an_edit_that_was_refused(page_visit: Visit) -> None:
    ways = "m.travelled(trail, () => trail.past.at(-1), 'past')?.moment.experiment.start"
    refused = f"(({{ trail }}) => {ways})({DRAG})"
    assert call(page_visit, "state/undo.js", refused, [[[1, 0], 1, 0], [[2, 0], 1, 5000]]) == [0, 0]


def test_edits_change_sides_with_the_settings_but_not_those_before_the_comparison(page_visit: Visit) -> None:
    swapped = """(async () => {
      const parts = ["store", "initial"].map((name) => import(`${root}state/${name}.js`));
      const [{ createStore }, { initialState }] = await Promise.all(parts);
      const catalogue = { objectives: [], optimizers: [], schedules: [], learning: null, limits: {}, usual: {} };
      const store = createStore(initialState({ experiment: given, catalogue, view: {}, playback: {} }));
      const undo = m.createUndo({ store });
      const beside = { experiment: given, slots: [0], chosen: "b" };
      const past = [["a", null], ["a", null], ["a", beside], ["b", null]].map(([side, beside]) => ({ side, beside }));
      store.update({ trail: { ...m.NO_TRAIL, past } });
      undo.swap();
      return store.get().trail.past.map(({ side, beside }) => [side, beside !== null]);
    })()"""
    sides = call(page_visit, "state/undo.js", f"await {swapped}", dict(BOOK))
    assert sides == [["a", False], ["a", False], ["b", False], ["a", True]]


def test_a_live_change_that_is_lost_with_the_connection_is_asked_for_again(page_visit: Visit) -> None:
    sent = """(async () => {
      const parts = ["store", "initial"].map((name) => import(`${root}state/${name}.js`));
      const [{ createStore }, { initialState }] = await Promise.all(parts);
      const catalogue = { objectives: [], optimizers: [], schedules: [], learning: null, limits: {}, usual: {} };
      const frame = (from, count) => {
        const step = Array.from({ length: count }, (_, at) => from + at);
        const names = ["step", "loss", "gradient_norm", "learning_rate", "value_evaluations", "gradient_evaluations"];
        const columns = { ...Object.fromEntries(names.map((name) => [name, step])), position: step.map((at) => [at, at]) };
        return { type: "frame", sequence: 1, from_step: from, runs: [{ run: 0, columns }] };
      };
      const finished = { type: "finished", run: 0, outcome: { status: "step_limit", step: 4, message: "" } };
      const change = { run: 0, step: 3, optimizer: { learning_rate: 0.5 } };
      const experiment = { ...given, runs: given.runs.slice(0, 1), steps: 4 };
      return [[], [{ type: "changed", experiment }], [{ type: "changed", experiment }, frame(3, 2), finished]].map((before) => {
        const store = createStore(initialState({ experiment, catalogue, view: {}, playback: {} }));
        const types = [];
        const session = m.createSession(store, ({ type }) => types.push(type) > 0);
        session.resume();
        for (const message of [{ type: "started", experiment }, frame(0, 5), finished]) session.receive(message);
        session.change(change);
        for (const message of before) session.receive(message);
        types.length = 0;
        session.resume();
        return types;
      });
    })()"""
    answers = call(page_visit, "state/session.js", f"await {sent}", dict(BOOK))
    assert answers == [["start"], ["start"], []]


def test_what_is_carried_of_the_edits_has_bounds_and_nothing_foreign_is_taken(page_visit: Visit) -> None:
    carried = """(({ lengths, foreign }) => {
      const rates = { chosen: {}, before: {}, own: ["run-1"] };
      const moment = (length, at) => ({ side: "a", runs: [{ key: "run-1" }], rates, slice: {}, look: {},
        experiment: { objective: { at, text: "x".repeat(length) }, runs: [{}] } });
      const kept = new Map();
      const storage = { getItem: (key) => kept.get(key), setItem: (key, text) => kept.set(key, text),
        removeItem: (key) => kept.delete(key) };
      const blocked = { getItem() { throw new Error(); }, setItem() { throw new Error(); } };
      const runs = [{ key: "run-1" }];
      const state = { trail: { past: lengths.map(moment), future: [] }, runs, companions: [] };
      const now = { runs: [{ key: "run-7" }], companions: [] };
      m.carryTrail(storage, state, "?a");
      const [key] = [...kept.keys()];
      const size = kept.get(key).length;
      const elsewhere = m.carriedTrail(storage, "?b", now);
      m.carryTrail(storage, state, "?a");
      const { past } = m.carriedTrail(storage, "?a", now);
      m.carryTrail(blocked, state, "?a");
      const refused = foreign.map((text) => (kept.set(key, text), m.carriedTrail(storage, "?a", now)));
      const none = [blocked, null, storage].map((from) => m.carriedTrail(from, "?a", now));
      return { size, elsewhere, last: past.at(-1), count: past.length, refused, none };
    })(given)"""
    foreign = [
        "{",
        "null",
        "[]",
        '{"address": "?a"}',
        '{"address": "?a", "keys": [], "past": [{"side": "a"}], "future": []}',
    ]
    found = call(page_visit, "state/carried_trail.js", carried, {"lengths": [9000] * 100, "foreign": foreign})
    assert 250_000 < found["size"] <= 500_000
    assert found["last"]["experiment"]["objective"]["at"] == 99, "the newest stay"
    assert found["last"]["runs"][0]["key"] == found["last"]["rates"]["own"][0] == "run-7"
    assert 20 < found["count"] < 100
    assert found["refused"] == [None] * len(foreign)
    assert found["none"] == [None] * 3
    assert found["elsewhere"] is None


def test_recent_experiments_are_few_and_each_is_there_once(page_visit: Visit) -> None:
    made = """given.reduce((list, [id, steps, isPinned]) =>
      m.withRecent(list, { id, time: 0, name: null, isPinned, slots: [0], experiment: { steps } }), [])"""
    entries = [[str(number), number, number == 0] for number in range(40)]
    kept = call(page_visit, "state/recent.js", f"{made}.map((entry) => entry.id)", entries)
    assert kept == [str(number) for number in range(39, 19, -1)] + ["0"], "a pinned one stays"
    again = call(
        page_visit, "state/recent.js", f"{made}.map((entry) => entry.id)", [["a", 1, 0], ["b", 2, 0], ["c", 1, 0]]
    )
    assert again == ["a", "b"]


def test_rows_about_one_function_tell_in_what_they_differ(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    runs = [
        {"optimizer": {"name": "nelder_mead"}},
        {"optimizer": {"name": "momentum", "learning_rate": 0.1, "momentum": 0.5}, "schedule": {"name": "exponential"}},
    ]
    recent = [
        {"id": str(steps), "time": 1, "name": None, "isPinned": False, "slots": [0, 1, 2, 3], "experiment": experiment}
        for steps in (60, 70)
        for experiment in [
            BOOK | {"objective": {"name": "matyas"}, "steps": steps} | ({"runs": runs} if steps == 70 else {})
        ]
    ]
    visit.page.goto(f"{visit.base_url}/healthz")
    visit.page.evaluate("(recent) => localStorage.setItem('thalweg-recent', recent)", json.dumps(recent))
    visit.open(BOOK, step=0, lang="ja")
    visit.has_drawn()
    visit.page.get_by_role("button", name="最近の実験").click()
    rows = visit.page.locator(".recent-choose").filter(has_text="ステップ")
    expect(rows).to_have_text(
        [
            re.compile(r"SGD\s+0\.95\s+Momentum\s+0\.1\s+AdaGrad\s+1\.5\s+Adam\s+0\.3\s+60 ステップ"),
            re.compile(r"Nelder–Mead 法\s+δ 0\.05\s+Momentum\s+0\.1 μ 0\.5 \S+\s+70 ステップ"),
        ]
    )
    whole = re.compile("SGD 0.95 Momentum 0.1 AdaGrad 1.5 Adam 0.3 60 ステップ")
    expect(visit.page.get_by_role("button", name=whole)).to_be_visible()
    heights = "(row) => [...row.children].slice(1).map((line) => line.getBoundingClientRect().height)"
    settings, place = rows.first.evaluate(heights)
    assert settings == place, "one line, whatever is in it"


def test_edits_are_undone_and_what_has_run_is_found_again(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(BOOK, step=20)
    visit.has_drawn()
    visit.at_step(20)
    page = visit.page
    first = visit.positions()
    expect(page.locator("[data-history=undo]")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="More settings of AdaGrad").click()
    page.get_by_role("button", name="Remove AdaGrad").click()
    expect(page.get_by_role("article")).to_have_count(3)
    start = page.locator(".point-row input").first
    start.fill("5")
    start.press("Enter")
    start.blur()
    visit.until("() => JSON.parse(localStorage.getItem('thalweg-recent') ?? '[]').length >= 1")
    page.keyboard.press("Control+z")
    expect(start).to_have_value("-7")
    expect(page.locator("#announcer")).to_have_text("Undone.")
    page.locator("[data-history=undo]").click()
    expect(page.get_by_role("article")).to_have_count(4)
    visit.at_step(20)
    visit.has_arrived(60)
    assert visit.positions() == first, "the picture of before, at the same step"
    page.keyboard.press("Control+Shift+Z")
    page.keyboard.press("Control+y")
    expect(start).to_have_value("5")
    expect(page.get_by_role("article")).to_have_count(3)
    expect(page.locator("[data-history=redo]")).to_have_attribute("aria-disabled", "true")

    page.get_by_role("button", name="Recent experiments").click()
    rows = page.locator(".recent-row")
    expect(rows.first).to_contain_text("SGD, Momentum, Adam")
    assert not violations(page, "recent experiments", ".recent")
    rows.first.get_by_role("button", name="Rename").click()
    page.keyboard.type("Three of them")
    page.keyboard.press("Enter")
    rows.first.get_by_role("button", name="Pin Three of them").click()
    expect(rows.first.get_by_role("button", name="Pin")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.reload()
    visit.has_drawn()
    page.locator("[data-history=undo]").wait_for()
    page.get_by_role("button", name="Recent experiments").click()
    rows.first.get_by_role("button", name="Three of them").first.click()
    expect(start).to_have_value("5")
