"""Pickers: sixty optimizers, functions and schedules stay easy to find, with the keyboard and in either language."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import Page, expect

from app.engine.family import Family
from app.engine.objectives import OBJECTIVES
from app.engine.objectives.bowls import ELONGATED_BOWL
from app.engine.optimizers import OPTIMIZERS
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
    page.get_by_role("button", name="最適化手法を追加").click()
    page.keyboard.type("newton")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_have_count(2)
    visit.has_arrived(20)
    expect(page.locator("#table .run-name").last).to_have_text("ニュートン法")  # also once the server has named it


def test_optimizers_without_a_rate_are_given_none(open_visit: OpenVisit) -> None:
    free = [kind for kind in OPTIMIZERS if not {"learning_rate", "inner"} & set(kind.__dataclass_fields__)]
    visit = open_visit(reduced_motion="reduce")
    sent: list[dict[str, Any]] = []
    visit.page.on("websocket", lambda socket: socket.on("framesent", lambda text: sent.append(json.loads(text))))
    visit.open(
        ONE_RUN | {"runs": [{"optimizer": {"name": kind.name}} for kind in free[:2]]}, step=0, curve="learning_rate"
    )
    page = visit.page
    first = page.get_by_role("article").first
    first.locator(".run-toggle").click()
    expect(first.get_by_role("button", name=re.compile("Optimizer:"))).to_be_visible()
    expect(first.get_by_role("button", name=re.compile("Schedule"))).to_be_hidden()
    expect(first.get_by_role("textbox", name=re.compile("rate η"))).to_have_count(0)
    page.get_by_role("button", name="Add optimizer").click()
    page.keyboard.type(free[-1].name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_have_count(3)
    page.locator(".choice").click()
    page.keyboard.type("sphere")
    page.keyboard.press("Enter")
    expect(page.locator(".choice-title")).to_have_text("Sphere")
    visit.until("() => document.querySelectorAll('#curves .js-plotly-plot')[1]?.data.length === 3")
    drawn = "() => document.querySelectorAll('#curves .js-plotly-plot')[1].data.flatMap((run) => run.y)"
    assert not any(page.evaluate(drawn))
    expect(page.locator(".refusal")).to_be_hidden()
    started = [
        run["optimizer"] for message in sent if message["type"] == "start" for run in message["experiment"]["runs"]
    ]
    assert len(started) > 3
    assert not any("learning_rate" in optimizer for optimizer in started)
