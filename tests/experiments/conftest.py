"""What the experiments share: `lab` with default settings; `full_lab` with this machine's data folder, and time."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from app.settings import Settings
from tests.conftest import RunningServer, running_server
from tests.experiments.laboratory import Laboratory


@pytest.fixture(scope="session")
def lab(server: RunningServer) -> Iterator[Laboratory]:
    with httpx.Client(base_url=server.base_url, trust_env=False, timeout=120) as client:
        yield Laboratory(client)


@pytest.fixture(scope="session")
def full_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    environment = {
        "THALWEG_DATA_FOLDER": str(Settings().data_folder),
        "THALWEG_TRAINING_SECONDS": "3600",
        "THALWEG_WALL_SECONDS": "3600",
    }
    with (
        running_server(tmp_path_factory.mktemp("full") / "server.log", environment) as running,
        httpx.Client(base_url=running.base_url, trust_env=False, timeout=3600) as client,
    ):
        yield Laboratory(client)
