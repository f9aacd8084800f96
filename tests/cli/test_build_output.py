"""What a build says: one line at its end, and a bar while it takes long on a terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

SLOW = """\
import time
from liquidsite.plugin import Plugin
def slow(value):
    time.sleep(0.3)
    return value
plugin = Plugin("slow", filters={"slow": slow})
"""


def site(root: Path, pages: int = 3, filters: str = "") -> Path:
    root.mkdir()
    for number in range(pages):
        (root / f"{number}.md").write_text(f"---\n---\n{{{{ {number} {filters} }}}}\n")
    return root


def command(root: Path, *flags: str) -> list[str]:
    return [sys.executable, "-m", "liquidsite", "build", "-s", str(root), *flags]


def on_terminal(arguments: list[str], cwd: Path) -> str:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen(arguments, stdout=theirs, cwd=cwd, env=environment)
    os.close(theirs)
    parts = []
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(ours)
    assert process.wait() == 0
    return b"".join(parts).decode()


def test_one_line_tells_what_was_done(tmp_path: Path) -> None:
    root = site(tmp_path / "site")
    last = r"^ +done in \d+\.\d{3} seconds\. "
    arguments = [*command(root), "-d", str(tmp_path / "out")]
    first = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
    assert re.search(last + r"3 pages rendered, 3 files written\.$", first, re.M)
    (root / "2.md").unlink()
    second = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
    assert re.search(last + r"0 pages rendered, 0 files written, 1 removed\.$", second, re.M)
    quiet = subprocess.run([*arguments, "-q"], capture_output=True, text=True, check=True)
    assert quiet.stdout == quiet.stderr == ""


def test_a_long_build_shows_a_bar_and_leads_to_the_slowest_pages(tmp_path: Path) -> None:
    root = site(tmp_path / "site", pages=6, filters="| slow")
    (root / "_plugins").mkdir()
    (root / "_plugins/slow.py").write_text(SLOW)
    shown = on_terminal([*command(root), "-d", str(tmp_path / "out")], tmp_path)
    assert re.search(r"Rendering\.\.\. .*[45]/6", shown)
    link = re.search(r"\x1b]8;;file://(\S+?)\x1b\\Slowest pages", shown)
    assert link is not None
    report = Path(link[1]).read_text()
    assert re.search(r"[3-9]\d\d\.\d ms<td><a href=\"file://\S+/0\.md\">0\.md</a>", report)


def test_a_short_build_shows_neither(tmp_path: Path) -> None:
    root = site(tmp_path / "site")
    shown = on_terminal([*command(root), "-d", str(tmp_path / "out")], tmp_path)
    assert "Rendering" not in shown
    assert "Slowest" not in shown
    assert "3 pages rendered" in shown


LEFT_OUT = (
    "Left out: 1 Ruby file (_plugins/a.rb); 1 plugin (jekyll-tagging); 1 layout (post); "
    "2 unknown filters on 2 pages (regex_replace 4 times, sift 2 times). "
    "`liquidsite doctor` says where and why."
)


def lacking(root: Path) -> Path:
    """A site that needs what liquidsite does not have."""
    (root / "_plugins").mkdir(parents=True)
    (root / "_plugins/a.rb").write_text("")
    (root / "_config.yml").write_text(
        "plugins: [jekyll/tagging, jekyll-tagging, classifier-reborn, webrick, tzinfo-data, wdm]"
    )
    text = "---\nlayout: post\n---\n{{ 'a' | regex_replace: 'a' | sift }} {{ 'b' | regex_replace }}"
    for name in ("a.md", "b.md"):
        (root / name).write_text(text)
    return root


def ended(arguments: list[str]) -> tuple[int, str]:
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def test_the_last_line_says_what_was_left_out(tmp_path: Path) -> None:
    root = lacking(tmp_path / "site")
    arguments = [*command(root), "-d", str(tmp_path / "out")]
    first, second = ended(arguments), ended(arguments)
    assert first == second
    status, lines = first
    assert status == 0
    assert lines.splitlines()[-1].strip() == LEFT_OUT
    assert "Unknown filter:" not in lines
    assert lines.count("jekyll-tagging") == 2
    assert not any(name in lines for name in ("classifier", "webrick", "tzinfo", "wdm"))
    (root / "b.md").write_text("---\n---\n{{ 'b' | sift }}\n")
    assert (
        "2 unknown filters on 2 pages (regex_replace 2 times, sift 2 times)" in ended(arguments)[1]
    )


def test_strict_makes_it_an_error(tmp_path: Path) -> None:
    root = lacking(tmp_path / "site")
    arguments = [*command(root), "-d", str(tmp_path / "out"), "--strict"]
    status, lines = ended(arguments)
    assert (status, lines.splitlines()[-1].strip()) == (1, LEFT_OUT)
    assert ended([*arguments, "--quiet"]) == (1, " " * 10 + LEFT_OUT + "\n")
    whole = site(tmp_path / "whole")
    assert ended([*command(whole), "-d", str(tmp_path / "out"), "--strict"]) == (0, "")


def test_deprecations_of_sass_are_one_line(tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    rule = "a { color: darken(red, 10%); width: lighten(red, 1%) }"
    (root / "a.scss").write_text(f"---\n---\n{rule}\n")
    arguments = [*command(root), "-d", str(tmp_path / "out")]
    assert ended(arguments) == (
        0,
        "              Sass: 4 deprecation warnings; --verbose shows them.\n",
    )
    assert "Suggestions" in ended([*arguments, "--verbose"])[1]
    filtered = f"---\n---\n{{% capture s %}}{rule}{{% endcapture %}}{{{{ s | scssify }}}}"
    (root / "b.html").write_text(filtered)
    both = (0, "              Sass: 8 deprecation warnings; --verbose shows them.\n")
    assert ended(arguments) == both
