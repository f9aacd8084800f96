"""A terminal's session: prompt, command, output.

Options: `lang` (of the commands), `output` (of what they print), `prompt` and `error` (lists of
beginnings), `comments`.
"""

from __future__ import annotations

import re

from ..grammar import Options, Scan, Token
from ..lexer import Lexer, find_lexer
from .shell import GRAMMAR as SHELL

_ELISION = re.compile(r"\s*(?:<\.+>|\.+)\s*\Z")
_COMMENT = re.compile(r"\s*#")


def tokens(code: str, options: Options) -> list[Token]:
    return _Session(options).read(code)


class _Session:
    def __init__(self, options: Options) -> None:
        prompts = _listed(options.get("prompt"))
        # Rouge asks for comments only where `#` is no prompt, unless the option says otherwise.
        comments = _true(options["comments"]) if "comments" in options else _has(prompts)
        ends = [end for end in prompts if end] or ["$", ">", ";"] + ["#"] * (not comments)
        before = "[^<#]*?" if comments else ".*?"
        self.prompt = re.compile(f"^{before}(?:{'|'.join(map(re.escape, ends))})", re.M | re.S)
        errors = _listed(options.get("error"))
        self.error = re.compile("|".join(map(re.escape, errors))) if errors else None
        self.output = _lexer(options.get("output"))
        self.language = _lexer(options.get("lang"))
        self.out: list[Token] = []
        self.shell = Scan(SHELL, self.out, options)

    def read(self, code: str) -> list[Token]:
        for line in re.findall(r"[^\n]*\n|[^\n]+", code):
            self._line(line)
        return self.out

    def _line(self, line: str) -> None:
        if _ELISION.match(line):
            self._mark("c", line)
        elif prompt := self.prompt.match(line):
            command = line[prompt.end() :]
            bare = command.lstrip(" \t\n\v\f\r")
            self.out.append(("gp", prompt.group()))
            self.out.append(("w", command[: len(command) - len(bare)]))
            self._command(bare)
        elif _COMMENT.match(line):
            self._mark("c", line)
        elif self.error and self.error.match(line):
            self._mark("gr", line)
        else:
            self.shell.reset()
            if self.output:
                self.out += self.output.tokens(line)
            else:
                self.out.append(("go", line))

    def _mark(self, token_class: str, line: str) -> None:
        self.shell.reset()
        self.out.append((token_class, line))

    def _command(self, command: str) -> None:
        """The shell reads on from the line before; another language begins anew."""
        if self.language:
            self.out += self.language.tokens(command)
        else:
            self.shell.feed(command)


def _lexer(name: object) -> Lexer | None:
    return find_lexer(str(name)) if name else None


def _listed(value: object) -> list[str]:
    if isinstance(value, list):
        return [item for part in value for item in _listed(part)]
    return value.split(",") if isinstance(value, str) else []


def _has(prompts: list[str]) -> bool:
    return bool(prompts) and "#" not in prompts


def _true(value: object) -> bool:
    return value not in (None, False, 0, "0", "false", "off")
