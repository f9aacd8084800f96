"""A session of irb or pry"""

from __future__ import annotations

import re

from ..grammar import Options, Scan, Token
from .console import Session
from .irb_output import GRAMMAR as OUTPUT
from .ruby import GRAMMAR as RUBY

_PROMPT = re.compile(r"""^.*?(?:(?:irb|pry).*?[>"*]|[>"*]>)""")


def tokens(code: str, options: Options) -> list[Token]:
    out: list[Token] = []
    commands, output = Scan(RUBY, out, options), Scan(OUTPUT, out, options)
    return Session(out, _PROMPT, None, commands, output).read(code)
