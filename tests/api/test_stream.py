"""The stream: the same bits as REST, cut and resumed, held, changed, replaced, stopped."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.api.experiments import BOWL, ENDS, LONG, TRAINING
from tests.api.viewer import Viewer, Watched, columns_of, rows_from, same_bits
from tests.conftest import RunningServer

STATES = ENDS | {"record": {"every": 7, "state": False}}


def answered(rest: httpx.Client, experiment: dict[str, Any]) -> dict[str, Any]:
    answer = rest.post("/api/v1/trajectories", json=experiment)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


@pytest.mark.parametrize(
    "experiment", [BOWL, ENDS, STATES, TRAINING], ids=["bowl", "ends", "every seventh", "training"]
)
def test_the_socket_shows_what_rest_answers(server: RunningServer, rest: httpx.Client, experiment: Any) -> None:
    whole = answered(rest, experiment)
    with Viewer(server.ws_url) as viewer:
        watched = viewer.watch(experiment)
    assert watched.experiment == whole["experiment"]
    for index, run in enumerate(whole["runs"]):
        assert watched.columns[index] == columns_of(run)
        assert watched.outcomes[index] == run["outcome"]


def test_binary_frames_hold_the_same_float64(server: RunningServer, rest: httpx.Client) -> None:
    whole = answered(rest, ENDS)
    with Viewer(server.ws_url) as viewer:
        watched = viewer.watch(ENDS, encoding="binary")
    for index, run in enumerate(whole["runs"]):
        for name, values in columns_of(run).items():
            assert same_bits(watched.columns[index][name], values), (index, name)
        assert watched.outcomes[index] == run["outcome"]


def test_the_optimizers_own_state_is_streamed_if_asked_for(server: RunningServer, rest: httpx.Client) -> None:
    experiment = BOWL | {"record": {"state": True}, "runs": BOWL["runs"][1:2]}
    with Viewer(server.ws_url) as viewer:
        viewer.tell("start", experiment=experiment)
        viewer.until("started")
        frame = viewer.next()
    state = answered(rest, experiment)["runs"][0]["state"]
    assert frame["runs"][0]["columns"]["state"]["velocity"] == state["velocity"][:1]


def test_the_first_frame_is_the_start_alone(server: RunningServer) -> None:
    with Viewer(server.ws_url) as viewer:
        watched = viewer.watch(LONG | {"steps": 5_000})
    first, *_ = (frame["runs"][0]["columns"]["step"] for frame in watched.frames)
    assert first == [0]
    assert max(len(frame["runs"][0]["columns"]["step"]) for frame in watched.frames) <= 4096


@pytest.mark.parametrize("encoding", ["json", "binary"])
@pytest.mark.parametrize("lacking", [0, 1, 2, 3, 16, 17, 18, 33, 59, 60, 61, 62, 10_000])
def test_whoever_lacks_a_step_gets_it_and_all_later_ones(
    server: RunningServer, rest: httpx.Client, lacking: int, encoding: str
) -> None:
    whole = answered(rest, ENDS)
    with Viewer(server.ws_url) as viewer:
        watched = viewer.watch(ENDS, from_step=lacking, encoding=encoding)
    for index, run in enumerate(whole["runs"]):
        wanted = rows_from(columns_of(run), lacking)
        got = watched.columns.get(index, {name: [] for name in wanted})
        assert got["step"] == wanted["step"]
        assert all(same_bits(got[name], wanted[name]) for name in wanted if wanted["step"])
        assert watched.outcomes[index] == run["outcome"]


@pytest.mark.parametrize("lacking", [1, 2, 9, 30, 31, 59, 61])
def test_a_training_that_is_resumed_from_a_checkpoint_shows_the_same(
    server: RunningServer, rest: httpx.Client, lacking: int
) -> None:
    whole = answered(rest, TRAINING)
    with Viewer(server.ws_url) as viewer:
        watched = viewer.watch(TRAINING, from_step=lacking, encoding="binary")
    for index, run in enumerate(whole["runs"]):
        wanted = rows_from(columns_of(run), lacking)
        got = watched.columns.get(index, {name: [] for name in wanted})
        assert all(same_bits(got[name], wanted[name]) for name in wanted if wanted["step"])
        assert watched.outcomes[index] == run["outcome"]


@pytest.mark.parametrize("frames", [1, 2, 3, 5, 8])
def test_a_stream_that_breaks_and_resumes_loses_nothing_and_repeats_nothing(
    server: RunningServer, rest: httpx.Client, frames: int
) -> None:
    experiment = ENDS | {"steps": 120}
    watched, breaks = Watched(), 0
    while len(watched.outcomes) < len(experiment["runs"]):
        viewer = Viewer(server.ws_url)
        viewer.tell("start", experiment=experiment, from_step=watched.last_step + 1, steps_per_second=600)
        seen = len(watched.frames)
        while len(watched.frames) < seen + frames and len(watched.outcomes) < len(experiment["runs"]):
            message = viewer.next()
            if message["type"] == "finished" and message["run"] in watched.outcomes:
                assert message["outcome"] == watched.outcomes[message["run"]]
                continue
            watched.take(message)
            viewer.acknowledge(message)
        viewer.cut()
        breaks += 1
    assert breaks > 1 or frames >= 5
    for index, run in enumerate(answered(rest, experiment)["runs"]):
        assert watched.columns[index] == columns_of(run)
        assert watched.outcomes[index] == run["outcome"]


def test_two_sockets_do_not_disturb_each_other(server: RunningServer, rest: httpx.Client) -> None:
    with Viewer(server.ws_url) as idle, Viewer(server.ws_url) as one, Viewer(server.ws_url) as other:
        idle.tell("start", experiment=LONG)
        one.tell("start", experiment=BOWL)
        other.tell("start", experiment=ENDS, encoding="binary")
        first = one.to_the_end(Watched(), 4)
        second = other.to_the_end(Watched(), 4)
    for index, run in enumerate(answered(rest, BOWL)["runs"]):
        assert first.columns[index] == columns_of(run)
    for index, run in enumerate(answered(rest, ENDS)["runs"]):
        assert same_bits(second.columns[index]["loss"], run["loss"])


def test_a_pause_holds_single_steps_pass_and_resuming_goes_on(server: RunningServer, rest: httpx.Client) -> None:
    experiment = BOWL | {"steps": 300}
    watched = Watched()
    with Viewer(server.ws_url) as viewer:
        viewer.tell("start", experiment=experiment, steps_per_second=300)
        while watched.last_step < 20:
            watched.take(message := viewer.next())
            viewer.acknowledge(message)
        viewer.tell("pause")
        viewer.tell("ping")
        while (message := viewer.next())["type"] != "pong":  # what was under way when the pause came
            watched.take(message)
            viewer.acknowledge(message)
        held = drained(viewer, watched)
        viewer.tell("step", count=3)
        assert row(viewer, watched) > held
        while watched.last_step < held + 3:
            row(viewer, watched)
        assert watched.last_step == held + 3
        assert drained(viewer, watched) == held + 3
        viewer.tell("resume")
        viewer.to_the_end(watched, 4)
    for index, run in enumerate(answered(rest, experiment)["runs"]):
        assert watched.columns[index] == columns_of(run)


def drained(viewer: Viewer, watched: Watched) -> int:
    """Ask three times and be answered: a frame that was still being made has come by then. The last step shown."""
    for _ in range(3):
        viewer.tell("start", experiment={})  # refused after a turn of the worker threads, so it waits for them
        while (message := viewer.next())["type"] != "error":
            watched.take(message)
            viewer.acknowledge(message)
    return watched.last_step


def row(viewer: Viewer, watched: Watched) -> int:
    watched.take(message := viewer.next())
    viewer.acknowledge(message)
    return watched.last_step


def test_a_step_on_a_running_stream_pauses_it(server: RunningServer) -> None:
    watched = Watched()
    with Viewer(server.ws_url) as viewer:
        viewer.tell("start", experiment=LONG, steps_per_second=30)
        viewer.tell("step", count=2)
        while watched.last_step < 2:
            row(viewer, watched)
        assert drained(viewer, watched) <= 4  # at most two of its own accord before the command came


def test_a_change_is_written_into_the_experiment_and_rest_replays_it(server: RunningServer, rest: httpx.Client) -> None:
    before = answered(rest, BOWL | {"steps": 80})
    with Viewer(server.ws_url) as viewer:
        viewer.watch(BOWL | {"steps": 80})
        viewer.tell("change", run=0, step=40, optimizer={"learning_rate": 0.05})
        changed = viewer.until("changed")
        watched = viewer.to_the_end(Watched(), 4)
    assert changed["step"] == 40
    assert changed["experiment"]["changes"] == [{"step": 40, "run": 0, "optimizer": {"learning_rate": 0.05}}]
    replayed = answered(rest, changed["experiment"])
    assert rest.get(changed["permalink"]).json()["runs"] == replayed["runs"]
    for index, run in enumerate(replayed["runs"]):
        assert watched.columns[index] == rows_from(columns_of(run), 40)
        assert rows_from(columns_of(run), 0)["loss"][:40] == before["runs"][index]["loss"][:40]
    assert replayed["runs"][0]["learning_rate"][39:42] == [0.95, 0.05, 0.05]
    assert replayed["runs"][1] == before["runs"][1]


def test_changes_at_one_step_add_up_and_earlier_ones_stay(server: RunningServer) -> None:
    with Viewer(server.ws_url) as viewer:
        viewer.watch(BOWL)
        for step, optimizer in ((10, {"learning_rate": 0.2}), (20, {"learning_rate": 0.1}), (20, {"momentum": 0.5})):
            viewer.tell("change", run=1, step=step, optimizer=optimizer)
            changed = viewer.until("changed")
            viewer.to_the_end(Watched(), 4)
        assert [edit["optimizer"] for edit in changed["experiment"]["changes"]] == [
            {"learning_rate": 0.2},
            {"learning_rate": 0.1, "momentum": 0.5},
        ]
        viewer.tell("change", run=1, step=5, optimizer={"learning_rate": 0.3})
        assert [edit["step"] for edit in viewer.until("changed")["experiment"]["changes"]] == [5]


def test_a_change_ahead_of_what_was_shown_skips_nothing(server: RunningServer, rest: httpx.Client) -> None:
    watched = Watched()
    with Viewer(server.ws_url) as viewer:
        viewer.tell("start", experiment=BOWL | {"steps": 200}, steps_per_second=300)
        while watched.last_step < 10:
            row(viewer, watched)
        viewer.tell("change", run=0, step=150, optimizer={"learning_rate": 0.01})
        viewer.to_the_end(watched, 4)
    assert watched.experiment is not None
    for index, run in enumerate(answered(rest, watched.experiment)["runs"]):
        assert watched.columns[index] == columns_of(run)


def test_a_refused_change_leaves_the_stream_as_it_is(server: RunningServer, rest: httpx.Client) -> None:
    with Viewer(server.ws_url) as viewer:
        viewer.tell("change", run=0, step=1, optimizer={"learning_rate": 1})
        assert viewer.next()["problem"]["code"] == "nothing_started"
        viewer.tell("start", experiment=BOWL, steps_per_second=100)
        for fields, pointer in (
            ({"run": 9, "step": 3, "optimizer": {"learning_rate": 1}}, "/run"),
            ({"run": 0, "step": 0, "optimizer": {"learning_rate": 1}}, "/step"),
            ({"run": 0, "step": 31, "optimizer": {"learning_rate": 1}}, "/step"),
            ({"run": 0, "step": 3, "optimizer": {"learning_rate": -1}}, "/optimizer/learning_rate"),
            ({"run": 0, "step": 3, "optimizer": {"velocity": 1}}, "/optimizer/velocity"),
            ({"run": 0, "step": 3, "optimizer": {}}, "/optimizer"),
        ):
            viewer.tell("change", **fields)
            watched = Watched()
            assert [error["pointer"] for error in viewer.until("error")["problem"]["errors"]] == [pointer]
        viewer.tell("start", experiment=BOWL)
        viewer.until("started")
        viewer.to_the_end(watched, 4)
    assert watched.columns[0]["loss"] == answered(rest, BOWL)["runs"][0]["loss"]


def test_stopping_cancels_what_still_runs_at_the_last_step_shown(server: RunningServer) -> None:
    with Viewer(server.ws_url) as viewer:
        viewer.tell("start", experiment=LONG | {"runs": LONG["runs"] * 3})
        watched = Watched()
        while watched.last_step < 1000:
            row(viewer, watched)
        viewer.tell("stop")
        viewer.to_the_end(watched, 3)
        assert {outcome["status"] for outcome in watched.outcomes.values()} == {"cancelled"}
        assert {outcome["step"] for outcome in watched.outcomes.values()} == {watched.last_step}
        viewer.tell("stop")
        viewer.tell("ping")
        assert viewer.next() == {"type": "pong"}


def test_a_start_replaces_the_start_before_it(server: RunningServer, rest: httpx.Client) -> None:
    with Viewer(server.ws_url) as viewer:
        for _ in range(30):
            viewer.tell("start", experiment=LONG)
        viewer.tell("start", experiment=BOWL)
        for _ in range(31):
            started = viewer.until("started")
        watched = viewer.to_the_end(Watched(), 4)
    assert started["experiment"]["steps"] == 30
    for index, run in enumerate(answered(rest, BOWL)["runs"]):
        assert watched.columns[index] == columns_of(run)


def test_a_refused_start_leaves_the_running_one_alone(server: RunningServer) -> None:
    with Viewer(server.ws_url) as viewer:
        viewer.tell("start", experiment=BOWL, steps_per_second=200)
        viewer.until("started")
        for _ in range(5):  # more often than broken messages are forgiven
            viewer.tell("start", experiment=BOWL | {"objective": {"expression": "x +"}})
            problem = viewer.until("error")["problem"]
            assert problem["errors"][0]["pointer"] == "/objective/expression"
            assert problem["errors"][0]["position"] == 2
        assert viewer.until("finished")["outcome"]["status"] == "step_limit"
