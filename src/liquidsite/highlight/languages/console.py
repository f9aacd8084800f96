"""A terminal's session: prompt, command, output.

Options: `lang` (of the commands), `output` (of what they print), `prompt` and `error` (lists of
beginnings), `comments`.
"""

from __future__ import annotations

import re

from ..grammar import Options, Token
from ..lexer import Lexer, PieceReader, Reader, find_lexer, reader

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ELISION = re.compile(r"\s*(?:<\.+>|\.+)\s*\Z")
_COMMENT = re.compile(r"\s*#")
_SPACES = re.compile(r"\s*", re.A)


class Session:
    """What lies before `prompt` ends is the prompt; `commands` read what follows it, `output` the
    lines without one. Each begins anew after the other's turn."""

    def __init__(
        self,
        out: list[Token],
        prompt: re.Pattern[str],
        error: re.Pattern[str] | None,
        commands: Reader,
        output: Reader,
    ) -> None:
        self.out = out
        self.prompt = prompt
        self.error = error
        self.commands = commands
        self.output = output

    def read(self, code: str) -> list[Token]:
        for line in _LINE.findall(code):
            self._line(line)
        return self.out

    def _line(self, line: str) -> None:
        if _ELISION.match(line):
            self._whole("c", line)
        elif prompt := self.prompt.match(line):
            self.output.reset()
            spaces = _SPACES.match(line, prompt.end())
            start = spaces.end() if spaces else prompt.end()
            self.out.append(("gp", prompt.group()))
            self.out.append(("w", line[prompt.end() : start]))
            self.commands.feed(line[start:])
        elif _COMMENT.match(line):
            self._whole("c", line)
        elif self.error and self.error.match(line):
            self._whole("gr", line)
        else:
            self.commands.reset()
            self.output.feed(line)

    def _whole(self, token_class: str, line: str) -> None:
        self.commands.reset()
        self.output.reset()
        self.out.append((token_class, line))


def tokens(code: str, options: Options) -> list[Token]:
    prompts = _listed(options.get("prompt"))
    # Comments count only where `#` is no prompt, unless the option says otherwise.
    comments = bool(prompts) and "#" not in prompts
    if "comments" in options:
        comments = options["comments"] not in (None, False, "0", "false", "off")
    ends = [end for end in prompts if end] or ["$", ">", ";"] + ["#"] * (not comments)
    before = "[^<#]*?" if comments else ".*?"
    errors = _listed(options.get("error"))
    out: list[Token] = []
    session = Session(
        out,
        re.compile(f"^{before}(?:{'|'.join(map(re.escape, ends))})", re.M | re.S),
        re.compile("|".join(map(re.escape, errors))) if errors else None,
        _reader(options.get("lang"), out) or reader(Lexer("shell", options), out),
        _reader(options.get("output"), out) or PieceReader(out, None, "go"),
    )
    return session.read(code)


def _reader(name: object, out: list[Token]) -> Reader | None:
    lexer = find_lexer(str(name)) if name else None
    return reader(lexer, out) if lexer else None


def _listed(value: object) -> list[str]:
    if isinstance(value, list):
        return [item for part in value for item in _listed(part)]
    return value.split(",") if isinstance(value, str) else []
