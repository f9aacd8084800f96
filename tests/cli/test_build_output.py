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
