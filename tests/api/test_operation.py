"""Operation: health, readiness, metrics, the API's own description, and what the log never says."""

from __future__ import annotations

import re
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from time import monotonic
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from tests.api.experiments import BOWL, ENDS
from tests.api.viewer import Viewer
from tests.conftest import RunningServer, StartServer


def test_the_server_is_alive_and_ready(rest: httpx.Client) -> None:
    assert rest.get("/healthz").json() == {"status": "alive"}
    assert rest.get("/readyz").json() == {"status": "ready"}


def test_the_very_first_requests_are_answered_as_all_later_ones(rest: httpx.Client, start_server: StartServer) -> None:
    addresses = [
        "openapi.json",
        *(f"{name}?lang={lang}" for name in ("objectives", "optimizers") for lang in ("en", "ja")),
    ]
    with (
        httpx.Client(base_url=f"{start_server().base_url}/api/v1/", trust_env=False) as fresh,
        ThreadPoolExecutor() as pool,
    ):
        answers = list(pool.map(lambda address: fresh.get(address, timeout=60).json(), addresses))
    assert answers == [rest.get(f"/api/v1/{address}").json() for address in addresses]


def test_every_line_of_the_guide_works_as_it_is_printed(server: RunningServer) -> None:
    page = httpx.get(f"{server.base_url}/api", trust_env=False).text
    lines = sorted({unescape(line) for line in re.findall(r'data-copy="(curl [^"]+)"', page)})
    assert len(lines) > 30
    shown = {line: _status(shlex.split(line)) for line in lines}
    assert {line: status for line, status in shown.items() if status != "200"} == {}


def _status(command: list[str]) -> str:
    """The status that a curl line is answered with."""
    told = ["--silent", "--max-time", "60", "--output", "/dev/null", "--write-out", "%{http_code}"]
    return subprocess.run([*command, *told], capture_output=True, text=True, check=True).stdout


def test_a_server_for_a_class_prints_the_address_that_others_open(start_server: StartServer) -> None:
    server = start_server(arguments=["--host", "0.0.0.0"])
    deadline = monotonic() + 60
    with httpx.Client(trust_env=False) as client:
        while "listens on" not in server.log and monotonic() < deadline:
            client.get(f"{server.base_url}/healthz")  # the server tells its addresses once it answers
        printed = re.search(r"(?:Others in the same network|; containers) open (\S+)", server.log)
        if not printed:
            pytest.skip("this machine is in no network")
        assert client.get(printed[1]).status_code == 200


def test_metrics_count_what_happens(start_server: StartServer) -> None:
    fresh = start_server()
    with httpx.Client(base_url=fresh.base_url, trust_env=False) as client:
        client.post("/api/v1/trajectories", json=BOWL)
        client.post("/api/v1/trajectories", json={})
        with Viewer(fresh.ws_url) as viewer:
            viewer.watch(BOWL)
            text = client.get("/metrics").text
    assert 'thalweg_experiments_total{transport="json"} 1.0' in text
    assert 'thalweg_experiments_total{transport="stream"} 1.0' in text
    assert 'thalweg_refusals_total{code="missing"} 1.0' in text
    assert 'thalweg_requests_total{method="POST",status="422"} 1.0' in text
    assert "thalweg_steps_total 120.0" in text
    assert "thalweg_sockets 1.0" in text
    assert client.is_closed


def test_the_catalogues_describe_every_field(rest: httpx.Client) -> None:
    for name in ("objectives", "optimizers", "schedules"):
        entries = rest.get(f"/api/v1/{name}").json()[name]
        assert entries
        for entry in entries:
            assert entry["name"]
            assert entry["title"]
        japanese = rest.get(f"/api/v1/{name}", headers={"Accept-Language": "ja"})
        assert [entry["name"] for entry in japanese.json()[name]] == [entry["name"] for entry in entries]
        assert japanese.json()[name] != entries
        assert japanese.headers["vary"] == "Accept-Language"
    for entry in rest.get("/api/v1/optimizers").json()["optimizers"]:
        for field, schema in entry["schema"]["properties"].items():
            assert schema["description"], (entry["name"], field)


def test_the_description_is_openapi_and_its_references_resolve(rest: httpx.Client) -> None:
    document = rest.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    schemas = document["components"]["schemas"]
    references = [node["$ref"] for node in nodes(document) if "$ref" in node]
    assert references
    for reference in references:
        assert reference.removeprefix("#/components/schemas/") in schemas, reference
    assert {"get", "post"} <= set(document["paths"]["/api/v1/trajectories"])
    names = {parameter["name"] for parameter in document["paths"]["/api/v1/trajectories"]["get"]["parameters"]}
    assert {"objective", "expression", "optimizer", "start", "steps", "format", "lang"} <= names


def nodes(value: Any) -> list[dict[str, Any]]:
    """Every object in a JSON value."""
    if isinstance(value, dict):
        return [value] + [node for child in value.values() for node in nodes(child)]
    return [node for child in value for node in nodes(child)] if isinstance(value, list) else []


def test_answers_have_the_shape_that_is_described(rest: httpx.Client) -> None:
    schemas = rest.get("/api/v1/openapi.json").json()["components"]["schemas"]
    run = rest.post("/api/v1/trajectories", json=ENDS).json()["runs"][1]
    described = schemas["Trajectory"]["properties"]["runs"]["items"]
    assert set(run) == set(described["properties"])
    assert set(run["outcome"]) == set(described["properties"]["outcome"]["properties"])
    assert run["outcome"]["status"] in described["properties"]["outcome"]["properties"]["status"]["enum"]
    problem = rest.post("/api/v1/trajectories", json={}).json()
    assert set(problem) == set(schemas["Problem"]["properties"])
    assert set(problem["errors"][0]) <= set(schemas["Problem"]["properties"]["errors"]["items"]["properties"])
    TypeAdapter(dict[str, Any]).validate_python(problem)


def test_slices_are_what_the_function_is(rest: httpx.Client) -> None:
    asked = {
        "objective": {"expression": "x^2/20 + y^2"},
        "extent": [[-2, 2], [0, 1]],
        "resolution": [5, 3],
        "gradient": True,
    }
    answer = rest.post("/api/v1/slices", json=asked).json()
    a, b = answer["axes"]
    assert (a, b) == ([-2, -1, 0, 1, 2], [0, 0.5, 1])
    for j, y in enumerate(b):
        for i, x in enumerate(a):
            assert abs(answer["loss"][j][i] - (x * x / 20 + y * y)) < 1e-15  # one rounding of numbers near one
            gradient = answer["gradient"][j][i]
            assert abs(gradient[0] - x / 10) < 1e-15
            assert abs(gradient[1] - 2 * y) < 1e-15
    line = rest.post("/api/v1/slices", json={"objective": {"expression": "log(x)"}, "directions": [[1]], "origin": [0]})
    assert line.json()["loss"][0] is None, "outside its domain a function has no value"
    assert len(line.json()["loss"]) == 51


SPREAD = [{"path": "start.0", "values": [-1e300, 0.0, 1.0]}, {"path": "start.1", "values": [0.5, 1e308]}]


def test_no_formula_and_no_warning_is_in_the_log(start_server: StartServer) -> None:
    """A formula may hold what its author would not tell; a run that diverges is an outcome."""
    quiet = start_server()
    formulas = [
        "424242*x^2 + y^2",
        "log(x - 424242) + y",
        "exp(exp(x + 424242))",
        "x^^424242",
        "1/(x*424242*0)",
        "sqrt(-x^2)",
    ]
    with httpx.Client(base_url=quiet.base_url, trust_env=False, timeout=20) as client:
        for formula in formulas:
            objective = {"expression": formula, "domain": [[-1e100, 1e100], [-1, 1]]}
            runs = [
                {"optimizer": {"name": name, "learning_rate": 1e6}} for name in ("sgd", "adam", "adagrad", "momentum")
            ]
            for path, document in (
                ("trajectories", {"objective": objective, "runs": runs}),
                ("trajectories?format=csv", {"objective": objective, "runs": runs, "gradient": {"method": "central"}}),
                ("slices", {"objective": objective, "gradient": True}),
                ("slices", {"objective": objective, "directions": [[1e308, 1e308]], "extent": [[-1e100, 1e100]]}),
                ("sweeps", {"experiment": {"objective": objective, "runs": runs}, "axes": SPREAD}),
                ("tunings", {"experiment": {"objective": objective, "runs": runs}, "budget": 30}),
                ("expressions", objective),
            ):
                assert client.post(f"/api/v1/{path}", json=document).status_code in {200, 422}
            query = {"expression": formula, "optimizer": "sgd", "learning_rate": 1e6}
            assert client.get("/api/v1/trajectories", params=query).status_code in {200, 422}
            with Viewer(quiet.ws_url) as viewer:
                viewer.tell("start", experiment={"objective": objective, "runs": runs})
                assert viewer.next()["type"] in {"started", "error"}
    assert quiet.log.splitlines() == [f"Thalweg listens on {quiet.base_url}/"]


def test_a_sub_path_behind_a_proxy_is_in_every_link(start_server: StartServer) -> None:
    below = start_server({"THALWEG_BASE_PATH": "/thalweg"})
    with httpx.Client(base_url=below.base_url, trust_env=False) as client:
        link = client.post("/api/v1/trajectories", json=BOWL).headers["content-location"]
        assert link.startswith("/thalweg/api/v1/trajectories/1")
        assert client.get(link).status_code == 200
        assert client.get("/api/v1/openapi.json").json()["servers"] == [{"url": "/thalweg"}]
        assert 'src="/thalweg/static/' in client.get("/").text


@pytest.mark.alone
@pytest.mark.parametrize("form", ["json", "csv", "npz"])
def test_a_large_answer_keeps_nobody_waiting(server: RunningServer, rest: httpx.Client, form: str) -> None:
    """Sixty thousand rows take a second; in between the event loop and the worker threads answer others."""
    large = {"objective": {"name": "sphere"}, "steps": 60_000, "runs": [{"optimizer": {"name": "sgd"}}]}
    address = f"{server.base_url}/api/v1/trajectories?format={form}"
    waits = []
    with ThreadPoolExecutor(1) as background:
        answer = background.submit(httpx.post, address, json=large, timeout=60, trust_env=False)
        while not answer.done():
            began = monotonic()
            assert rest.get("/readyz").status_code == 200
            waits.append(monotonic() - began)
    assert answer.result().status_code == 200
    assert len(waits) >= 10
    assert sorted(waits)[len(waits) // 2] < 0.2  # a turn of 20 ms of each thread, on a machine that also runs the tests
