"""The guard: hosts, origins, methods, and the headers of every kind of answer."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.api.experiments import BOWL
from tests.api.viewer import Viewer
from tests.api.wire import raw
from tests.conftest import RunningServer, StartServer

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""The content policy of DESIGN §7, to the letter."""


def asked_as(server: RunningServer, host: str, path: str = "/healthz") -> int:
    """The status for a `Host` header, exactly as written; without one if it is empty."""
    line = f"Host: {host}\r\n" if host else ""
    answer = raw(server, f"GET {path} HTTP/1.1\r\n{line}Connection: close\r\n\r\n".encode("latin-1"))
    return int(answer.split()[1])


def test_every_kind_of_answer_carries_the_security_headers(server: RunningServer, rest: httpx.Client) -> None:
    link = rest.post("/api/v1/trajectories", json=BOWL)
    answers = [
        rest.get("/"),
        rest.get("/api"),
        rest.get("/healthz"),
        rest.get("/metrics"),
        rest.get("/favicon.ico"),
        rest.get("/nothing"),
        rest.get("/static/nothing/main.js"),
        rest.delete("/api/v1/limits"),
        rest.post("/api/v1/trajectories", content=b"{"),
        rest.post("/api/v1/trajectories", json={}),
        rest.post("/api/v1/trajectories", content=b" " * 300_000),
        rest.post("/api/v1/trajectories?format=xml", json=BOWL),
        rest.post("/api/v1/trajectories?format=ndjson", json=BOWL),
        rest.post("/api/v1/trajectories?format=npz", json=BOWL),
        rest.get(link.headers["content-location"], headers={"If-None-Match": link.headers["etag"]}),
        rest.get("/", headers={"Host": "evil.example"}),
        rest.post("/api/v1/slices", json={}, headers={"Origin": "http://evil.example"}),
        rest.head("/"),
        rest.options("/api/v1/limits"),
    ]
    assert {answer.status_code for answer in answers} == {200, 304, 307, 400, 403, 404, 405, 406, 413, 422}
    for answer in answers:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, answer.url
        assert "server" not in answer.headers
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json", answer.url
            assert answer.json()["status"] == answer.status_code


@pytest.mark.parametrize("host", ["192.168.0.7:8000", "[2001:db8::7]:8000"])
def test_a_browser_that_would_complain_of_the_opener_policy_is_not_sent_it(rest: httpx.Client, host: str) -> None:
    kept = {name: value for name, value in HEADERS.items() if name != "cross-origin-opener-policy"}
    answer = rest.get("/", headers={"Host": host})
    assert {name: answer.headers.get(name) for name in HEADERS} == {**kept, "cross-origin-opener-policy": None}
    for own in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000"):
        assert rest.get("/", headers={"Host": own}).headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LOCALHOST",
        "localhost.",
        "127.0.0.1",
        "127.0.0.1:1",
        "192.168.0.7:8000",
        "[::1]:8000",
    ],
)
def test_localhost_and_addresses_are_answered(server: RunningServer, host: str) -> None:
    assert asked_as(server, host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "evil-localhost",
        "127.0.0.1.evil.example",
        "127.0.0.1.nip.io",
        "evil@localhost",
        "localhost@evil.example",
        "localhost:80@evil.example",
        "localhost/evil.example",
        "localhost#evil.example",
        "localhost evil.example",
        "localhost,evil.example",
        "2130706433",
        "0x7f000001",
        "127.1",
        "[::1",
        "::1",
        "[evil]",
        "[fe80::1%25eth0]",
        "localhost:port",
        "localhost..",
        "\xb2",
    ],
)
def test_a_foreign_or_bent_host_is_refused(server: RunningServer, host: str) -> None:
    assert asked_as(server, host) == 400


def test_two_hosts_are_refused(server: RunningServer) -> None:
    answer = raw(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")


def test_a_refused_host_is_named(rest: httpx.Client) -> None:
    problem = rest.get("/", headers={"Host": "evil.example"}).json()
    assert problem["detail"] == "this server does not answer under the name “evil.example”"


def test_listed_names_and_origins_are_answered(start_server: StartServer) -> None:
    listed = start_server(
        {"THALWEG_ALLOWED_HOSTS": "thalweg.example, other", "THALWEG_ALLOWED_ORIGINS": "https://lesson.example"}
    )
    assert asked_as(listed, "thalweg.example") == asked_as(listed, "OTHER:443") == 200
    assert asked_as(listed, "x.thalweg.example") == 400
    with httpx.Client(base_url=listed.base_url, trust_env=False) as client:
        friend = {"Origin": "https://lesson.example"}
        answer = client.post("/api/v1/trajectories", json=BOWL, headers=friend)
        assert answer.headers["access-control-allow-origin"] == "https://lesson.example"
        wish = friend | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        assert client.options("/api/v1/trajectories", headers=wish).status_code == 200
        assert (
            client.post("/api/v1/trajectories", json=BOWL, headers={"Origin": "http://lesson.example"}).status_code
            == 403
        )
    with Viewer(listed.ws_url, origin="https://lesson.example") as viewer:
        assert viewer.welcome["type"] == "welcome"


def near_misses(server: RunningServer) -> list[str]:
    own = server.base_url
    port = own.rpartition(":")[2]
    return [
        "null",
        "",
        "*",
        f"https://127.0.0.1:{port}",
        "http://127.0.0.1",
        f"http://127.0.0.1:{int(port) + 1}",
        f"http://127.0.0.1:{port}0",
        f"http://localhost:{port}",
        f"http://[::1]:{port}",
        f"http://127.0.0.2:{port}",
        f"http://127.0.0.1.:{port}",
        f"http://127.0.0.1.evil.example:{port}",
        f"http://evil.example/?{own}",
        f"http://evil.example#{own}",
        f"http://127.0.0.1:{port}@evil.example",
        f"http://evil@127.0.0.1:{port}",
        f"{own}/",
        f"{own}/api",
        f"{own}.",
        f"{own} http://evil.example",
        f"{own},{own}",
        own.replace("http", "HTTP"),
        own.replace("http", "ws"),
        own.replace("http:", "file:"),
        f"//127.0.0.1:{port}",
        f"127.0.0.1:{port}",
        f"http://2130706433:{port}",
        f"http://127.1:{port}",
        "chrome-extension://abcdef",
    ]


def test_the_own_origin_and_scripts_may_stream_and_compute(server: RunningServer, rest: httpx.Client) -> None:
    with Viewer(server.ws_url, origin=server.base_url) as viewer:
        assert viewer.welcome["type"] == "welcome"
    answer = rest.post("/api/v1/expressions", json={"expression": "x"}, headers={"Origin": server.base_url})
    assert answer.status_code == 200


def test_no_near_miss_of_the_own_origin_may_stream_or_compute(server: RunningServer, rest: httpx.Client) -> None:
    misses = near_misses(server)
    assert len(misses) >= 20
    for origin in misses:
        with (
            pytest.raises(InvalidStatus) as refused,
            connect(server.ws_url, proxy=None, additional_headers={"Origin": origin}),
        ):
            pass
        answer = refused.value.response
        assert (answer.status_code, origin) == (403, origin)
        assert json.loads(answer.body)["code"] == "bad_origin"
        assert answer.headers["Content-Security-Policy"] == HEADERS["content-security-policy"]
        posted = rest.post("/api/v1/expressions", json={"expression": "x"}, headers={"Origin": origin})
        assert (posted.status_code, origin) == (403, origin)
        assert "access-control-allow-origin" not in posted.headers


def test_a_foreign_host_may_not_stream(server: RunningServer) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(server.ws_url, proxy=None, additional_headers={"Host": "evil.example"}),
    ):
        pass
    assert refused.value.response.status_code == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/api/v2/limits", 404),
        ("GET", "/api/v1/", 404),
        ("GET", "/static/../app/main.py", 404),
        ("GET", "/static/%2e%2e/%2e%2e/app/main.py", 404),
        ("GET", "/docs", 404),
        ("PUT", "/api/v1/limits", 405),
        ("GET", "/api/v1/slices", 405),
        ("DELETE", "/api/v1/trajectories", 405),
        ("TRACE", "/", 405),
    ],
)
def test_wrong_addresses_and_methods_are_problem_documents(
    rest: httpx.Client, method: str, path: str, status: int
) -> None:
    answer = rest.request(method, path)
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert problem["code"] == {404: "not_found", 405: "method_not_allowed"}[status]
    assert (status == 405) is ("allow" in answer.headers)


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/api/v1/trajectories", "GET, HEAD, POST"),
        ("/api/v1/slices", "POST"),
        ("/", "GET, HEAD"),
        ("/healthz", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_all_right_ones(rest: httpx.Client, path: str, methods: str) -> None:
    assert rest.delete(path).headers["allow"] == methods
