"""The command itself: how it starts, what it says, how it ends."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from liquidsite.cli.serve import lan_address
from liquidsite.serve.debounce import BUSY_LONGEST
from serve.served import Served, free_port, wait_for

posix = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


@pytest.fixture
def site(make_site: Callable[[], Served]) -> Served:
    return make_site()


def page(site: Served, path: str = "/", port: int | None = None) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port or site.port, timeout=5)
    connection.request("GET", path)
    body = connection.getresponse().read().decode()
    connection.close()
    return body


def test_it_says_where_the_site_is(site: Served) -> None:
    site.start("--baseurl", "/blog")
    lines = [line.strip() for line in site.output().splitlines()]
    assert f"Server address: http://127.0.0.1:{site.port}/blog/" in lines
    assert "Server running... press ctrl-c to stop." in lines
    assert f"Auto-regeneration: enabled for '{site.source}'" in lines


@posix
def test_ctrl_c_ends_it_at_once(site: Served) -> None:
    site.start()
    with socket.create_connection(("127.0.0.1", site.port)) as stream:
        request = "GET /__liquidsite__/events?path=/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
        stream.sendall(request.encode())
        assert b"200 OK" in stream.recv(1000)
        assert site.process is not None
        site.process.send_signal(signal.SIGINT)
        assert site.process.wait(10) == 0
    assert "Traceback" not in site.output()
    assert "Server stopped." in site.output()


def test_a_busy_port_says_which_one_to_ask_for(site: Served) -> None:
    with socket.create_server(("127.0.0.1", site.port)):
        site.start()
    assert site.process is not None
    assert site.process.wait() == 1
    assert f"Port {site.port} is in use" in site.output()
    assert "Choose another port, for example --port" in site.output()


def test_the_url_of_the_site_is_the_servers(site: Served) -> None:
    site.write("where.html", "---\n---\n[{{ site.url }}{{ site.serving }}]")
    site.start("-l", "--livereload-port", str(port := free_port()), "--livereload-ignore", "*.txt")
    assert f"[http://localhost:{site.port}true]" in page(site, "/where.html")
    assert page(site, "/where.html", port) == page(site, "/where.html")


def test_without_live_reload_pages_are_as_they_are(site: Served) -> None:
    site.start("--no-livereload", "--no-watch", "--show-dir-listing")
    assert page(site, "/index.html") == (site.source / "_site/index.html").read_text()
    assert "disabled. Use --watch to enable." in site.output()
    assert '<a href="./docs/">docs/</a>' in page(site)


def test_polling_finds_changes(site: Served) -> None:
    site.start("--force_polling")
    site.replace("index.md", "Hello there.", "Hello again.")
    wait_for(lambda: "Hello again." in page(site))


def test_skipping_the_first_build(site: Served) -> None:
    site.start("--skip-initial-build")
    assert not (site.source / "_site").exists()
    assert "Skipping the initial build" in site.output()


@posix
def test_detached_it_goes_on_alone(site: Served) -> None:
    site.start("--detach")
    assert site.process is not None
    assert site.process.wait(20) == 0
    pid = int(site.output().partition("pid '")[2].partition("'")[0])
    try:
        wait_for(lambda: "Hello there." in page(site))
    finally:
        os.kill(pid, signal.SIGTERM)


def test_new_and_removed_folders_are_noticed(site: Served) -> None:
    site.start()
    site.write("brand/new/page.md", "---\n---\nNew")
    wait_for(lambda: "New" in page(site, "/brand/new/page"))
    site.write("brand/new/page.md", "---\n---\nNewer")
    wait_for(lambda: "Newer" in page(site, "/brand/new/page"))
    (site.source / "brand").rename(site.source / "other")
    wait_for(lambda: "Newer" in page(site, "/other/new/page"))
    site.write("other/new/page.md", "---\n---\nNewest")
    wait_for(lambda: "Newest" in page(site, "/other/new/page"))
    time.sleep(0.3)
    assert site.output().count("Regenerating:") <= 8


@posix
def test_linked_folders_are_watched(site: Served) -> None:
    elsewhere = site.source.parent / f"{site.source.name}-elsewhere"
    (site.source / "docs").rename(elsewhere)
    (site.source / "docs").symlink_to(elsewhere)
    site.start()
    (elsewhere / "about.md").write_text("---\n---\nLinked")
    wait_for(lambda: "Linked" in page(site, "/docs/about"))
    wait_for(lambda: "Regenerating: docs/about.md at " in site.output())


def test_a_checkout_is_one_build(site: Served) -> None:
    site.start()
    for number in range(300):
        (site.source / "docs" / f"page{number}.md").write_text("---\n---\nMany")
    wait_for(lambda: "Many" in page(site, "/docs/page299"))
    assert site.output().count("Regenerating:") <= 2


def test_a_lock_that_git_left_behind_delays_nothing(site: Served) -> None:
    site.write(".git/index.lock", "")
    os.utime(site.source / ".git/index.lock", (time.time() - 60,) * 2)
    site.start()
    began = time.monotonic()
    site.replace("index.md", "Hello there.", "Hello again.")
    wait_for(lambda: "Hello again." in page(site))
    assert time.monotonic() - began < BUSY_LONGEST


def test_what_editors_leave_is_no_change(site: Served) -> None:
    site.start()
    for name in (".index.md.swp", "index.md~", "4913", "#index.md#", ".git/index", "_site/x.html"):
        path = site.source / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("noise")
    site.replace("index.md", "Hello there.", "Hello again.")
    wait_for(lambda: "...done in" in site.output())
    assert site.output().count("Regenerating:") == 1


@posix
def test_build_can_watch_too(site: Served) -> None:
    log = site.source.parent / "build.log"
    with log.open("w") as out:
        command = [sys.executable, "-m", "liquidsite", "build", "--watch"]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(
            command, cwd=site.source, stdout=out, stderr=out, env=environment
        )
    try:
        wait_for(lambda: "Auto-regeneration:" in log.read_text())
        site.replace("index.md", "Hello there.", "{% for %}")
        wait_for(lambda: "index.md:5" in log.read_text())
        site.write("index.md", "---\n---\nHello again.")
        wait_for(lambda: "Hello again." in (site.source / "_site/index.html").read_text())
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert "Traceback" not in log.read_text()
    finally:
        process.kill()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "192.168.1.2"])
def test_the_address_on_the_network_is_told_for_all_addresses_only(host: str) -> None:
    assert lan_address(host) is None


def test_the_address_on_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda self, address: None)
    monkeypatch.setattr("socket.socket.getsockname", lambda self: ("192.168.1.7", 5))
    assert lan_address("0.0.0.0") == lan_address("::") == "192.168.1.7"
