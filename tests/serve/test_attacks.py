"""Hostile requests: none gets a file from outside of the site, and none breaks the server."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest

from liquidsite.serve.paths import Root
from serve.served import Served, wait_for

SECRET = "the secret outside of the site"

UP = (
    "..",
    "%2e%2e",
    ".%2e",
    "%2E.",
    "%252e%252e",
    "..%00",
    "..%c0%af",
    "%c0%ae%c0%ae",
    "..;",
    "...",
)
SLASH = ("/", "%2f", "%5c", "\\", "//", "%252f", "/./", "%c0%af")
TARGETS = ("secret.txt", "etc/passwd")
ODD_PATHS = (
    "/outside.txt", "/outside/secret.txt", "/outside", "/outside/", "/pipe", "/%00",
    "/a%00.html", "/index.html%00.txt", "/C:/secret.txt", "/C:%5csecret.txt", "/con",
    "/NUL.html", "/aux.txt", "/index.html::$DATA", "/index.html.", "/index.html%20", "/~secret",
    "/.htaccess", "/" + "a" * 5000, "/" + "a/" * 2000, "/" + "%2e%2e/" * 500 + "etc/passwd",
    "/file:///etc/passwd", "/%ff%fe", "/%", "/%zz", "/__liquidsite__/../../app.py",
    "/__liquidsite__/..%2fapp.py", "/__liquidsite__/app.py", "/__liquidsite__/%2e%2e/app.py",
    "/__liquidsite__/idiomorph.LICENSE", "/__liquidsite__/", "/?../..", "/#/../secret.txt",
    "//evil.example/", "///etc/passwd", "//..//..//secret.txt", "http://evil.example/",
    "file:///etc/passwd", "*", "secret.txt", "../secret.txt", "/index.html/",
    "/index.html/../secret.txt",
)  # fmt: skip
FOREIGN_HOSTS = (
    "evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "localhost.evil.example",
    "evil.example@127.0.0.1:{port}", "127.0.0.1:{port}@evil.example", "127.0.0.1:{port}/../",
    "", "10.0.0.1", "192.168.0.1:{port}", "[::2]", "127.0.0.1:99999999", "127.0.0.1:x",
    "loсalhost", "localhost#.evil.example", "localhost?.evil.example",
    "localhost\\.evil.example", "[::1", "0.0.0.0",
)  # fmt: skip
FOREIGN_ORIGINS = (
    "http://evil.example", "https://evil.example:{port}", "null", "file://", "http://10.0.0.1",
    "http://localhost.evil.example", "http://127.0.0.1:{port}.evil.example", "", "evil", "http://",
    "http://evil.example@127.0.0.1:{port}/", "chrome-extension://abc", "http://127.0.0.1:{port}/x",
)  # fmt: skip
RANGES = (
    "bytes=0-", "bytes=0-0", "bytes=-1", "bytes=-0", "bytes=5-1", "bytes=99999999-",
    "bytes=-99999999", "bytes=0-99999999999999999999999", "bytes=a-b", "bytes=", "bytes=--1",
    "bytes=-", "items=0-1", "bytes=0-1,2-3", "bytes=" + "0-1," * 2000,
    "bytes=0-18446744073709551616", "bytes=1-1-1", "0-1",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(make_site: Callable[[], Served]) -> Iterator[Served]:
    served = make_site()
    outside = served.source / "secret.txt"
    served.write("_config.yml", "keep_files: [outside, outside.txt, pipe]\nexclude: [secret.txt]\n")
    served.write("secret.txt", SECRET)
    built = served.source / "_site"
    built.mkdir()
    (built / "outside.txt").symlink_to(outside)
    (built / "outside").symlink_to(served.source)
    os.mkfifo(built / "pipe")
    served.start()
    yield served
    assert (built / "outside.txt").is_symlink()
    assert (built / "pipe").exists()


def ask(site: Served, target: str, *headers: str, host: str | None = None) -> tuple[int, str]:
    """Send a request as it is; the status (0 when the server hangs up) and the whole answer."""
    lines = [f"GET {target} HTTP/1.1", f"Host: {host or f'127.0.0.1:{site.port}'}", *headers]
    text = "\r\n".join([*lines, "Connection: close", "", ""])
    answer = b""
    with socket.create_connection(("127.0.0.1", site.port), timeout=5) as connection:
        connection.sendall(text.encode("utf-8"))
        while data := connection.recv(65536):
            answer += data
    shown = answer.decode("utf-8", "replace")
    return int(shown.split(" ", 2)[1]) if shown else 0, shown


def hostile_paths() -> list[str]:
    depths = (1, 3)
    climbing = [
        "/" + (up + slash) * depth + target
        for up, slash, target, depth in product(UP, SLASH, TARGETS, depths)
    ]
    return [*climbing, *ODD_PATHS]


def assert_safe(status: int, answer: str) -> None:
    assert status < 500, answer[:300]
    assert SECRET not in answer
    assert "root:" not in answer
    assert "from __future__" not in answer


def test_no_path_leaves_the_site(site: Served) -> None:
    paths = hostile_paths()
    assert len(paths) >= 200
    for path in paths:
        assert_safe(*ask(site, path))


def test_foreign_hosts_are_refused(site: Served) -> None:
    for host in FOREIGN_HOSTS:
        status, answer = ask(site, "/", host=host.format(port=site.port) or " ")
        assert status in (400, 403), (host, answer[:200])
        assert "Workshop" not in answer


def test_foreign_origins_are_refused(site: Served) -> None:
    for origin in FOREIGN_ORIGINS:
        for path in ("/", "/__liquidsite__/events?path=/"):
            status, answer = ask(site, path, f"Origin: {origin.format(port=site.port)}")
            assert status == 403, (origin, answer[:200])


def test_foreign_websockets_are_refused(site: Served) -> None:
    upgrade = (
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
    )
    status, _ = ask(site, "/livereload", *upgrade, "Origin: http://evil.example")
    assert status == 403


def test_own_names_are_served(site: Served) -> None:
    for host in ("127.0.0.1", "localhost", "LOCALHOST:1", "[::1]:80", "app.localhost", "127.0.0.2"):
        assert ask(site, "/", host=host)[0] == 200
    assert ask(site, "/", f"Origin: http://localhost:{site.port}")[0] == 200


def test_odd_ranges_get_a_plain_answer(site: Served) -> None:
    for value in RANGES:
        status, answer = ask(site, "/style.css", f"Range: {value}")
        assert status in (200, 206, 400, 416), (value, answer[:200])


def test_only_reading_is_possible(site: Served) -> None:
    before = (site.source / "_site/index.html").read_bytes()
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT", "PROPFIND"):
        with socket.create_connection(("127.0.0.1", site.port), timeout=5) as connection:
            head = f"{method} /index.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            connection.sendall(head.encode())
            assert b" 405 " in connection.recv(1000)
    assert (site.source / "_site/index.html").read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="limits as POSIX has them")
def test_silent_clients_leave_room_for_pages_and_builds(make_site: Callable[[], Served]) -> None:
    site = make_site()
    site.wrapper = ("sh", "-c", 'ulimit -n 256; exec "$@"', "sh")
    site.start()
    with contextlib.ExitStack() as open_ones:
        for number in range(300):
            silent = socket.create_connection(("127.0.0.1", site.port), timeout=5)
            open_ones.enter_context(silent)
            with contextlib.suppress(OSError):  # it may be turned away
                silent.sendall(b"GET / HTTP/1.1\r\nHost:" if number % 2 else b"")
        assert ask(site, "/")[0] == 200
        site.replace("index.md", "Hello there.", "Hello again.")
        wait_for(lambda: "Hello again." in ask(site, "/")[1])
    assert len(site.output()) < 2000
    assert "Traceback" not in site.output()


@pytest.mark.parametrize(
    "name", ["a:b", "a::$DATA", "con", "NUL.txt", "a.", "a ", "a\\b", "com1.x"]
)
def test_names_that_windows_takes_otherwise(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    encoded = "/" + name.replace(" ", "%20").replace("\\", "%5C")
    assert Root(str(tmp_path), windows=False).find(encoded) is not None
    assert Root(str(tmp_path), windows=True).find(encoded) is None
