"""What the tests of the edge share."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.conftest import RunningServer


@pytest.fixture(scope="session")
def rest(server: RunningServer) -> Iterator[httpx.Client]:
    """A client of the session's server, never through a proxy."""
    with httpx.Client(base_url=server.base_url, trust_env=False, timeout=20) as client:
        yield client
