"""`thalweg sweep`: an axis in one argument, and the bytes that REST answers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from app.service.axis_text import AxisError, axis_of
from tests.api.experiments import ENDS
from tests.conftest import CHECKOUT, RunningServer

RATE = "runs.0.optimizer.learning_rate"


def ran(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "app.cli", "sweep", "-", *arguments]
    text = json.dumps(ENDS).encode()
    return subprocess.run(command, input=text, capture_output=True, cwd=CHECKOUT, check=False, timeout=60)


@pytest.mark.parametrize("form", ["json", "csv", "npz"])
def test_the_command_line_and_rest_give_the_same_bytes(server: RunningServer, tmp_path: Path, form: str) -> None:
    document: dict[str, Any] = {
        "experiment": ENDS,
        "axes": [
            {"path": RATE, "values": np.geomspace(1e-3, 1.0, 13).tolist()},
            {"path": "start.0", "values": [-2.0, 0.5]},
        ],
        "metric": "steps_to_tolerance",
        "tolerance": 0.1,
    }
    address = f"{server.base_url}/api/v1/sweeps?format={form}"
    answered = httpx.post(address, json=document, trust_env=False, timeout=20).content
    axes = ["--axis", f"{RATE}=1e-3:1:13log", "--axis", "start.0=-2,0.5"]
    options = ["--metric", "steps_to_tolerance", "--tolerance", "0.1", "--format", form]
    done = ran(*axes, *options, "--output", str(tmp_path / "tensor"))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "tensor").read_bytes() == answered


@pytest.mark.parametrize(
    ("text", "path", "values"),
    [
        ("noise=0.5", "noise", [0.5]),
        ("start.0=-1, 2,3e1", "start.0", [-1.0, 2.0, 30.0]),
        ("start.0=-2:2:5", "start.0", [-2.0, -1.0, 0.0, 1.0, 2.0]),
        ("steps=10:10:1", "steps", [10.0]),
        (f"{RATE}=1e-2:100:5log", RATE, [0.01, 0.1, 1.0, 10.0, 100.0]),
    ],
)
def test_an_axis_is_written_as_values_or_as_a_range(text: str, path: str, values: list[float]) -> None:
    axis = axis_of(text)
    assert axis["path"] == path
    np.testing.assert_allclose(axis["values"], values, rtol=1e-15)  # powers of ten from logarithms


@pytest.mark.parametrize(
    "text", ["noise", "noise=", "noise=a", "noise=1:2", "noise=0:1:9log", "noise=1:2:0", "x=1:2:3lin"]
)
def test_what_is_no_axis_says_what_one_is(text: str) -> None:
    with pytest.raises(AxisError, match="got"):
        axis_of(text)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--axis", "noise"], "thalweg: an axis is path=values, such as start.0=-2:2:41, got noise"),
        (["--axis", "stepz=1,2"], "thalweg: /axes/0/path: unknown name “stepz”"),
        (["--axis", f"{RATE}=0.1,-1"], "thalweg: /axes/0/values/1: values[1] must be a finite number of at least 0"),
        (["--axis", f"{RATE}=1", "--metric", "steps_to_tolerance"], "thalweg: /tolerance: tolerance is required"),
    ],
)
def test_a_refused_sweep_is_a_sentence_and_status_2(arguments: list[str], sentence: str) -> None:
    done = ran(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(sentence)
