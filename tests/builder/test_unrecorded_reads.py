"""Nothing is read while a page renders that the page's trace does not name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import full_site
import full_site_witnesses
import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def run(source: Path, *, forget: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program on `source`, with recorders that forget dependencies of one kind."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from liquidsite.incremental.tracker import Tracker\n"
        "record = Tracker.record\n"
        "Tracker.record = lambda self, found: found[0] == sys.argv[3] or record(self, found)\n"
        "from unrecorded_reads import unrecorded\n"
        "count, missing = unrecorded(Path(sys.argv[2]))\n"
        "print(count, *sorted(missing), sep='\\n')\n"
    )
    command = [sys.executable, "-c", code, str(HERE), str(source), forget]
    return subprocess.run(command, capture_output=True, text=True, check=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = full_site.create(tmp_path_factory.mktemp("reads") / "site")
    full_site_witnesses.add_styles(root)
    return root


def test_every_read_of_a_render_is_recorded(site: Path) -> None:
    for source in (site, ROOT / "examples/sdg-workshop", ROOT / "docs"):
        count, *missing = run(source).stdout.splitlines()
        assert int(count) > 1
        assert missing == []


@pytest.mark.parametrize(("kind", "file"), [("include", "head.html"), ("file", "part.txt")])
def test_a_forgotten_read_is_found(site: Path, kind: str, file: str) -> None:
    assert any(file in line for line in run(site, forget=kind).stdout.splitlines()[1:])
