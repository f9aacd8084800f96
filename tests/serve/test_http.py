"""What the server answers: types, addresses, ranges, versions."""

from __future__ import annotations

import http.client
import json
import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping

import pytest
import wsproto
from wsproto.events import AcceptConnection, Event, Request, TextMessage

from serve.served import Served, wait_for

HEADERS: Mapping[str, str] = {}


@pytest.fixture(scope="module")
def site(make_site: Callable[[], Served]) -> Served:
    served = make_site()
    served.write(
        "_config.yml",
        "title: Workshop\nbaseurl: /2021/\nkeep_files: [big.bin, plain]\n"
        "webrick: {headers: {X-Own: 'yes'}}\n",
    )
    for name in ("feed.xml", "data.json", "logo.svg", "app.js", "a.woff2", "notes.txt", "odd.xyz"):
        served.write(name, "content")
    served.write("both.html", "---\n---\nfile")
    served.write("both/index.html", "---\n---\nfolder")
    served.write("plain/one two.txt", "1")
    served.write("fragment.html", "just <b>text</b>")
    served.write("späß.html", "---\n---\nUmlauts")
    (served.source / "_site").mkdir()
    (served.source / "_site/big.bin").write_bytes(os.urandom(3_000_000))
    served.start()
    return served


Answer = tuple[int, dict[str, str], bytes]


def get(
    site: Served, path: str, headers: Mapping[str, str] = HEADERS, method: str = "GET"
) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=5)
    connection.request(method, path, headers=dict(headers))
    answer = connection.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    body = answer.read()
    connection.close()
    return answer.status, found, body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/2021/", "text/html; charset=utf-8"),
        ("/2021/style.css", "text/css; charset=utf-8"),
        ("/2021/feed.xml", "application/xml; charset=utf-8"),
        ("/2021/data.json", "application/json; charset=utf-8"),
        ("/2021/logo.svg", "image/svg+xml; charset=utf-8"),
        ("/2021/app.js", "text/javascript; charset=utf-8"),
        ("/2021/a.woff2", "font/woff2"),
        ("/2021/notes.txt", "text/plain; charset=utf-8"),
        ("/2021/odd.xyz", "application/octet-stream"),
    ],
)
def test_content_types(site: Served, path: str, kind: str) -> None:
    status, headers, _ = get(site, path)
    assert (status, headers["content-type"]) == (200, kind)
    assert headers["cache-control"] == "no-cache, max-age=0, must-revalidate"
    assert headers["x-own"] == "yes"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/2021/docs/", "Docs."),
        ("/2021/docs/about", "About."),
        ("/2021/docs/about.html", "About."),
        ("/2021/docs/about?x=/../..", "About."),
        ("/2021/both.html", "file"),
        ("/2021/both/", "folder"),
        ("/2021/sp%C3%A4%C3%9F", "Umlauts"),
    ],
)
def test_addresses(site: Served, path: str, text: str) -> None:
    status, _, body = get(site, path)
    assert status == 200
    assert text in body.decode()


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/", "/2021/"),
        ("/2021", "/2021/"),
        ("/2021/docs", "/2021/docs/"),
        ("/2021/both", "/2021/both/"),
        ("/2021/docs?x=1&y=a%20b", "/2021/docs/?x=1&y=a%20b"),
        ("/2021?next=//other.example", "/2021/?next=//other.example"),
    ],
)
def test_redirects(site: Served, path: str, target: str) -> None:
    status, headers, _ = get(site, path)
    assert (status, headers["location"]) == (302, target)


@pytest.mark.parametrize("line", ["/2021/späß", "/2021/späß.html?q=ä", "/2021/sp%C3%A4ß"])
@pytest.mark.parametrize("cut", [0, 5, 12, 13])
def test_an_address_that_is_not_encoded(site: Served, line: str, cut: int) -> None:
    request = f"GET {line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    answer = b""
    with socket.create_connection(("127.0.0.1", site.port), timeout=5) as connection:
        connection.sendall(request[:cut])
        time.sleep(0.05 if cut else 0)
        connection.sendall(request[cut:])
        while data := connection.recv(65536):
            answer += data
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"Umlauts" in answer


def test_an_address_that_is_not_encoded_after_another(site: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=5)
    for _ in range(2):
        connection.putrequest("GET", "/2021/", skip_host=True)
        connection._buffer[0] = "GET /2021/späß HTTP/1.1".encode()  # type: ignore[attr-defined]
        connection.putheader("Host", "localhost")
        connection.endheaders()
        assert b"Umlauts" in connection.getresponse().read()
    connection.close()


@pytest.mark.parametrize(
    "path", ["/2021/none", "/docs/about", "/2021/docs/about/", "/2021x/", "/2021/docs//x"]
)
def test_the_sites_own_404_page(site: Served, path: str) -> None:
    status, headers, body = get(site, path)
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b"Nothing here." in body


def test_the_script_is_in_the_answer_only(site: Served) -> None:
    script = b"/__liquidsite__/client.js"
    body = get(site, "/2021/")[2]
    assert body.startswith(b'<!DOCTYPE html>\n<html><head><script type="module" async')
    assert body.count(script) == 1
    assert get(site, "/2021/fragment.html")[2].startswith(b"<script")
    assert script not in (site.source / "_site/index.html").read_bytes()
    assert script not in get(site, "/2021/style.css")[2]


def test_versions(site: Served) -> None:
    _, headers, _ = get(site, "/2021/")
    etag = headers["etag"]
    status, _, body = get(site, "/2021/", {"If-None-Match": etag})
    assert (status, body) == (304, b"")
    assert get(site, "/2021/", {"If-None-Match": f'W/"a", {etag}'})[0] == 304
    assert get(site, "/2021/", {"If-None-Match": '"another"'})[0] == 200


def test_head(site: Served) -> None:
    for path in ("/2021/", "/2021/big.bin", "/2021/none"):
        full, head = get(site, path), get(site, path, method="HEAD")
        assert head[2] == b""
        assert head[0] == full[0]
        assert head[1]["content-length"] == full[1]["content-length"] == str(len(full[2]))


def test_ranges(site: Served) -> None:
    whole = (site.source / "_site/big.bin").read_bytes()
    size = len(whole)
    assert get(site, "/2021/big.bin")[2] == whole
    for asked, start, end in (
        ("0-9", 0, 10),
        (f"{size - 5}-", size - 5, size),
        ("-7", size - 7, size),
        (f"-{size * 2}", 0, size),
        (f"10-{size * 2}", 10, size),
        ("300000-1900000", 300000, 1900001),
    ):
        status, headers, body = get(site, "/2021/big.bin", {"Range": f"bytes={asked}"})
        assert (status, body) == (206, whole[start:end])
        assert headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
    status, headers, _ = get(site, "/2021/big.bin", {"Range": f"bytes={size}-"})
    assert (status, headers["content-range"]) == (416, f"bytes */{size}")
    stale = {"Range": "bytes=0-9", "If-Range": '"old"'}
    assert get(site, "/2021/big.bin", stale)[0] == 200


def test_a_folder_without_index_is_listed(site: Served) -> None:
    status, _, body = get(site, "/2021/plain/")
    assert status == 200
    assert b'<a href="./one%20two.txt">one two.txt</a>' in body


def test_livereload_protocol(site: Served) -> None:
    client = wsproto.WSConnection(wsproto.ConnectionType.CLIENT)
    host = f"127.0.0.1:{site.port}"
    with socket.create_connection(("127.0.0.1", site.port), timeout=5) as connection:
        connection.sendall(client.send(Request(host=host, target="/livereload")))

        def received() -> Iterator[Event]:
            while True:
                client.receive_data(connection.recv(65536))
                yield from client.events()

        events = received()

        def message() -> dict[str, object]:
            event = next(event for event in events if isinstance(event, TextMessage))
            told: dict[str, object] = json.loads(event.data)
            return told

        assert isinstance(next(events), AcceptConnection)
        hello = client.send(TextMessage('{"command": "hello", "protocols": []}'))
        connection.sendall(hello + client.send(TextMessage("nonsense")))
        assert message()["protocols"] == ["http://livereload.com/protocols/official-7"]
        url = f"http://{host}/2021/docs/about"
        info = {"command": "info", "plugins": {}, "url": url}
        connection.sendall(client.send(TextMessage(json.dumps(info))))
        assert get(site, "/2021/docs/about")[0] == 200
        site.replace("style.css", "1, 2, 3", "3, 2, 1")
        assert message() == {
            "command": "reload", "path": "/2021/style.css", "liveCSS": True, "liveImg": True,
        }  # fmt: skip
        site.replace("index.md", "Hello", "Hullo")
        wait_for(lambda: b"Hullo" in get(site, "/2021/")[2])
        site.replace("docs/about.md", "About.", "All about.")
        assert message()["path"] == "/2021/docs/about"
