"""Every example of the guide, run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from built_site import Build

GUIDE = Path(__file__).parents[2] / "docs" / "python-plugins.md"
_EXAMPLE = re.compile(
    r"^## (?P<title>.+?)\n.*?^```ruby\n.*?^```python\n(?P<plugin>.*?)^```\n"
    r".*?^```liquid\n(?P<page>.*?)^```\n.*?^```html\n(?P<result>.*?)^```\n",
    re.DOTALL | re.MULTILINE,
)
EXAMPLES = list(_EXAMPLE.finditer(GUIDE.read_text("utf-8")))


def test_the_guide_has_the_five_commonest_kinds() -> None:
    titles = ["A tag", "A block", "A filter", "A generator", "A hook"]
    assert [example["title"] for example in EXAMPLES] == titles


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_example(build: Build, example: re.Match[str]) -> None:
    page = re.sub(r"\{% (end)?raw %\}", "", example["page"])
    site = build(
        {
            "_plugins/example.py": example["plugin"],
            "_posts/2019-01-01-a.md": "---\n---\n",
            "_posts/2021-01-01-b.md": "---\n---\n",
            "_posts/2021-01-02-c.md": "---\n---\n",
            "page.html": f"---\ntitle: Ada\ndashes: true\n---\n{page}",
        }
    )
    assert site["page.html"] == example["result"]
