"""Values of Python programs, and what Ruby's Liquid prints for their counterparts.

The answers were recorded with Liquid 4.0.4; `test_python_values.py` asks it again where it is
installed.
"""

from __future__ import annotations

from array import array
from collections import Counter, OrderedDict, UserDict, UserList, UserString, deque, namedtuple
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from pathlib import PurePosixPath, PureWindowsPath
from sqlite3 import Row, connect
from types import MappingProxyType, SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from liquidsite import liquid

TEMPLATE = "{{ v }}|{{ v.size }}|{% for x in v %}({{ x }}){% endfor %}|{{ v.title }}|{{ v[0] }}"


class Text(str):
    """As markupsafe's Markup: other methods, the same characters."""

    def __str__(self) -> str:
        return "wrong"


class Count(int):
    def __str__(self) -> str:
        return "wrong"

    __repr__ = __str__


class Ratio(float):
    pass


class Day(date):
    pass


class Moment(datetime):
    pass


class Track(Enum):
    WEB = "web"
    DATA = "data"


class Level(IntEnum):
    LOW = 1


class Kind(StrEnum):
    TALK = "talk"


@dataclass
class Talk:
    title: str
    room: Any = None


class Point(NamedTuple):
    title: str
    y: int


OldPoint = namedtuple("OldPoint", ["title", "y"])


class Squares(Sequence[int]):
    def __getitem__(self, index: Any) -> Any:
        return range(3)[index] ** 2

    def __len__(self) -> int:
        return 3


class Lines:
    """As a QuerySet of Django: only iterable."""

    def __iter__(self) -> Iterator[str]:
        yield from ("a", "b")


class Settings(Mapping[str, str]):
    def __getitem__(self, key: str) -> str:
        return {"title": "T"}[key]

    def __iter__(self) -> Iterator[str]:
        yield "title"

    def __len__(self) -> int:
        return 1


class Model:
    """As a pydantic model."""

    secret = "not shown"

    def model_dump(self) -> dict[str, object]:
        return {"title": "T"}


class Speaking:
    secret = "not shown"

    def to_liquid(self) -> object:
        return {"title": ("T", 1)}


class Paper(liquid.Drop):
    """`size` is the drop's own, as in Ruby."""

    kind: str = "paper"

    def __init__(self) -> None:
        self._row = ("T",)
        self.undeclared = "not shown"

    @property
    def title(self) -> object:
        return self._row

    def size(self) -> int:
        return 7

    def named(self, name: str) -> str:
        return name


def rows() -> list[Any]:
    database = connect(":memory:")
    database.row_factory = Row
    found = database.execute("select 'T' as title, 2 as n").fetchall()
    database.close()
    return found


BERLIN = ZoneInfo("Europe/Berlin")
HASH = '{"title"=>"T"}|1|(titleT)|T|'
ROOM = '{"title"=>"T", "room"=>nil}|2|(titleT)(room)|T|'
POINT = '{"title"=>"T", "y"=>2}|2|(titleT)(y2)|T|'
ARRAY = "ab|2|(a)(b)||a"

# A value, Ruby for its counterpart, and what TEMPLATE prints.
VALUES: list[tuple[object, str, str]] = [
    (None, "nil", "||||"),
    (True, "true", "true||||"),
    (2, "2", "2|8|||"),
    (Count(2), "2", "2|8|||"),
    (Level.LOW, "1", "1|8|||"),
    (2.5, "2.5", "2.5||||"),
    (Ratio(2.0), "2.0", "2.0||||"),
    (float("nan"), "Float::NAN", "NaN||||"),
    (Decimal("12.50"), "BigDecimal('12.50').to_f", "12.5||||"),
    (Fraction(1, 4), "Rational(1, 4).to_f", "0.25||||"),
    ("ab", "'ab'", "ab|2|(ab)||"),
    (Text("ab"), "'ab'", "ab|2|(ab)||"),
    (UserString("ab"), "'ab'", "ab|2|(ab)||"),
    (Kind.TALK, "'talk'", "talk|4|(talk)||"),
    (Track.WEB, "'web'", "web|3|(web)||"),
    (Track, "['web', 'data']", "webdata|2|(web)(data)||web"),
    (["a", "b"], "['a', 'b']", ARRAY),
    (("a", "b"), "['a', 'b']", ARRAY),
    ((("a",), ["b"]), "[['a'], ['b']]", ARRAY),
    (deque("ab"), "['a', 'b']", ARRAY),
    (UserList("ab"), "['a', 'b']", ARRAY),
    (Lines(), "['a', 'b']", ARRAY),
    ((letter for letter in "ab"), "['a', 'b']", ARRAY),
    (map(str.lower, "AB"), "['a', 'b']", ARRAY),
    ({"a": 1, "b": 2}.keys(), "['a', 'b']", ARRAY),
    ({"b", "a"}, "['a', 'b']", ARRAY),
    (frozenset(("b", "a")), "['a', 'b']", ARRAY),
    ({"a", 2}, "[2, 'a']", "2a|2|(2)(a)||2"),
    (Squares(), "[0, 1, 4]", "014|3|(0)(1)(4)||0"),
    (array("i", [1, 2]), "[1, 2]", "12|2|(1)(2)||1"),
    (range(1, 4), "1..3", "1..3|3|(1)(2)(3)||"),
    (range(0, 5, 2), "[0, 2, 4]", "024|3|(0)(2)(4)||0"),
    ({"title": "T"}, "{'title' => 'T'}", HASH),
    (MappingProxyType({"title": "T"}), "{'title' => 'T'}", HASH),
    (OrderedDict(title="T"), "{'title' => 'T'}", HASH),
    (UserDict(title="T"), "{'title' => 'T'}", HASH),
    (Settings(), "{'title' => 'T'}", HASH),
    ({Text("title"): Text("T")}, "{'title' => 'T'}", HASH),
    (Model(), "{'title' => 'T'}", HASH),
    (Counter("aab"), "{'a' => 2, 'b' => 1}", '{"a"=>2, "b"=>1}|2|(a2)(b1)||'),
    ({0: "z", None: 1}, "{0 => 'z', nil => 1}", '{0=>"z", nil=>1}|2|(0z)(1)||z'),
    ({date(2021, 5, 7): 1}.values(), "[1]", "1|1|(1)||1"),
    (
        Talk("T"),
        "{'title' => 'T', 'room' => nil}",
        ROOM,
    ),
    (Point("T", 2), "{'title' => 'T', 'y' => 2}", POINT),
    (OldPoint("T", 2), "{'title' => 'T', 'y' => 2}", POINT),
    (rows()[0], "{'title' => 'T', 'n' => 2}", '{"title"=>"T", "n"=>2}|2|(titleT)(n2)|T|'),
    (Speaking(), "{'title' => ['T', 1]}", '{"title"=>["T", 1]}|1|(titleT1)|T1|'),
    (Paper(), "Paper.new", "Paper|7||T|"),
    (date(2021, 5, 7), "Date.new(2021, 5, 7)", "2021-05-07||||"),
    (Day(2021, 5, 7), "Date.new(2021, 5, 7)", "2021-05-07||||"),
    (datetime(2021, 5, 7, 9, tzinfo=UTC), "Time.utc(2021, 5, 7, 9)", "2021-05-07 09:00:00 UTC||||"),
    (
        Moment(2021, 5, 7, 9, tzinfo=BERLIN),
        "Time.new(2021, 5, 7, 9, 0, 0, '+02:00')",
        "2021-05-07 09:00:00 +0200||||",
    ),
    (
        datetime(2021, 5, 7, 9, tzinfo=timezone(timedelta(hours=-3))),
        "Time.new(2021, 5, 7, 9, 0, 0, '-03:00')",
        "2021-05-07 09:00:00 -0300||||",
    ),
    (datetime(2021, 5, 7, 9), "Time.new(2021, 5, 7, 9)", "2021-05-07 09:00:00 +0200||||"),
    (time(9, 30), "'09:30:00'", "09:30:00|8|(09:30:00)||"),
    (timedelta(minutes=90), "Time.utc(2021, 1, 1, 1, 30) - Time.utc(2021)", "5400.0||||"),
    (BERLIN, "'Europe/Berlin'", "Europe/Berlin|13|(Europe/Berlin)||"),
    (PurePosixPath("a/b.md"), "'a/b.md'", "a/b.md|6|(a/b.md)||"),
    (PureWindowsPath("a\\b.md"), "'a/b.md'", "a/b.md|6|(a/b.md)||"),
    (UUID(int=0), "'0' * 8 + '-0000-0000-0000-' + '0' * 12", f"{UUID(int=0)}|36|({UUID(int=0)})||"),
]
"""The zone of the machine is Europe/Berlin."""

RUBY = """
require "bigdecimal"
require "date"
require "json"
require "liquid"
class Paper < Liquid::Drop
  def title = ["T"]
  def size = 7
  def kind = "paper"
end
template = Liquid::Template.parse($stdin.readline.chomp)
puts Liquid::VERSION
$stdin.each_line { |line| puts template.render("v" => eval(line)) }
"""


class Foo:
    photo = "a.png"


class Loop:
    def to_liquid(self) -> object:
        return self


# A value that cannot be shown, and the end of the message about it.
REFUSED: list[tuple[object, str]] = [
    (Foo(), "v: cannot show a Foo; give it a method to_liquid(), or pass what it should show"),
    (Foo, "v: cannot show a type"),
    (SimpleNamespace(a=1), "v: cannot show a SimpleNamespace"),
    (1j, "v: cannot show a complex"),
    (len, "v: cannot show a builtin_function_or_method"),
    (b"text", "v: cannot show a bytes; decode it first"),
    (Loop(), "v: cannot show a Loop; its to_liquid() returns itself"),
    (Decimal("sNaN"), "v: cannot show a Decimal"),
    ({"speakers": [1, (2,), {"photo": Foo()}]}, "v.speakers[2].photo: cannot show a Foo"),
    ({"the room": [Talk("T", Foo())]}, "v['the room'][0].room: cannot show a Foo"),
    ({("a", "b"): 1}, "v[('a', 'b')]: cannot show a tuple; the keys of a hash are"),
]
