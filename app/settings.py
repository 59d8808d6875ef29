"""Every setting and limit, once: name, default, unit, sentence. Each is read from the environment as `THALWEG_<NAME>`."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The server's settings. A caller may stay below a limit, never raise it."""

    model_config = SettingsConfigDict(env_prefix="THALWEG_", frozen=True, extra="ignore")

    allowed_hosts: str = Field(
        "",
        description="Host names to answer for besides localhost and bare IP addresses, separated by commas; * for any.",
    )
    allowed_origins: str = Field(
        "",
        description="Origins that may use API and socket from other pages (scheme://host:port), separated by commas.",
    )
    base_path: str = Field("", description="Path prefix under which a proxy serves the app, such as /thalweg.")
    frame_ancestors: str = Field("'self'", description="Who may show the page in a frame, as in the content policy.")

    data_folder: Path = Field(
        Path("~/.local/share/thalweg"), description="Folder of the data sets that `thalweg data get` has fetched."
    )

    body_bytes: int = Field(256 * 1024, ge=1024, description="Largest request body in bytes.")
    body_seconds: float = Field(20.0, gt=0, description="How long a request body may take to arrive.")
    message_bytes: int = Field(64 * 1024, ge=1024, description="Largest WebSocket message in bytes.")
    token_characters: int = Field(8000, ge=100, description="Longest permalink token; longer experiments have none.")
    inflated_bytes: int = Field(256 * 1024, ge=1024, description="Most bytes a permalink token may inflate to.")

    runs: int = Field(16, ge=1, description="Most optimizers in one experiment.")
    steps: int = Field(100_000, ge=1, description="Most steps in one run.")
    work: int = Field(1_000_000, ge=1, description="Most steps of all runs together in one experiment.")
    sweep_work: int = Field(20_000_000, ge=1, description="Most steps of all runs together in one sweep.")
    recorded_rows: int = Field(400_000, ge=1, description="Most rows of all runs together in one result.")
    held_rows: int = Field(2_000_000, ge=1, description="Most rows of all whole results that are being made at once.")
    changes: int = Field(1_000, ge=0, description="Most live changes in one experiment.")
    slice_points: int = Field(100_000, ge=1, description="Most points in one slice.")
    walked_numbers: int = Field(
        8_000_000, ge=1, description="Most coordinates of all positions on the way of runs that one slice looks at."
    )
    basin_work: int = Field(60_000_000, ge=1, description="Most steps of all runs together in one map of basins.")
    recorded_numbers: int = Field(
        4_000_000, ge=1, description="Most coordinates of all recorded positions, gradients and states of one result."
    )
    wall_seconds: float = Field(10.0, gt=0, description="Longest computing time of one experiment in seconds.")
    training_work: float = Field(
        1e12, gt=0, description="Most multiplications, about, of one training: parameters by examples, in all steps."
    )
    training_seconds: float = Field(120.0, gt=0, description="Longest computing time of one training in seconds.")
    checkpoint_bytes: int = Field(
        64 * 2**20, ge=0, description="Memory for places on the way of the trainings that were computed last."
    )

    worker_threads: int = Field(2, ge=1, description="Threads that compute.")
    turn_seconds: float = Field(0.02, gt=0, description="Longest turn of one experiment before the next one gets its.")
    connections: int = Field(500, ge=1, description="Most open sockets in one process.")
    unacknowledged_frames: int = Field(8, ge=1, description="Frames a socket sends ahead of the client's ack.")
    frames_per_second: float = Field(30.0, gt=0, description="Frames a socket aims at in a second.")
    stalled_seconds: float = Field(20.0, gt=0, description="How long a socket waits for an ack before it closes.")
    messages_per_second: float = Field(
        100.0, gt=0, description="Client messages a socket accepts in a second, on average."
    )

    @property
    def host_names(self) -> frozenset[str]:
        """`allowed_hosts` as a set."""
        return _entries(self.allowed_hosts)

    @property
    def origins(self) -> frozenset[str]:
        """`allowed_origins` as a set."""
        return _entries(self.allowed_origins)


def _entries(listed: str) -> frozenset[str]:
    return frozenset(entry.strip().lower() for entry in listed.split(",") if entry.strip())
