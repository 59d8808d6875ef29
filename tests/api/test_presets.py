"""The gallery over REST."""

from __future__ import annotations

import httpx
import pytest


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_preset_comes_in_the_callers_language_with_a_permalink_that_runs(
    rest: httpx.Client, language: str
) -> None:
    answer = rest.get("/api/v1/presets", headers={"Accept-Language": language})
    assert answer.headers["Vary"] == "Accept-Language"
    rows = answer.json()["presets"]
    assert all(row["why"].endswith("。" if language == "ja" else ".") for row in rows)
    for row in rows:
        result = rest.get(f"/api/v1/trajectories/{row['token']}").json()
        assert len(result["runs"]) == len(row["experiment"]["runs"])
        assert result["experiment"]["steps"] == row["experiment"]["steps"]
