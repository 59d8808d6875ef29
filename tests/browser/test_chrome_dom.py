"""The pure parts of the page: numbers, sliders, forms from JSON Schema, formulas that cannot do anything."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.browser.visit import Visit


def call(visit: Visit, module: str, expression: str, given: Any = None) -> Any:
    """The value of a JavaScript expression in which `m` is a module of static/js and `given` an argument."""
    return visit.page.evaluate(
        f"""async (given) => {{
          const root = document.querySelector("script[type=module]").src.replace(/linked\\/.*/, "js/");
          const m = await import(root + {module!r});
          return {expression};
        }}""",
        given,
    )


@pytest.fixture(scope="module")
def page_visit(shared_visit: Visit) -> Visit:
    """A still page whose modules are called by themselves."""
    shared_visit.open(step=0)
    return shared_visit


@pytest.mark.parametrize(("name", "said"), [("モメンタム", "設定モメンタムを隠す"), ("SGD", "設定 SGD を隠す")])
def test_a_japanese_name_closes_up_with_the_words_around_it(page_visit: Visit, name: str, said: str) -> None:
    assert call(page_visit, "dom/text.js", "m.text('設定 {run} を隠す', { run: given })", name) == said


def test_formulas_are_let_in_without_anything_that_acts(page_visit: Visit) -> None:
    hostile = (
        '<math display="block" id="evil"><mi href="javascript:alert(1)" style="color:red">x</mi>'
        "<script>alert(1)</script><mtext><img src='x'/>y</mtext>"
        "<annotation-xml encoding='text/html'><iframe src='//elsewhere'></iframe></annotation-xml>"
        '<maction actiontype="statusline"><mi>z</mi></maction><mo stretchy="false">+</mo></math>'
    )
    kept = call(page_visit, "dom/mathematics.js", "m.typeset(given).outerHTML", hostile)
    expected = '<math display="block"><mi>x</mi><mtext>y</mtext><mo stretchy="false">+</mo></math>'
    assert kept == expected
    assert call(
        page_visit, "dom/mathematics.js", "given.map((text) => m.typeset(text))", ["", "<p>x</p>", "<math><mi>"]
    ) == [
        None,
        None,
        None,
    ]


def test_the_stamp_of_a_function_of_one_variable_is_its_curve_where_it_has_one(page_visit: Visit) -> None:
    stamp = """((loss) => {
      const { node, draw } = m.createThumbnail();
      draw({ x: new Float64Array(loss.length), y: null, loss: [Float64Array.from(loss, (value) => value ?? NaN)] });
      const { data } = node.getContext("2d").getImageData(0, 0, node.width, node.height);
      return Array.from({ length: node.width }, (_, column) => {
        const painted = Array.from({ length: node.height }, (_, row) => data[4 * (row * node.width + column) + 3] > 128);
        return painted.indexOf(true);
      });
    })(given)"""
    valley = [abs(place) for place in range(-20, 21)]
    tops = call(page_visit, "dom/thumbnail.js", stamp, [*valley, *([None] * 20)])
    lowest = max(tops)
    assert 12 <= tops.index(lowest) <= 17
    assert tops[0] < 8 < lowest
    assert tops[-10:] == [-1] * 10, "blank where there is no value"


@pytest.mark.parametrize(
    ("scale", "span", "integer"),
    [
        ("linear", [0, 0.5], False),
        ("log", [1e-4, 10], False),
        ("one_minus", [0, 0.9999], False),
        ("log", [1, 1000], True),
    ],
)
def test_a_slider_reaches_its_ends_and_never_turns_back(
    page_visit: Visit, scale: str, span: list[float], integer: bool
) -> None:
    given = {"scale": scale, "span": span, "isInteger": integer}
    values = call(
        page_visit, "dom/scale.js", "Array.from({ length: 201 }, (_, step) => m.valueAt(step / 200, given))", given
    )
    assert values[0] == span[0]
    assert values[-1] == span[1]
    assert all(first <= second for first, second in pairwise(values))
    places = call(
        page_visit, "dom/scale.js", "given.values.map((value) => m.placeOf(value, given))", given | {"values": values}
    )
    assert all(abs(place - step / 200) < (0.2 if integer else 0.02) for step, place in enumerate(places))
    assert call(page_visit, "dom/scale.js", "[-1e9, 1e9].map((value) => m.placeOf(value, given))", given)[1] in (0, 1)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1e-3", 1e-3),
        (" .5 ", 0.5),
        ("−2", -2),
        ("１２．５", 12.5),
        ("2.", 2),
        ("1,5", None),
        ("abc", None),
        ("", None),
        ("0x10", None),
    ],
)
def test_a_number_is_read_as_people_type_it(page_visit: Visit, typed: str, number: float | None) -> None:
    read = call(
        page_visit, "dom/bounds.js", "((value) => Number.isNaN(value) ? null : value)(m.parseNumber(given))", typed
    )
    assert read == number


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (7.89e-31, "7.89e-31"),
        (0.0000395, "0.0000395"),
        (0.000682, "0.000682"),
        (13.25, "13.3"),
        (-181.6, "−182"),
        (2e7, "2.00e7"),
        (0, "0"),
        (None, "–"),
    ],
)
def test_a_number_is_shown_short_and_plain(page_visit: Visit, value: float | None, shown: str) -> None:
    assert call(page_visit, "dom/format.js", "m.formatNumber(given)", value) == shown


def test_a_decimal_comma_is_told_from_what_is_no_number_and_nothing_is_minus_zero(page_visit: Visit) -> None:
    rule = {"type": "number", "minimum": 0, "maximum": 2}
    said = "given.typed.map((typed) => m.refusalOf(typed, given.rule))"
    given = {"rule": rule, "typed": ["0,5", "\uff10\uff0c\uff15", "1,2,3", "-0,5", "0,5x"]}
    range_ = "expected a number from 0 to 2"
    comma = "decimals have a point: 0.5"
    assert call(page_visit, "dom/bounds.js", said, given) == [comma, comma, range_, range_, range_]
    shown = call(page_visit, "dom/format.js", "given.map(m.formatCoordinate)", [-0.0001, -0.0006, 0.0004, -12.5])
    assert shown == ["0.000", "−0.001", "0.000", "−12.500"]


def test_a_form_is_built_from_any_schema_nested_ones_too(page_visit: Visit) -> None:
    schema = {
        "properties": {
            "name": {"const": "lookahead", "type": "string"},
            "k": {
                "title": "every",
                "type": "integer",
                "default": 5,
                "minimum": 1,
                "symbol": "k",
                "span": [1, 20],
                "scale": "linear",
            },
            "nesterov": {"type": "boolean", "default": False, "advanced": True},
            "mode": {"enum": ["min", "max"], "default": "min"},
            "limit": {"anyOf": [{"type": "number", "minimum": 0}, {"type": "null"}], "default": 2},
            "inner": {"title": "inner", "$ref": "#/$defs/Adam"},
        },
        "$defs": {
            "Adam": {
                "type": "object",
                "properties": {
                    "name": {"const": "adam"},
                    "beta1": {"title": "mean", "type": "number", "default": 0.9, "maximum": 1},
                },
            }
        },
    }
    answer = call(
        page_visit,
        "dom/form.js",
        """(() => {
          const told = [];
          const form = m.schemaForm({ schema: given, context: "Lookahead", onChange: (patch) => told.push(patch) });
          const box = document.createElement("div");
          box.append(...form.fields, ...form.advanced);
          document.body.append(box);
          form.update({ inner: { name: "adam", beta1: 0.8 } });
          const change = (selector, edit) => {
            const node = box.querySelector(selector);
            edit(node);
            node.dispatchEvent(new Event("change"));
          };
          change("fieldset input", (node) => (node.value = "0.7"));
          change("[role=switch]", (node) => (node.checked = true));
          change("select", (node) => (node.value = "max"));
          const labels = [...box.querySelectorAll("[aria-label]")].map((node) => node.getAttribute("aria-label"));
          box.remove();
          return { told, labels, advanced: form.advanced.length, defaults: form.defaults() };
        })()""",
        schema,
    )
    assert answer["told"] == [{"inner": {"name": "adam", "beta1": 0.7}}, {"nesterov": True}, {"mode": "max"}]
    assert answer["advanced"] == 1
    assert "Lookahead: every k" in answer["labels"]
    assert any("inner: mean" in label for label in answer["labels"])
    assert answer["defaults"]["k"] == 5
