"""The shell, and sessions in a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..lexer import Lexer, find_lexer
from ..rules import lexer
from ..tokens import Dialect, Options, Token, inserted

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ELISION = re.compile(r"\s*(?:<\.+>|\.+)\s*\Z")
_COMMENT = re.compile(r"\s*#")
_SPACES = re.compile(r"\s*", re.A)
_IRB_PROMPT = re.compile(r"""^.*?(?:(?:irb|pry).*?[>"*]|[>"*]>)""")


_Read = Callable[[str], list[Token]]


class _Session:
    """What lies before `prompt` ends is the prompt; `commands` read what follows it, `output` the
    lines without one. Each reads what stands together as one text."""

    def __init__(self, prompt: re.Pattern[str], error: re.Pattern[str] | None) -> None:
        self.out: list[Token] = []
        self.prompt = prompt
        self.error = error
        self.text = ""
        self.kind = ""
        self.insertions: list[tuple[int, list[Token]]] = []

    def read(self, code: str, commands: _Read, output: _Read) -> list[Token]:
        readers = {"command": commands, "output": output}
        for line in [*_LINE.findall(code), ""]:
            kind, prompt = self._kind(line)
            if kind != self.kind:
                self._flush(readers.get(self.kind))
                self.kind = kind
            if kind == "command":
                spaces = _SPACES.match(line, len(prompt))
                start = spaces.end() if spaces else len(prompt)
                marks = [("gp", prompt), ("w", line[len(prompt) : start])]
                self.insertions.append((len(self.text), marks))
                self.text += line[start:]
            elif kind == "output":
                self.text += line
            elif line:
                self.out.append((kind, line))
        return self.out

    def _kind(self, line: str) -> tuple[str, str]:
        if not line:
            return "", ""
        if _ELISION.match(line):
            return "c", ""
        if prompt := self.prompt.match(line):
            return "command", prompt.group()
        if _COMMENT.match(line):
            return "c", ""
        return ("gr" if self.error and self.error.match(line) else "output"), ""

    def _flush(self, reader: _Read | None) -> None:
        if self.text or self.insertions:
            tokens = reader(self.text) if reader else []
            self.out += inserted(tokens, self.insertions)
        self.text, self.insertions = "", []


def _console(code: str, options: Options) -> list[Token]:
    """A terminal's session. Options: `lang` (of the commands), `output` (of what they print),
    `prompt` and `error` (lists of beginnings), `comments`."""
    prompts = _listed(options.get("prompt"))
    # Comments count only where `#` is no prompt, unless the option says otherwise.
    comments = bool(prompts) and "#" not in prompts
    if "comments" in options:
        comments = options["comments"] not in (None, False, "0", "false", "off")
    ends = [end for end in prompts if end] or ["$", ">", ";"] + ["#"] * (not comments)
    before = "[^<#]*?" if comments else ".*?"
    errors = _listed(options.get("error"))
    session = _Session(
        re.compile(f"^{before}(?:{'|'.join(map(re.escape, ends))})", re.M | re.S),
        re.compile("|".join(map(re.escape, errors))) if errors else None,
    )
    commands = _named(options.get("lang")) or Lexer("shell", options)
    output = _named(options.get("output"))
    return session.read(
        code, commands.tokens, output.tokens if output else lambda text: [("go", text)]
    )


def _irb(code: str, options: Options) -> list[Token]:
    """A session of irb or pry."""
    session = _Session(_IRB_PROMPT, None)
    return session.read(code, Lexer("ruby", options).tokens, _irb_output)


def _irb_output(text: str) -> list[Token]:
    """What irb prints: lines, an error, or a value after `=>`."""
    out: list[Token] = []
    lines = _LINE.findall(text)
    for index, line in enumerate(lines):
        if line.startswith("=>"):
            out.append(("p", "=>"))
            out += Lexer("ruby").tokens("".join([line[2:], *lines[index + 1 :]]))
            break
        if re.match(r"\w+?(?:Error|Exception):.", line):
            out.append(("gr", "".join(lines[index:])))
            break
        out.append(("go", line))
    return out


def _named(name: object) -> Lexer | None:
    return find_lexer(str(name)) if name else None


def _listed(value: object) -> list[str]:
    if isinstance(value, list):
        return [item for part in value for item in _listed(part)]
    return value.split(",") if isinstance(value, str) else []


DIALECTS = {
    "shell": Dialect(lexer("shell")),
    "console": Dialect(tokens=_console),
    "irb": Dialect(tokens=_irb),
    "irb_output": Dialect(tokens=lambda code, options: _irb_output(code)),
}
