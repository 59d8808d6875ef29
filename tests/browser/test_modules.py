"""The page's pure modules, called by themselves in a browser: playback, columns, tokens, edits, binary frames."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from app.service.binary import binary_frame
from app.service.experiment import Experiment, RunDocument
from app.service.token import read_token
from app.settings import Settings
from tests.conftest import CHECKOUT

EXPERIMENT = {
    "objective": {"expression": "x^2 + α*y^2", "parameters": {"α": 3.0}},
    "steps": 30,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.1}}, {"optimizer": {"name": "adam"}, "label": "二番"}],
}


def test_the_server_reads_the_token_that_the_page_writes(call: Any) -> None:
    token = call("state/token.js", "(module, given) => module.tokenOf(given)", EXPERIMENT)
    assert read_token(token, Settings()) == EXPERIMENT
    assert call("state/token.js", "(module, given) => module.experimentOf(given)", token) == EXPERIMENT


@pytest.mark.parametrize("token", ["", "1", "2abc", "1!!!", "1eJyrrgUAAXUA-Q"])
def test_a_token_that_holds_no_experiment_is_none(call: Any, token: str) -> None:
    assert call("state/token.js", "(module, given) => module.experimentOf(given)", token) is None


def test_playback_never_passes_what_has_arrived_and_stops_at_the_end(call: Any) -> None:
    seen = call(
        "state/playback.js",
        """({ advance }) => {
          const start = { cursor: 0, isPlaying: true, speed: 1, lastStep: 10 };
          const going = { steps: 100, isComplete: false };
          return [
            advance(start, 0.5, going).cursor,
            advance(start, 60, going),
            advance(start, 60, { steps: 10, isComplete: true }),
            advance({ ...start, isPlaying: false }, 60, going).cursor,
            advance({ ...start, cursor: 12 }, 1, going).cursor,
          ];
        }""",
    )
    assert seen[0] == 6
    assert (seen[1]["cursor"], seen[1]["isPlaying"]) == (10, True)
    assert (seen[2]["cursor"], seen[2]["isPlaying"]) == (10, False)
    assert seen[3] == 0
    assert seen[4] == 12


def test_a_long_experiment_plays_in_a_watchable_time(call: Any) -> None:
    rates = call("state/playback.js", "(module) => [30, 100, 10000].map((steps) => module.stepsPerSecond(steps, 1))")
    assert rates[:2] == [12, 12]
    assert 10 <= 10_000 / rates[2] <= 15


def test_stepping_goes_to_whole_steps_and_stays_inside(call: Any) -> None:
    cursors = call(
        "state/playback.js",
        """({ stepped }) => [[4.3, 1], [4.3, -1], [4, 1], [9, 10], [2, -10]].map(([cursor, count]) =>
          stepped({ cursor, isPlaying: true, speed: 1, lastStep: 10 }, count).cursor)""",
    )
    assert cursors == [5, 4, 5, 10, 0]


def test_columns_written_from_an_earlier_step_replace_what_follows(call: Any) -> None:
    answer = call(
        "state/columns.js",
        """({ emptyColumns, writeColumns, positionAt, rowAt, lastStepOf }) => {
          const columns = emptyColumns();
          const wire = (from, count, value) => ({
            step: Array.from({ length: count }, (_, at) => from + at),
            position: Array.from({ length: count }, (_, at) => [value, from + at]),
            loss: Array(count).fill(value), gradient_norm: Array(count).fill(null), learning_rate: Array(count).fill(value),
            value_evaluations: Array(count).fill(0), gradient_evaluations: Array(count).fill(1),
          });
          writeColumns(columns, wire(0, 1000, 1), 0);
          const before = [columns.length, columns.revision, lastStepOf(columns), rowAt(columns, 7.9)];
          writeColumns(columns, wire(400, 2, 5), 400);
          const after = [columns.length, columns.revision, lastStepOf(columns)];
          return [before, after, positionAt(columns, 399.5), Number.isNaN(columns.gradient_norm[3])];
        }""",
    )
    assert answer == [[1000, 0, 999, 7], [402, 1, 401], [3, 399.5], True]


def test_a_run_keeps_its_looks_and_a_new_one_takes_the_free_slot(call: Any) -> None:
    assert call("state/appearance.js", "({ freeSlot }) => [freeSlot([]), freeSlot([0, 2]), freeSlot([0, 1, 2])]") == [
        0,
        1,
        3,
    ]
    looks = call("state/appearance.js", "(module) => Array.from({ length: 8 }, (_, slot) => module.appearanceOf(slot))")
    assert len({look["color"] for look in looks}) == len({look["marker"] for look in looks}) == 8


def test_sixteen_runs_all_look_different_without_their_number(call: Any) -> None:
    every = "(module) => Array.from({ length: 16 }, (_, slot) => module.appearanceOf(slot))"
    looks = call("state/appearance.js", every)
    assert len({(look["color"], look["dash"], look["marker"]) for look in looks}) == 16
    assert len({(look["dash"], look["marker"]) for look in looks}) == 16, "colour would be the only sign"


def test_removing_a_run_takes_its_changes_along(call: Any) -> None:
    experiment = EXPERIMENT | {
        "changes": [{"step": 3, "run": 0, "optimizer": {}}, {"step": 5, "run": 1, "optimizer": {}}]
    }
    left = call("state/experiment.js", "(module, given) => module.withoutRun(given, 0)", experiment)
    assert left["changes"] == [{"step": 5, "run": 0, "optimizer": {}}]
    swapped = call("state/experiment.js", "(module, given) => module.withMovedRun(given, 0, 1)", experiment)
    assert [change["run"] for change in swapped["changes"]] == [1, 0]
    assert swapped["runs"] == EXPERIMENT["runs"][::-1]


def test_a_setting_from_the_start_supersedes_live_changes_of_the_same(call: Any) -> None:
    changes = [{"step": 3, "run": 0, "optimizer": {"learning_rate": 1, "momentum": 0.5}}]
    edited = call(
        "state/experiment.js",
        "(module, given) => module.withEditedRun(given, 0, { optimizer: { learning_rate: 0.2 } })",
        EXPERIMENT | {"changes": changes},
    )
    assert edited["runs"][0]["optimizer"] == {"name": "sgd", "learning_rate": 0.2}
    assert edited["changes"] == [{"step": 3, "run": 0, "optimizer": {"momentum": 0.5}}]


def test_a_binary_frame_is_read_as_it_was_written(call: Any) -> None:
    columns = {
        "step": np.arange(3),
        "position": np.array([[1.5, -2.0], [1e-300, 5e300], [0.1, 0.2]]),
        "loss": np.array([0.1, np.nan, 3.0]),
    }
    frame = {"type": "frame", "sequence": 7, "from_step": 0, "runs": [{"run": 1, "columns": columns}]}
    message = call(
        "server/binary.js",
        """({ decodeFrame }, given) => {
          const { sequence, runs: [{ run, columns }] } = decodeFrame(Uint8Array.from(given).buffer);
          return [sequence, run, [...columns.step], columns.position.map((row) => [...row]), [...columns.loss].map(String)];
        }""",
        list(binary_frame(frame)),
    )
    assert message == [7, 1, [0, 1, 2], columns["position"].tolist(), ["0.1", "NaN", "3"]]


@pytest.mark.parametrize(("typedef", "document"), [("Experiment", Experiment), ("RunSettings", RunDocument)])
def test_the_shapes_of_the_page_are_those_of_the_server(typedef: str, document: Any) -> None:
    text = (CHECKOUT / "static/js/types.js").read_text(encoding="utf-8")
    block = re.search(rf"@typedef {{object}} {typedef}\n(.*?)\*/", text, re.DOTALL)
    assert block
    named = set(re.findall(r"@property {.+?} \[?(\w+)\]?(?:\s|$)", block[1]))
    assert named <= set(document.model_fields)
    assert {name for name, field in document.model_fields.items() if field.is_required()} <= named


def test_a_typed_direction_may_be_full_width(call: Any) -> None:
    read = "({ readVector }, typed) => readVector(typed)"
    assert call("state/slice/choices.js", read, "１，−２　0.5、1e−3") == {"vector": [1, -2, 0.5, 0.001], "wrong": None}
    assert call("state/slice/choices.js", read, "1 ＮａＮ") == {
        "vector": None,
        "wrong": {"word": "ＮａＮ", "number": 2},
    }


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ("Math.sin(x)", "linear"),
        ("x * x", "linear"),
        ("Math.exp(x)", "linear"),
        ("(x - 0.3) ** 6", "linear"),
        ("Math.log(x)", "linear"),
        ("Math.exp(x * x)", "log"),
        ("1e-9 * Math.exp(4 * x)", "log"),
    ],
)
def test_a_function_of_one_variable_is_drawn_as_it_is_unless_that_hides_decades(
    call: Any, values: str, scale: str
) -> None:
    drawn = call(
        "state/height_scale.js",
        f"""({{ heightScale }}) => {{
          const x = Float64Array.from({{ length: 401 }}, (_, at) => -5 + at / 40);
          const curve = {{ key: "", x, y: null, loss: [x.map((x) => {values})] }};
          const map = {{ ...curve, y: x }};
          return [heightScale({{ landscapeScale: null }}, curve), heightScale({{ landscapeScale: "log" }}, curve),
            heightScale({{ landscapeScale: null }}, map)];
        }}""",
    )
    assert drawn == [scale, "log", "log"]


def test_legends_over_the_map_take_corners_where_they_cover_nothing(call: Any) -> None:
    corners = call(
        "charts/free_corner.js",
        """({ freeCorners }) => {
          const frame = { width: 600, height: 600 };
          const at = (x, y) => ({ x, y, reach: 10 });
          const legends = [{ width: 250, height: 80, own: "top-left" }, { width: 200, height: 60, own: "bottom-left" }];
          return [
            freeCorners(legends, [at(300, 300)], frame),
            freeCorners(legends, [at(100, 50)], frame),
            freeCorners(legends, [at(100, 50), at(50, 580)], frame),
            freeCorners([legends[0], { ...legends[1], own: "top-right" }], [], { width: 400, height: 600 }),
            freeCorners([{ ...legends[1], foot: 40 }], [at(20, 500)], frame),
          ];
        }""",
    )
    assert corners == [
        ["top-left", "bottom-left"],
        ["bottom-left", "top-right"],
        ["top-right", "bottom-left"],
        ["top-left", "bottom-left"],
        ["top-left"],
    ]


def test_an_effective_rate_is_told_only_of_a_step_that_is_more_than_rounding(call: Any) -> None:
    rates = call(
        "state/inner.js",
        """({ innerAt, EFFECTIVE_RATE }) => {
          const columns = {
            dimension: 2, length: 4, step: [0, 1, 2, 3], state: {},
            position: [1, -1, 0.5, -0.5, 0.5 + 2 ** -50, -0.5, 0.5, -0.4],
            gradient: [2, -2, 4e-15, 1e-20, 1, 1, 0, 0],
          };
          return [1, 2, 3].map((row) => innerAt(columns, EFFECTIVE_RATE, row).map((rate) => (Number.isNaN(rate) ? null : rate)));
        }""",
    )
    assert rates == [[0.25, 0.25], [None, None], [None, pytest.approx(-0.1)]]


def test_round_numbers_beside_an_axis_have_no_digits_that_say_nothing(call: Any) -> None:
    words = call("dom/format.js", "({ formatTick }) => [0.5, -1, 0, 0.1 + 0.2, 1e-7, 2e9, 12.5].map(formatTick)")
    assert words == ["0.5", "−1", "0", "0.3", "1e-7", "2e9", "12.5"]
