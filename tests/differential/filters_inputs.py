"""Inputs for the filters: for each, values that it is made for, others, and wrong counts."""

from __future__ import annotations

import random
from typing import Any, TypedDict

from liquidsite.liquid.filters import FILTERS, LIQUID_FILTERS


class Question(TypedDict):
    set: str
    filter: str
    args: list[Any]
    tz: str
    config: dict[str, Any]


_ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]
_STRINGS = [
    "", " ", "a", "abc", "Hello World", "  padded\t\n", "a,b,,c,,", "a b  c", "line\r\nline\n",
    "straße", "ÀÉÎ ñandú", "ΑΣ ΟΔΟΣ", "ǆungla", "日本語 テキスト 한국어 mixed words",
    "e\u0301clair",
    "İstanbul ıI", "a\u00a0b\u2003c", "x\0y", "smile 😀 end", "１２３", "½ ² Ⅷ x",
    "<p class=\"x\">T &amp; C's</p>", "<script>x<y</script>a<!-- c -->b<style>s</style>",
    "<script>never closed <b>x</b>", "a < b > c & d", "&lt;&#39;&foo;&", "<<a>>",
    "foo bar", "foo%20bar+baz", "%E4%BD%A0%FF", "a&b=c;d?e#f/g:h@i", "café/crème brûlée",
    "1", "12", "-3", "+4", "3.75", "-0.5", "1.0", "007", "0x1A", "1_000", "1e3", " 42 ", ".5", "5.",
    "2021-05-07", "2021-05-07 10:11:12", "2021-05-07T10:11:12Z", "2021-05-07T10:11:12+02:00",
    "May 7, 2021", "7 May 2021 10pm", "Fri, 07 May 2021 10:11:12 GMT", "05/07/2021", "20210507",
    "1620382272", "not a date", "10:30 2021-01-31", "2021-02-31", "2021-13-01",
    "The _config.yml file", "--a--b--", "C++ & C#", "a.b_c~d", "Ünïcödé Títle", "ﬁ ligature",
    "back\\slash \\0 \\1", "quote\"d 'single'", "tab\there", "{{ x }} {% y %}", "\u2028sep\u0085",
    "first", "last", "ordinal", "US", "cjk", "auto", "pretty", "raw", "latin", "ascii", "none",
    "default",
    "name", "size", "a.b", "b", "c", "d", "true", "nil",
]  # fmt: skip
_URLS = [
    "/", "", "about", "/about/", "/a/b.html", "//cdn.example.com/x", "http://example.com/a b",
    "https://Example.COM:443/%7euser/../x/./y?q=a b&c=d%2Be+f#frag ment", "mailto:a@b.c",
    "/index.html", "/dir/index.html", "/dir/index.htm", "index.html", "/a/index.html?x=1", "#top",
    "?q=1", "/a?b=c&d", "/ünï/cödé", "/a//b", "/../up", "/a/./b/../c", "/%41%2f%zz", "foo:bar",
    "foo bar:baz", "/with space/", "/a;b=c,d", "/q?", "/f#", "/p|q", "/a%20b", "/e\u0301/é", ".",
    "..",
    "http://user:pw@host:8080/p", "HTTP://HOST", "http://ex.com.", "/a/..", "/a/.", "1/2", "::",
    "/a?x=;y&&z", "/日本", "http://münchen.de/", "file:///etc/hosts", "./rel", "/.hidden/x",
]  # fmt: skip
_NUMBERS = [
    0, 1, 2, 3, 5, 10, -1, -7, 15, 25, -25, 1000, 12345, 2**62, 2**64, 10**20, 0.0, -0.0, 0.5, 1.0,
    1.5,
    2.5, -2.5, 2.675, 3.14159, 1e15,
    1.5e15, 1e16, 1e-5, 123456.789, -7.25, 1e200, 1e-300, 0.1, 0.2,
    {"$float": "nan"}, {"$float": "inf"}, {"$float": "-inf"},
]  # fmt: skip
_FORMATS = [
    "%Y-%m-%d", "%d %B %Y", "%b %-d, %Y", "%a %A %p %P %I:%M", "%H:%M:%S %z %:z %Z", "%s %L %N %j",
    "%e %k %l %C %y", "%U %W %V %G %u %w", "%c | %x | %X | %D | %F | %T | %R | %r | %v", "%%|%n|%t",
    "%^a %#b %_d %05d %-H %10Y", "%Q %+ %E %i", "%3N %6N %12N %10A %-10A", "", "plain", "%",
]  # fmt: skip


def questions(rng: random.Random, count: int) -> list[Question]:
    makers = [("jekyll", name) for name in FILTERS if name not in _LATER]
    makers += [("liquid", name) for name in LIQUID_FILTERS if FILTERS[name] != LIQUID_FILTERS[name]]
    return [_question(rng, *makers[index % len(makers)]) for index in range(count)]


# They need an engine, or chance.
_LATER = {"where_exp", "find_exp", "group_by_exp", "sample"}


def _question(rng: random.Random, which: str, name: str) -> Question:
    return {
        "set": which,
        "filter": name,
        "args": _args(rng, name),
        "tz": rng.choice(_ZONES),
        "config": {
            "baseurl": rng.choice([None, "", "/", "/base", "base", "/b/", "/bä se", "//b", 5]),
            "url": rng.choice(
                [None, "", "http://example.com", "https://ex.com/", "http://ÉX.com:80", "foo"]
            ),
        },
    }


def _args(rng: random.Random, name: str) -> list[Any]:
    args = _mistaken(rng, _suitable(rng, name))
    if name.startswith("date"):  # years that Python does not have
        args = [2**31 if isinstance(arg, int) and arg > 2**37 else arg for arg in args]
    return args


def _mistaken(rng: random.Random, args: list[Any]) -> list[Any]:
    """Now and then too few or too many arguments, or one of another kind."""
    roll = rng.random()
    if roll < 0.06:
        return args[: rng.randrange(len(args) + 1)]
    if roll < 0.1:
        return [*args, any_value(rng)]
    if roll < 0.3:
        args[rng.randrange(len(args))] = any_value(rng)
    return args


def _suitable(rng: random.Random, name: str) -> list[Any]:
    pick = rng.choice
    match name:
        case "plus" | "minus" | "times" | "divided_by" | "modulo" | "at_least" | "at_most":
            return [number(rng), number(rng)]
        case "abs" | "ceil" | "floor" | "to_integer":
            return [number(rng)]
        case "round":
            return [number(rng), pick([0, 1, 2, 3, -1, -2, "1", 0.0, 1.7, None])][: pick([1, 2])]
        case "append" | "prepend" | "remove" | "remove_first" | "split":
            return [string(rng), pick([string(rng), ",", " ", "", "a", "b"])]
        case "replace" | "replace_first":
            return [string(rng), pick(["a", " ", "", "b", string(rng)]), string(rng)][
                : pick([2, 3])
            ]
        case "slice":
            return [pick([string(rng), array(rng)]), small(rng), small(rng)][: pick([2, 3])]
        case "truncate" | "truncatewords":
            return [string(rng), pick([0, 1, 2, 3, 5, 8, "4", -1]), string(rng)][: pick([1, 2, 3])]
        case "date":
            return [moment(rng), pick(_FORMATS)]
        case "date_to_string" | "date_to_long_string":
            return [moment(rng), pick(["ordinal", None, "x"]), pick(["US", "UK"])][
                : pick([1, 2, 3])
            ]
        case "date_to_xmlschema" | "date_to_rfc822":
            return [moment(rng)]
        case "relative_url" | "absolute_url" | "strip_index" | "uri_escape" | "cgi_escape":
            return [pick([pick(_URLS), pick(_URLS), string(rng)])]
        case "slugify":
            return [string(rng), pick(["default", "pretty", "raw", "latin", "ascii", "none"])][
                : pick([1, 2])
            ]
        case "number_of_words":
            return [string(rng), pick(["cjk", "auto", "x"])][: pick([1, 2])]
        case "where" | "find":
            return [collection(rng), pick(_KEYS), pick([*_WANTED, any_value(rng)])]
        case "sort":
            return [collection(rng), pick(_KEYS), pick(["first", "last"])][: pick([1, 2, 3])]
        case "group_by" | "map":
            return [collection(rng), pick(_KEYS)]
        case "compact" | "uniq" | "sort_natural":
            return [collection(rng), pick(_KEYS)][: pick([1, 2])]
        case "join" | "array_to_sentence_string":
            return [array(rng), pick([", ", "", " or ", None, 5])][: pick([1, 2])]
        case "concat":
            return [array(rng), array(rng)]
        case "pop" | "shift":
            return [array(rng), pick([0, 1, 2, 9, "1", -1, "x"])][: pick([1, 2])]
        case "push" | "unshift":
            return [array(rng), any_value(rng)]
        case "default":
            return [any_value(rng), any_value(rng)][: pick([1, 2])]
        case "first" | "last" | "size" | "reverse" | "jsonify" | "inspect":
            return [pick([any_value(rng), collection(rng), array(rng)])]
        case _:
            return [string(rng)]


_KEYS = ["a", "b", "name", "a.b", "c", "size", "first", "missing", "d.x", 0, None, "", "to_liquid"]
_WANTED = [
    "1", 1, 1.0, "1.50", 1.5, "x", "", None, True, "true", False, "10", 10, " 10 ", "tag", 2,
    {"$literal": "empty"}, {"$literal": "blank"}, "2021-05-07", "[1, 2]",
]  # fmt: skip


def string(rng: random.Random) -> str:
    if rng.random() < 0.15:
        return "".join(rng.choice(_STRINGS) for _ in range(3))
    return rng.choice(_STRINGS)


def number(rng: random.Random) -> Any:
    roll = rng.random()
    if roll < 0.5:
        return rng.choice(_NUMBERS)
    if roll < 0.7:
        return round(rng.uniform(-1000, 1000), rng.randrange(6))
    return rng.randrange(-50, 50) if roll < 0.8 else string(rng)


def small(rng: random.Random) -> Any:
    return rng.choice([0, 1, 2, 3, 5, -1, -2, -9, "1", "x", None, 1.5])


def moment(rng: random.Random) -> Any:
    roll = rng.random()
    if roll < 0.3:
        return {
            "$date": [rng.choice([1999, 2020, 2021]), rng.randrange(1, 13), rng.randrange(1, 29)]
        }
    if roll < 0.6:
        zone = rng.choice(["utc", "local", "local", "+02:00", "-09:30"])
        clock = [rng.randrange(24), rng.randrange(60), rng.randrange(60)]
        fraction = rng.choice([0, 0, 123456, 5])
        return {"$time": [2021, rng.randrange(1, 13), rng.randrange(1, 29), *clock, fraction, zone]}
    if roll < 0.75:
        return rng.choice([0, 1, 1620382272, "1620382272", -5, 86400 * 365])
    return rng.choice([text for text in _STRINGS if text[:1].isdigit() or "20" in text])


def scalar(rng: random.Random) -> Any:
    roll = rng.random()
    if roll < 0.4:
        return string(rng)
    if roll < 0.6:
        return rng.choice(_NUMBERS)
    if roll < 0.75:
        return moment(rng)
    return rng.choice([None, True, False, 1, 0, {"$range": [1, 4]}, {"$range": [3, 1]}])


def array(rng: random.Random, depth: int = 0) -> list[Any]:
    kind = rng.randrange(5)
    size = rng.randrange(6)
    if kind == 0:
        return [rng.choice([*range(-3, 12), 1.5, 2.5]) for _ in range(size)]
    if kind == 1:
        return [string(rng) for _ in range(size)]
    if kind == 2:
        return [rng.choice(["b", "A", "a", "B", None, "c10", "c9"]) for _ in range(size)]
    if kind == 3 and depth < 2:
        return [array(rng, depth + 1) for _ in range(size)]
    return [scalar(rng) for _ in range(size)]


def hash_(rng: random.Random) -> Any:
    keys = rng.sample(["a", "b", "name", "c", "d", "size", 1, None], rng.randrange(5))
    return {"$hash": [[key, _property(rng)] for key in keys]}


def _property(rng: random.Random) -> Any:
    roll = rng.random()
    if roll < 0.5:
        return rng.choice(
            ["1", 1, 1.0, "1.50", 1.5, "x", "X", "", None, True, False, "10", 9, "9", " 10 ", 2]
        )
    if roll < 0.65:
        return rng.choice([["tag", "x"], [1, 2], [], [None], ["1", 1.5], {"$hash": []}])
    if roll < 0.75:
        return {"$hash": [["b", rng.choice([1, "x", None])], ["x", rng.choice([3, "1"])]]}
    return scalar(rng)


def collection(rng: random.Random) -> Any:
    roll = rng.random()
    if roll < 0.7:
        return [hash_(rng) for _ in range(rng.randrange(7))]
    if roll < 0.8:
        return {"$hash": [[key, hash_(rng)] for key in rng.sample("pqrst", rng.randrange(5))]}
    return rng.choice([array(rng), hash_(rng), {"$range": [1, 4]}])


def any_value(rng: random.Random) -> Any:
    roll = rng.random()
    if roll < 0.5:
        return scalar(rng)
    if roll < 0.7:
        return array(rng)
    return hash_(rng) if roll < 0.9 else collection(rng)
