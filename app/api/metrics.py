"""Metrics in Prometheus' text form. One registry per app, so that two apps in one process do not share counts."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

from app.service.computing import Computing


class Metrics:
    """The counts of one worker process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self.requests = Counter(
            "thalweg_requests", "HTTP requests answered.", ["method", "status"], registry=self.registry
        )
        self.refusals = Counter("thalweg_refusals", "Refused requests by code.", ["code"], registry=self.registry)
        self.experiments = Counter("thalweg_experiments", "Experiments started.", ["transport"], registry=self.registry)
        self.steps = Counter("thalweg_steps", "Optimizer steps computed and sent.", registry=self.registry)
        self.open_sockets = 0
        sockets = Gauge("thalweg_sockets", "Open WebSockets.", registry=self.registry)
        sockets.set_function(lambda: self.open_sockets)

    def watch(self, computing: Computing) -> None:
        """Tell how many sweeps and tunings are under way."""
        under_way = Gauge("thalweg_computations", "Sweeps and tunings under way.", registry=self.registry)
        under_way.set_function(lambda: computing.under_way)

    def text(self) -> bytes:
        """All of them as `/metrics` answers."""
        return generate_latest(self.registry)
