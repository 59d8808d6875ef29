"""Learning problems over REST: columns of a training, looks into it that depend on nothing but the experiment, refusals."""

from __future__ import annotations

import io
from copy import deepcopy
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pandas
import pytest

from tests.api.experiments import TRAINING
from tests.conftest import StartServer

FULL: dict[str, Any] = {
    "objective": {
        "model": {"name": "mlp", "hidden": [8]},
        "dataset": {"name": "spiral", "points": 20},
        "loss": {"name": "softmax_cross_entropy", "l2": 1e-3},
    },
    "steps": 20,
    "runs": [{"optimizer": {"name": "sgd", "learning_rate": 0.5}}, {"optimizer": {"name": "lbfgs"}}],
}


def asked(rest: httpx.Client, call: str, document: Any) -> dict[str, Any]:
    answer = rest.post(f"/api/v1/{call}", json=document)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def varied(experiment: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    document = deepcopy(experiment)
    *parents, last = path.split(".")
    here: Any = document
    for part in parents:
        here = here[int(part)] if part.isdecimal() else here[part]
    here[last] = value
    return document


def test_a_training_is_evaluated_every_epoch_and_at_its_end(rest: httpx.Client) -> None:
    answer = asked(rest, "trajectories", varied(TRAINING, "stop", {}))
    assert answer["steps_per_epoch"] == 6
    assert answer["examples"] == 45
    assert [group["name"] for group in answer["groups"]] == ["W1", "b1", "W2", "b2"]
    run = answer["runs"][1]
    evaluated = [step for step, loss in zip(run["step"], run["loss"], strict=True) if loss is not None]
    assert evaluated == [*range(0, 60, 6), 60]
    for name in ("gradient_norm", "accuracy", "data_loss", "validation_loss", "validation_accuracy"):
        assert [step for step in run["step"] if run[name][step] is not None] == evaluated, name
    assert run["batch_loss"][0] is None
    assert all(loss is not None for loss in run["batch_loss"][1:])
    assert run["examples_seen"] == [epoch * 45 + 8 * rest_ for epoch in range(10) for rest_ in range(6)] + [450]
    sums = np.array([run["data_loss"][step] + run["regularization_loss"][step] for step in evaluated])
    np.testing.assert_allclose(sums, [run["loss"][step] for step in evaluated], rtol=1e-15)


def test_evaluating_more_often_changes_nothing_that_is_computed(rest: httpx.Client) -> None:
    seldom = asked(rest, "trajectories", varied(TRAINING, "stop", {}))["runs"][0]
    often = asked(rest, "trajectories", TRAINING | {"stop": {}, "record": {"evaluate_every": 1}})["runs"][0]
    assert often["batch_loss"] == seldom["batch_loss"]
    assert [loss for step, loss in enumerate(often["loss"]) if step % 6 == 0] == [
        loss for loss in seldom["loss"] if loss is not None
    ]


def test_a_group_moves_by_the_ratio_that_is_told(rest: httpx.Client) -> None:
    run = asked(rest, "trajectories", FULL | {"record": {"position": True, "gradient": True}})["runs"][0]
    position, gradient = np.array(run["position"]), np.array(run["gradient"])
    weights = slice(0, 16)
    moved = np.linalg.norm(np.diff(position[:, weights], axis=0), axis=1)
    ratios = moved / np.linalg.norm(position[:-1, weights], axis=1)
    np.testing.assert_allclose(np.array(run["update_ratio"], dtype=float)[1:, 0], ratios, rtol=1e-9)
    norms = np.linalg.norm(gradient[:, weights], axis=1)
    np.testing.assert_allclose(np.array(run["group_gradient_norm"], dtype=float)[:, 0], norms, rtol=1e-12)
    np.testing.assert_allclose(run["gradient_norm"], np.linalg.norm(gradient, axis=1), rtol=1e-12)


def test_every_form_holds_the_figures(rest: httpx.Client) -> None:
    whole = asked(rest, "trajectories", TRAINING)
    table = pandas.read_csv(io.StringIO(rest.post("/api/v1/trajectories?format=csv", json=TRAINING).text))
    arrays = np.load(io.BytesIO(rest.post("/api/v1/trajectories?format=npz", json=TRAINING).content))
    for index, run in enumerate(whole["runs"]):
        rows = table[table["run"] == index]
        for name in ("loss", "batch_loss", "accuracy", "examples_seen"):
            wanted = np.array(run[name], dtype=float)
            np.testing.assert_array_equal(rows[name], wanted)
            np.testing.assert_array_equal(arrays[name][arrays["run"] == index], wanted)
        np.testing.assert_array_equal(rows["update_ratio.b2"], np.array(run["update_ratio"], dtype=float)[:, 3])
    assert "position" not in arrays


def test_a_look_says_the_same_whether_the_step_was_passed_before_or_not(
    rest: httpx.Client, start_server: StartServer
) -> None:
    fresh = start_server({"THALWEG_CHECKPOINT_BYTES": "0"})
    calls = {
        "predictions": {"experiment": TRAINING, "step": 40, "grid": {"resolution": [12, 9]}},
        "activations": {"experiment": TRAINING, "run": 1, "step": 47},
        "gradient-checks": {"experiment": TRAINING, "run": 1, "step": 31, "h": [1e-5], "parameters_per_group": 3},
    }
    asked(rest, "trajectories", TRAINING)
    with httpx.Client(base_url=fresh.base_url) as other:
        for call, document in calls.items():
            assert asked(rest, call, document) == asked(other, call, document), call


def test_runs_that_ended_early_are_looked_at_where_they_ended(rest: httpx.Client) -> None:
    ends = [run["outcome"]["step"] for run in asked(rest, "trajectories", TRAINING)["runs"]]
    told = asked(rest, "predictions", {"experiment": TRAINING, "part": "validation"})["runs"]
    assert [run["step"] for run in told] == ends
    assert len(set(ends)) == 3, "one stopped early, one went on, one diverged"
    last = asked(rest, "trajectories", TRAINING)["runs"][0]
    assert told[0]["accuracy"] == last["validation_accuracy"][-1]


def test_a_prediction_on_the_grid_is_that_of_the_example_there(rest: httpx.Client) -> None:
    data = asked(rest, "examples", {"dataset": FULL["objective"]["dataset"]})
    corner = sorted(data["inputs"])[0]
    place = data["inputs"].index(corner)
    extent = [[coordinate, coordinate + 1] for coordinate in corner]
    grid = asked(rest, "predictions", {"experiment": FULL, "grid": {"extent": extent, "resolution": [2, 3]}})
    examples = asked(rest, "predictions", {"experiment": FULL})
    for on_grid, each in zip(grid["runs"], examples["runs"], strict=True):
        assert np.shape(on_grid["labels"]) == (3, 2)
        assert on_grid["labels"][0][0] == each["labels"][place]
        wrong = [row for row, label in enumerate(each["labels"]) if label != data["targets"][row]]
        assert sorted(each["wrong"]) == wrong
        assert each["wrong"] == sorted(wrong, key=lambda row: (-each["losses"][row], row))


def test_histograms_count_every_unit_of_every_example(rest: httpx.Client) -> None:
    layers = asked(rest, "activations", {"experiment": FULL, "examples": 33, "bins": 7})["layers"]
    assert [layer["name"] for layer in layers] == ["hidden1", "scores"]
    assert [sum(layer["counts"]) for layer in layers] == [33 * 8, 33 * 3]
    assert all(len(layer["edges"]) == 8 for layer in layers)
    assert 0 <= layers[0]["dead"] < 1
    assert layers[0]["saturated"] is None, "relu has no upper end to saturate at"


def test_a_gradient_check_finds_the_right_distance_and_counts_what_it_costs(rest: httpx.Client) -> None:
    smooth = varied(FULL, "objective.model", {"name": "mlp", "hidden": [8], "activation": "tanh"})
    answer = asked(rest, "gradient-checks", {"experiment": smooth, "step": 5, "parameters_per_group": None})
    assert [group["checked"] for group in answer["groups"]] == [16, 8, 24, 3]
    assert answer["value_evaluations"] == 10 * 2 * 51 + 1
    for group in answer["groups"]:
        central = dict(zip(answer["h"], group["errors"]["central"], strict=True))
        assert central[1e-5] <= 1e-6
        assert central[1e-1] > central[1e-5] < central[1e-10], "too far is not a slope, too near is rounding"
        assert group["errors"]["forward"][4] > central[1e-5]


def test_a_sweep_finds_the_rate_that_generalises(rest: httpx.Client) -> None:
    axes = [{"path": "runs.0.optimizer.learning_rate", "values": [1e-5, 0.05]}, {"path": "seed", "values": [0, 1]}]
    question = {"experiment": varied(TRAINING, "stop", {}), "axes": axes, "metric": "final_validation_loss"}
    values = np.array(asked(rest, "sweeps", question)["values"])
    assert values.shape == (2, 2)
    assert (values[1] < values[0]).all()


@pytest.mark.parametrize(
    ("path", "value", "pointer", "code"),
    [
        ("objective.model.hidden", [2000, 2000], "/objective/model/hidden", "too_many_parameters"),
        ("objective.model.hidden", [0], "/objective/model/hidden/0", "out_of_range"),
        ("objective.model.name", "mpl", "/objective/model/name", "unknown_name"),
        (
            "objective.model.initializer",
            {"name": "normal", "sdt": 1.0},
            "/objective/model/initializer/sdt",
            "unknown_field",
        ),
        ("objective.dataset.points", 10**9, "/objective/dataset/points", "out_of_range"),
        ("objective.dataset.validation", 1.0, "/objective/dataset/validation", "out_of_range"),
        ("objective.dataset", {"name": "linear_regression"}, "/objective/loss/name", "needs_classes"),
        ("objective.loss.l2", -1.0, "/objective/loss/l2", "out_of_range"),
        ("batch.size", 0, "/batch/size", "out_of_range"),
        ("batch.sampling", "jackknife", "/batch/sampling", "wrong_type"),
        ("start", [1.0, 2.0], "/start", "wrong_dimension"),
        ("project", True, "/project", "needs_domain"),
        ("objective.model", {"name": "mlp", "hidden": [], "batch_norm": True}, None, None),
        ("record", {"evaluate_every": 0}, "/record/evaluate_every", "out_of_range"),
        ("record", {"position": True, "state": True, "gradient": True}, None, None),
    ],
)
def test_a_training_is_refused_where_it_is_wrong(
    rest: httpx.Client, path: str, value: Any, pointer: str | None, code: str | None
) -> None:
    answer = rest.post("/api/v1/trajectories", json=varied(TRAINING, path, value))
    if pointer is None:
        assert answer.status_code == 200, answer.text
        return
    assert answer.status_code == 422, answer.text
    assert (answer.json()["errors"][0]["pointer"], answer.json()["errors"][0]["code"]) == (pointer, code)


def test_trainings_that_are_remembered_do_not_keep_their_data(start_server: StartServer) -> None:
    """200 bytes of a request name 40 MB of data, and ten more of them were 400 MB more before."""
    server = start_server()

    def resident_mb() -> float:
        pages = Path(f"/proc/{server.process.pid}/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * 4096 / 1e6

    data = {"name": "gaussian", "points": 2500, "features": 1000}
    with httpx.Client(base_url=server.base_url, timeout=60) as client:
        sizes = []
        for seed in range(20):
            objective = {"model": {"name": "linear"}, "dataset": data | {"seed": seed}}
            asked(client, "trajectories", {"objective": objective, "steps": 1, "runs": FULL["runs"][:1]})
            sizes.append(resident_mb())
    assert sizes[-1] - sizes[9] < 150, sizes


def test_what_would_take_too_long_or_too_much_room_is_refused_before_it_begins(rest: httpx.Client) -> None:
    wide = varied(varied(FULL, "objective.model.hidden", [700, 700]), "objective.dataset.points", 2000)
    for document, pointer in (
        (wide | {"steps": 100_000}, "/steps"),
        (wide | {"record": {"position": True}}, "/record/every"),
        (varied(wide, "runs.0.optimizer", {"name": "bfgs"}), "/runs/0/optimizer/name"),
    ):
        answer = rest.post("/api/v1/trajectories", json=document)
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["pointer"] == pointer
    assert answer.json()["code"] == "too_many_coordinates"


def test_a_function_has_no_layers_and_no_batches(rest: httpx.Client) -> None:
    function = {"objective": {"name": "beale"}, "runs": [{"optimizer": {"name": "sgd"}}]}
    for call, document, code in (
        ("trajectories", function | {"batch": {"size": 8}}, "needs_data"),
        ("activations", {"experiment": function}, "needs_model"),
        ("predictions", {"experiment": function, "grid": {}}, "needs_model"),
        ("predictions", {"experiment": FULL, "part": "validation"}, "no_validation"),
        (
            "predictions",
            {"experiment": varied(FULL, "objective.dataset", {"name": "iris"}), "grid": {}},
            "too_many_features",
        ),
    ):
        answer = rest.post(f"/api/v1/{call}", json=document)
        assert answer.status_code == 422, answer.text
        assert answer.json()["code"] == code
    assert asked(rest, "gradient-checks", {"experiment": function})["groups"][0]["checked"] == 2


@pytest.mark.parametrize("catalogue", ["models", "losses", "initializers", "datasets"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_catalogue_describes_what_can_be_named(rest: httpx.Client, catalogue: str, language: str) -> None:
    entries = rest.get(f"/api/v1/{catalogue}", params={"lang": language}).json()[catalogue]
    assert len({entry["name"] for entry in entries}) == len(entries) > 1
    for entry in entries:
        assert entry["title"], entry["name"]
        assert entry["idea"], entry["name"]
        for name, field in entry["schema"]["properties"].items():
            assert name == "name" or (field["title"] and field["description"]), (entry["name"], name)
