"""The command line: the same numbers in a file, refusals as sentences, and a pipe that ends early."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from app import cli
from tests.api.experiments import BOWL, ENDS
from tests.conftest import CHECKOUT, RunningServer

COMMAND = (sys.executable, "-m", "app.cli", "run")


def ran(*arguments: str, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments], input=text, capture_output=True, cwd=CHECKOUT, check=False, timeout=60
    )


def answered(server: RunningServer, experiment: Any, form: str) -> bytes:
    address = f"{server.base_url}/api/v1/trajectories?format={form}"
    return httpx.post(address, json=experiment, trust_env=False, timeout=20).content


@pytest.mark.parametrize("form", ["json", "csv", "npz"])
def test_the_command_line_and_rest_give_the_same_bytes(server: RunningServer, tmp_path: Path, form: str) -> None:
    (tmp_path / "experiment.json").write_text(json.dumps(ENDS))
    done = ran(str(tmp_path / "experiment.json"), "--format", form, "--output", str(tmp_path / "result"))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "result").read_bytes() == answered(server, ENDS, form)
    if form == "npz":
        assert np.load(tmp_path / "result")["step"][0] == 0


def test_an_experiment_may_come_through_a_pipe(server: RunningServer) -> None:
    done = ran("-", text=json.dumps(BOWL).encode())
    assert done.stdout == answered(server, BOWL, "json")


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (
            BOWL | {"runs": [{"optimizer": {"name": "sgd", "learning_rate": -0.1}}]},
            "thalweg: /runs/0/optimizer/learning_rate: learning_rate must be a finite number of at least 0, got -0.1\n",
        ),
        ({"runs": BOWL["runs"]}, "thalweg: /objective: objective is required and it is missing\n"),
        (
            BOWL | {"steps": 10**6},
            "thalweg: /steps: too much work: the number of steps would be 1,000,000, the limit is 100,000\n",
        ),
    ],
)
def test_a_refused_experiment_is_a_sentence_and_status_2(document: Any, sentence: str) -> None:
    done = ran("-", text=json.dumps(document).encode())
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", sentence)


@pytest.mark.parametrize(
    "arguments", [("missing.json",), ("-", "--output", "/nowhere/result"), ("/",), ("-", "--format", "xml")]
)
def test_what_cannot_be_read_or_written_is_status_2(arguments: tuple[str, ...]) -> None:
    done = ran(*arguments, text=json.dumps(BOWL).encode())
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert done.stderr


def test_a_container_does_not_offer_its_own_address_to_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cli, "_address_in_network", "http://172.17.0.2:{}/".format)
    monkeypatch.setattr(cli, "CONTAINER_SIGNS", (tmp_path / "none",))
    assert cli.told_to_others(8000) == "Others in the same network open http://172.17.0.2:8000/"
    monkeypatch.setattr(cli, "CONTAINER_SIGNS", (tmp_path / "none", tmp_path))
    assert cli.told_to_others(8000).startswith("Others open the address of the machine that runs this container")
    assert cli.told_to_others(8000).endswith("; containers open http://172.17.0.2:8000/")


def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "experiment.json").write_text(json.dumps(BOWL | {"steps": 20_000}))
    line = f"{' '.join(COMMAND)} {tmp_path}/experiment.json --format csv | head -n 2"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, cwd=CHECKOUT, check=False, timeout=60)
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr == b""
