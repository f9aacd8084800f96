"""Three templates in python-liquid, in Ruby's Liquid and here, in one run, with the same bytes.

    LIQUID_LIB=.../liquid/lib python bench/templates.py [--rounds 15]

A blog's index of 500 posts, a navigation that includes itself, and the example's front page.
Prints the best milliseconds of processor time of a render of each, and of a parse; the exit status
is 1 when a render is not 6 times as fast as python-liquid's and 4 times as fast as Ruby's. Without
LIQUID_LIB, a checkout of Liquid 4.0.4, the installed gem is asked.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from liquidsite import liquid
from liquidsite.ruby import safe_yaml

# The folder of this script comes first on the path, and holds another `liquid`.
sys.path[:] = [path for path in sys.path if Path(path).resolve() != Path(__file__).parent]
sys.modules.pop("liquid", None)
python_liquid: Any = importlib.import_module("liquid")

EXAMPLE = Path(__file__).parent.parent / "examples" / "sdg-workshop"
AT_LEAST = {"python-liquid": 6, "Ruby": 4}

BLOG = """<h1>{{ site.title | escape }}</h1>
<ul class="posts">
{%- for post in site.posts -%}
{%- assign year = post.date | date: "%Y" -%}
{%- if year != shown %}<li class="year">{{ year }}</li>{% assign shown = year %}{% endif %}
<li class="{% cycle 'odd', 'even' %}{% if forloop.first %} first{% endif %}">
  <time datetime="{{ post.date | date: "%Y-%m-%dT%H:%M:%S" }}">
    {{- post.date | date: "%B %d, %Y" }}</time>
  <a href="{{ post.url | relative_url }}">{{ post.title | escape }}</a>
  {% if post.tags.size > 0 %}<span>{{ post.tags | sort | join: ", " | upcase }}</span>{% endif %}
  <p>{{ post.excerpt | strip_html | truncatewords: 12 }}</p>
  {%- unless forloop.last %}<hr>{% endunless %}
</li>
{%- endfor -%}
</ul>"""
NAVIGATION = """<nav>{% include tree.html items=site.navigation level=1 %}</nav>
"""
TREE = """<ul class="level-{{ include.level }}">
{% assign deeper = include.level | plus: 1 %}{% for item in include.items %}
<li{% if item.url == page.url %} class="active"{% endif %}>
<a href="{{ item.url | relative_url }}">{{ item.title | escape }}</a>
{% if item.children %}{% include tree.html items=item.children level=deeper %}{% endif %}</li>
{% endfor %}</ul>
"""


def tree(prefix: str, depth: int) -> list[dict[str, Any]]:
    """A navigation of 4 entries a level."""
    entries: list[dict[str, Any]] = []
    for number in range(4):
        url = f"{prefix}{number}/"
        entries.append({"title": f"Chapter {url} & more", "url": url})
        if depth:
            entries[-1]["children"] = tree(url, depth - 1)
    return entries


def posts() -> list[dict[str, Any]]:
    start = datetime(2015, 1, 1, 9, 30, tzinfo=UTC)
    return [
        {
            "title": f"Post {number} <on> everything & nothing",
            "url": f"/blog/post-{number}/",
            "date": start + timedelta(days=3 * number),
            "tags": ["news", "code", "data", "talks"][: number % 5],
            "excerpt": f"<p>Number <em>{number}</em> says {'one word after another ' * 8}</p>",
        }
        for number in range(500)
    ]


def body(path: Path) -> str:
    """A file's text below its front matter."""
    return re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def data() -> dict[str, Any]:
    folder = EXAMPLE / "_data"
    files = [path for path in folder.iterdir() if path.stem != "dates"]
    facts = {path.stem: safe_yaml.load(path.read_text("utf-8"), path.name) for path in files}
    site = {"title": "Notes & more", "posts": posts(), "navigation": tree("/", 4), "data": facts}
    return {"site": site, "page": {"url": "/1/2/3/"}}


def standard(text: str) -> str:
    """Jekyll's include in the standard Liquid of the others."""
    text = re.sub(r"{% include (\S+)([^%]*)%}", _standard_include, text)
    return text.replace("include.", "")


def _standard_include(found: re.Match[str]) -> str:
    params = ", ".join(param.replace("=", ": ") for param in found[2].split())
    return f"{{% include '{found[1]}' {params} %}}"


def best(action: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = time.process_time()
        action()
        times.append(time.process_time() - began)
    return min(times)


Result = dict[str, Any]


def measured(parse: Callable[[], Any], render: Callable[[Any], str], rounds: int) -> Result:
    template = parse()
    return {
        "output": render(template),
        "render": best(lambda: render(template), rounds),
        "parse": best(parse, rounds),
    }


def ours(texts: list[str], includes: dict[str, str], rounds: int) -> list[Result]:
    variables = data()
    host = liquid.Standalone(includes, {})

    def parse(text: str) -> Callable[[], Any]:
        # A fresh environment each time, as parsed templates are kept.
        return lambda: _environment().parse(liquid.Source(text, "page"))

    return [
        measured(parse(text), lambda template: template.render_with(dict(variables), host), rounds)
        for text in texts
    ]


def _environment() -> liquid.Environment:
    return liquid.Environment()


def python_liquids(texts: list[str], includes: dict[str, str], rounds: int) -> list[Result]:
    variables = data()
    partials = {name: standard(text) for name, text in includes.items()}
    env = python_liquid.Environment(loader=python_liquid.CachingDictLoader(partials))
    env.add_filter("relative_url", lambda path: path)

    def parse(text: str) -> Callable[[], Any]:
        return lambda: env.from_string(standard(text))

    return [
        measured(parse(text), lambda template: template.render(**variables), rounds)
        for text in texts
    ]


def rubys(texts: list[str], includes: dict[str, str], rounds: int) -> list[Result]:
    job = {
        "templates": [standard(text) for text in texts],
        "includes": {name: standard(text) for name, text in includes.items()},
        "data": data(),
        "rounds": rounds,
    }
    library = os.environ.get("LIQUID_LIB")
    command = ["ruby", *([f"-I{library}"] if library else [])]
    done = subprocess.run(
        [*command, str(Path(__file__).with_name("templates_ruby.rb"))],
        input=json.dumps(job, default=str),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": "UTC"},
    )
    answer = json.loads(done.stdout)
    print(f"Ruby's Liquid {answer['version']}, python-liquid {python_liquid.__version__}")
    answers: list[Result] = answer["answers"]
    return answers


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    names = ["blog index", "navigation", "example page"]
    texts = [BLOG, NAVIGATION, body(EXAMPLE / "index.md")]
    includes = {path.name: body(path) for path in (EXAMPLE / "_includes").iterdir()}
    includes["tree.html"] = TREE
    mine = ours(texts, includes, rounds)
    others = {
        "python-liquid": python_liquids(texts, includes, rounds),
        "Ruby": rubys(texts, includes, rounds),
    }
    slow = False
    for index, name in enumerate(names):
        print(f"{name:14} here {_shown(mine[index])}")
        for engine, results in others.items():
            if results[index]["output"] != mine[index]["output"]:
                sys.exit(f"{name}: {engine} gives other bytes")
            ratio = results[index]["render"] / mine[index]["render"]
            print(f"{'':14} {engine} {_shown(results[index])}, {ratio:.1f} times as long")
            slow = slow or ratio < AT_LEAST[engine]
    return slow


def _shown(result: Result) -> str:
    return f"{result['render'] * 1000:.2f} ms, parse {result['parse'] * 1000:.2f} ms"


if __name__ == "__main__":
    sys.exit(main())
