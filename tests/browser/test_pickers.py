"""Pickers: sixty optimizers, functions and schedules stay easy to find, with the keyboard and in either language."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from app.engine.family import Family
from app.engine.objectives import OBJECTIVES
from app.engine.objectives.bowls import ELONGATED_BOWL, SPHERE
from app.engine.optimizers.sgd import Sgd
from app.service.rates import suggested_rates
from tests.browser.conftest import OpenVisit

ONE_RUN = {"steps": 20, "objective": {"name": "elongated_bowl"}, "runs": [{"optimizer": {"name": "adam"}}]}


def found(page: Page) -> list[str]:
    """The titles that the open list shows."""
    return page.locator(":popover-open .option-title").all_inner_texts()


def test_an_optimizer_is_found_by_name_idea_or_family_and_taken_with_the_keyboard(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce")
    visit.open(ONE_RUN, step=0)
    page = visit.page
    add = page.get_by_role("button", name="Add optimizer")
    add.press("Enter")
    search = page.get_by_role("combobox", name="Search optimizers")
    expect(search).to_be_focused()
    headings = page.locator(":popover-open [role=group][aria-labelledby] > .option-group").all_inner_texts()
    order = [family.value.en.upper() for family in Family]
    assert headings == sorted(headings, key=order.index)
    search.fill("rms prop")
    expect(page.locator(".option")).to_have_count(1)
    expect(search).to_have_attribute("aria-activedescendant", page.locator(".option").get_attribute("id") or "")
    search.fill("勾配の符号")  # a family, in the other language
    assert "Signum" in found(page)
    assert "Adam" not in found(page)
    search.fill("adam")
    expect(page.locator(".option.is-active .option-title")).to_have_text("Adam")  # of all whose names begin so
    reference = page.get_by_role("link", name="Adam in the reference")
    expect(reference).to_have_attribute("href", "/reference/optimizers/adam?lang=en")
    search.press("Escape")
    expect(add).to_be_focused()

    add.press("Enter")
    search.fill("signum")
    search.press("Enter")
    card = page.get_by_role("article").last
    expect(card.locator(".run-title")).to_have_text("Signum")
    expect(card.get_by_role("textbox", name=re.compile("rate η"))).to_have_value(
        f"{suggested_rates(ELONGATED_BOWL)['signum']:g}"
    )

    page.get_by_role("button", name="More settings of Signum").click()
    page.get_by_role("button", name="Signum: Schedule").click()
    page.keyboard.type("コサイン")
    page.keyboard.press("Enter")
    expect(card.get_by_role("button", name="Signum: Schedule: Cosine", exact=True)).to_be_visible()
    page.get_by_role("button", name="Signum: Optimizer").click()
    page.keyboard.type("nesterov")
    page.keyboard.press("Enter")
    expect(card.locator(".run-title")).to_have_text("Nesterov")
    expect(card.get_by_role("textbox", name=re.compile("rate η"))).to_have_value("0.1")
    expect(card.get_by_role("button", name="Nesterov: Schedule: Cosine", exact=True)).to_be_visible()


def test_functions_are_filtered_by_their_traits(open_visit: OpenVisit) -> None:
    visit = open_visit(reduced_motion="reduce", locale="ja-JP")
    visit.open(ONE_RUN, step=0, lang="ja")
    page = visit.page
    page.locator(".choice").click()
    expect(page.locator(":popover-open .option")).to_have_count(len(OBJECTIVES))
    chips = page.get_by_role("group", name="関数の特徴で絞り込む").get_by_role("button")
    chips.filter(has_text="鞍点").click()
    chips.filter(has_text="多峰性").click()
    wanted = [function.title.ja for function in OBJECTIVES if {"saddle", "multimodal"} <= set(function.traits)]
    assert found(page) == wanted
    page.get_by_role("combobox", name="関数を検索").fill("ヒンメルブラウ")
    page.keyboard.press("Enter")
    expect(page.locator(".choice-title")).to_contain_text("ヒンメルブラウ")


def test_an_optimizer_without_a_rate_is_given_none(open_visit: OpenVisit) -> None:
    def without_rate(route: Route) -> None:
        catalogue: dict[str, Any] = route.fetch().json()
        for entry in catalogue["optimizers"]:
            if entry["name"] == "sgd":
                del entry["schema"]["properties"]["learning_rate"]
        route.fulfill(json=catalogue)

    visit = open_visit(reduced_motion="reduce")
    visit.page.route("**/api/v1/optimizers", without_rate)
    visit.open(ONE_RUN, step=0)
    page = visit.page
    page.get_by_role("button", name="Add optimizer").click()
    page.keyboard.type("sgd")
    page.evaluate("""() => {
      const send = WebSocket.prototype.send;
      window.sent = [];
      WebSocket.prototype.send = function (data) { window.sent.push(data); return send.call(this, data); };
    }""")
    page.keyboard.press("Enter")
    card = page.get_by_role("article").last
    expect(card.locator(".run-title")).to_have_text("SGD")
    page.get_by_role("button", name="More settings of SGD").click()
    expect(card.get_by_role("button", name="SGD: Schedule")).to_be_hidden()
    page.locator(".choice").click()
    page.keyboard.type("sphere")
    page.keyboard.press("Enter")
    rate = page.get_by_role("article").first.get_by_role("textbox", name=re.compile("rate η"))
    expect(rate).to_have_value(f"{suggested_rates(SPHERE)['adam']:g}")
    sent = [json.loads(text) for text in page.evaluate("() => window.sent")]
    started = [message["experiment"]["runs"] for message in sent if message["type"] == "start"]
    assert "learning_rate" not in started[0][-1]["optimizer"]
    assert started[-1][0]["optimizer"]["learning_rate"] == suggested_rates(SPHERE)["adam"]
    assert started[-1][1]["optimizer"]["learning_rate"] == Sgd().learning_rate  # what the server filled in, untouched
