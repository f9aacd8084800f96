"""Random kramdown texts: every construct, nested in every other, with odd indentation."""

from __future__ import annotations

import random
from collections.abc import Callable

_WORDS = (
    "alpha beta gamma HTML CSS W3C naïve Größe слово 日本語 don't 'quoted' \"double\" it's '90s "
    "a_b_c snake_case 3.5 x*y 2<3 a&b &amp; &copy; &#169; &#x41; &unknown; -- --- ... << >> "
    "<<a b>> \\* \\_ \\` \\| \\[ \\\\ \\$ \\<< | ! [ ] ( ) { } : ; $ $$ ~ ~~ ` `` * ** *** _ "
    "__ ___ < > ^ = + - # {: } {::} http://example.com <http://example.com/a?b=c&d> "
    "<me@example.com> 1. 2) https://x.y/z_w_v TODO: e.g. (paren) [x] [ ] :) \"' '\" \t é ß ﬀ "
    "👍 ❤️ क्षि ١٢ Ⅷ x² n\u00a0b"
)
WORDS = _WORDS.split(" ")

ATTRIBUTES = (
    ".cls", "#id", 'key="value"', "key='v w'", "ref", ".a.b", "#x.y", ".cls #id k=\"v\"", "toc",
    ":", "", 'title="a \\" b"', "no_toc", ".no_toc", "standalone", 'bad="x', "footnotes",
    ".language-ruby", "auto_ids", "a\\}b", 'k="}"',
)  # fmt: skip
TAGS = ("div", "p", "span", "b", "em", "table", "section", "pre", "script", "style", "br", "hr",
        "img", "custom", "Foo:bar", "ul", "li", "td", "h1", "details", "summary", "code", "kbd",
        "a", "iframe", "DIV", "B")  # fmt: skip
HTML_ATTRIBUTES = (
    "", ' class="x"', " id=y", ' markdown="1"', ' markdown="0"', ' markdown="span"',
    ' markdown="block"', " hidden", " a='b\"c'", ' data-x="1&2"', ' style="a:b" class=c',
    ' x="multi\nline"', " bad=", ' class="x" class="y"',
)  # fmt: skip


class Grammar:
    """Texts from one seed; `depth` bounds the nesting."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def document(self) -> str:
        count = self.random.randint(1, 7)
        return "".join(self.block(3) for _ in range(count))

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    # Spans

    def words(self, most: int = 6) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, most)))

    def text(self, depth: int) -> str:
        """Running text on one or more lines."""
        count = self.random.randint(1, 4)
        parts = [self.span(depth) if self.chance(0.6) else self.words() for _ in range(count)]
        glue = self.random.choices((" ", "", "\n", "  \n", "\\\n", "\\\\\n"), (12, 4, 4, 1, 1, 1))
        return glue[0].join(parts)

    def span(self, depth: int) -> str:
        if depth <= 0:
            return self.words(3)
        rules: tuple[Callable[[int], str], ...] = (
            self.emphasis, self.code, self.link, self.image, self.html_span, self.footnote,
            self.quote, self.math, self.extension, self.strike, self.span_ial,
        )  # fmt: skip
        return self.random.choice(rules)(depth - 1)

    def emphasis(self, depth: int) -> str:
        mark = self.pick("*", "**", "_", "__", "***", "___", "*", "**")
        end = mark if self.chance(0.9) else self.pick("*", "**", "_", "")
        return f"{mark}{self.text(depth)}{end}"

    def code(self, depth: int) -> str:
        mark = self.pick("`", "``", "```", "`")
        inner = self.pick(self.words(2), " x ", "a|b", "<b>", "` x", "*a*", "a\nb")
        return f"{mark}{inner}{mark if self.chance(0.9) else '`'}"

    def link(self, depth: int) -> str:
        text = self.text(depth)
        return self.pick(
            f"[{text}](/url)", f'[{text}](/url "title")', f"[{text}](<a b>)", f"[{text}][ref]",
            f"[{text}][]", f"[{text}]", "[ref]", f"[{text}](a(b)c)", f"[{text}](a 'b' )",
            f"[{text}] [ref]", f"[{text}](", f"[{text}]()", f'[{text}](x "a" b")', "[Ref\nB][]",
        )  # fmt: skip

    def image(self, depth: int) -> str:
        return "!" + self.link(depth)

    def html_span(self, depth: int) -> str:
        tag = self.pick(*TAGS)
        attributes = self.pick(*HTML_ATTRIBUTES)
        if self.chance(0.2):
            return self.pick("<!-- c -->", f"<{tag}{attributes} />", f"</{tag}>", "<![CDATA[a<b]]>")
        end = f"</{tag}>" if self.chance(0.85) else ""
        return f"<{tag}{attributes}>{self.text(depth)}{end}"

    def footnote(self, depth: int) -> str:
        return self.pick("[^1]", "[^note]", "[^missing]", "x[^1]")

    def quote(self, depth: int) -> str:
        return self.pick('"{}"', "'{}'", "\"'{}'\"", "({})", "{}'s", '"{}', '*"{}"*').format(
            self.text(depth)
        )

    def math(self, depth: int) -> str:
        return self.pick("$$x_1 < y$$", "$$ a * b $$", "\\$$x$$", "$x$", "$$x$${:.m}")

    def extension(self, depth: int) -> str:
        return self.pick(
            "{::comment}x *y*{:/}", "{::nomarkdown}<b>*x*</b>{:/nomarkdown}", "{::options a='b'/}",
            "{::comment}open", "{:/}", "{::unknown}x{:/}", "{::nomarkdown type='latex'}x{:/}",
        )  # fmt: skip

    def strike(self, depth: int) -> str:
        return f"~~{self.text(depth)}~~"

    def span_ial(self, depth: int) -> str:
        return f"{self.span(depth)}{{:{self.pick(*ATTRIBUTES)}}}"

    # Blocks

    def block(self, depth: int) -> str:
        rules: tuple[Callable[[int], str], ...] = (
            self.paragraph, self.paragraph, self.paragraph, self.atx, self.setext, self.quotation,
            self.code_block, self.fence, self.rule, self.list, self.list, self.definition_list,
            self.table, self.table, self.html_block, self.html_block, self.math_block, self.ial,
            self.ald, self.definition, self.block_extension, self.eob, self.odd,
        )  # fmt: skip
        text = self.random.choice(rules)(depth)
        end = self.pick("\n", "\n\n", "\n\n", "\n\n\n", "\n \n", "\n{:.x}\n", "\n^\n")
        return text + end

    def inner(self, depth: int) -> str:
        """One or more blocks, to be nested."""
        if depth <= 0:
            return self.text(1)
        count = self.random.choice((1, 1, 2, 3))
        return "".join(self.block(depth - 1) for _ in range(count)).rstrip("\n")

    def indent(self, text: str, first: str, rest: str) -> str:
        """`text` behind a marker; some lines are indented otherwise, or not at all."""
        lines = text.split("\n")
        out = [first + lines[0]]
        for line in lines[1:]:
            if self.chance(0.08):
                space = self.pick("", " ", "  ", "   ", "    ", "\t", "      ")
            else:
                space = rest
            out.append(space + line if line else line)
        return "\n".join(out)

    def lead(self) -> str:
        return self.random.choices(("", " ", "  ", "   ", "    ", "\t"), (20, 2, 2, 1, 1, 1))[0]

    def paragraph(self, depth: int) -> str:
        count = self.random.choice((1, 1, 2, 3))
        return "\n".join(self.lead() + self.text(3) for _ in range(count))

    def atx(self, depth: int) -> str:
        marks = "#" * self.random.randint(1, 7)
        end = self.pick("", "", " #", " ##", "#", " {#id}", " {#id-2} ##", " \\#")
        return f"{marks}{self.pick(' ', ' ', '', '  ', chr(9))}{self.text(2)}{end}"

    def setext(self, depth: int) -> str:
        return f"{self.lead()}{self.text(2)}\n{self.pick('===', '---', '-', '=', '=-=', '--- ')}"

    def quotation(self, depth: int) -> str:
        marker = self.pick("> ", ">", " > ", "   > ", ">  ")
        return self.indent(self.inner(depth), marker, marker)

    def code_block(self, depth: int) -> str:
        lines = [self.pick("    ", "\t", "      ") + self.words() for _ in range(3)]
        if self.chance(0.3):
            lines.insert(1, self.pick("", "lazy", "  ", "   <b>x"))
        return "\n".join(lines)

    def fence(self, depth: int) -> str:
        mark = self.pick("```", "~~~", "~~~~", "````", "~~~~~", "``", "`~`")
        info = self.pick("", "ruby", " ruby", "ruby?a=1", " {.x}", "c++", " a b", "  ", "ruby ")
        end = mark if self.chance(0.85) else self.pick("~~~", "```", "", "~~~~~~")
        body = self.pick(self.words(), self.paragraph(1), "  x\n\ny", "")
        return f"{self.lead()}{mark}{info}\n{body}\n{self.lead()}{end}"

    def rule(self, depth: int) -> str:
        return self.lead() + self.pick("---", "* * *", "___", "- - -", "*****", "-  -  - ", "**")

    def list(self, depth: int) -> str:
        ordered = self.chance(0.4)
        items = []
        for number in range(self.random.randint(1, 4)):
            marker = f"{number + 1}." if ordered else self.pick("*", "-", "+")
            space = self.random.choices((" ", "  ", "   ", "    ", "\t", ""), (14, 2, 2, 1, 1, 1))[
                0
            ]
            box = self.random.choices(("", "[ ] ", "[x] ", "{:.li} "), (20, 1, 1, 1))[0]
            first = f"{self.lead()}{marker}{space}{box}"
            rest = self.random.choices(
                (" " * (len(marker) + len(space)), "  ", "    ", "\t", ""), (12, 2, 2, 1, 1)
            )[0]
            body = self.inner(depth - 1) if self.chance(0.5) else self.text(2)
            items.append(self.indent(body, first, rest))
        return self.pick("\n", "\n", "\n\n").join(items)

    def definition_list(self, depth: int) -> str:
        term = self.text(1) if self.chance(0.8) else f"{self.text(1)}\n{{:.t}}{self.text(1)}"
        gap = self.pick("\n", "\n", "\n\n")
        parts = [
            self.indent(self.inner(depth - 1), self.pick(": ", ":   ", ":\t", " : "), "  ")
            for _ in range(self.random.randint(1, 3))
        ]
        return term + gap + self.pick("\n", "\n\n").join(parts)

    def table(self, depth: int) -> str:
        rows = []
        for _ in range(self.random.randint(1, 5)):
            kind = self.random.random()
            if kind < 0.2:
                rows.append(
                    self.pick("|---|---|", "|:--|--:|:-:|", "---|---", "|-", "| - | - |", "+-")
                )
            elif kind < 0.25:
                rows.append(self.pick("|===|", "===|===", "| = |"))
            else:
                cells = [
                    self.pick(self.words(2), "`a|b`", "", "a\\|b", "<code>x|y</code>", "*a*", "`x")
                    for _ in range(self.random.randint(1, 4))
                ]
                rows.append(self.pick("|", "| ", "") + " | ".join(cells) + self.pick("|", " |", ""))
        return "\n".join(self.lead() + row for row in rows)

    def html_block(self, depth: int) -> str:
        tag, attributes = self.pick(*TAGS), self.pick(*HTML_ATTRIBUTES)
        if self.chance(0.15):
            return self.pick(
                "<!-- a\n*b* -->", f"<{tag}{attributes}/>", f"</{tag}>", "<?php x ?>", "<hr>"
            )
        glue = self.pick("\n", "\n", "", " ", "\n\n")
        body = self.inner(depth - 1) if depth > 0 else self.words()
        end = f"</{tag}>" if self.chance(0.85) else ""
        return f"{self.lead()}<{tag}{attributes}>{glue}{body}{glue}{end}{self.pick('', '', ' x')}"

    def math_block(self, depth: int) -> str:
        return self.pick("$$\nx < y\n$$", "$$ a $$", "\\$$ a $$", "$$ a $$ b", "  $$\na\n\nb\n$$")

    def ial(self, depth: int) -> str:
        return f"{self.lead()}{{:{self.pick(*ATTRIBUTES)}}}"

    def ald(self, depth: int) -> str:
        return f"{{:{self.pick('ref', 'toc', 'a-b')}: {self.pick(*ATTRIBUTES)}}}"

    def definition(self, depth: int) -> str:
        return self.pick(
            "[ref]: /target", '[ref]: <a b> "title"', "[Ref B]: x\n  'title'", "[ref]: a 'b' c",
            "[^1]: note *text*", "[^note]: a\n\n    b\n\n        code", "[^note]: x\n{:.fn}",
            "*[HTML]: Hyper Text", "*[W3C]:", "*[a b]: two", "[^1]: a [^note] b", "[x y]:  u ",
            "[ref]: /u\n{:.l title='t'}", "*[HTML]: again\n{:.ab}", f"[^1]: {self.inner(1)}",
        )  # fmt: skip

    def block_extension(self, depth: int) -> str:
        return self.pick(
            "{::comment}\n*a*\n\nb\n{:/comment}", "{::nomarkdown}\n<b>*a*</b>\n{:/}",
            "{::options auto_ids='false' /}", "{::options header_offset=\"1\" /}", "{::comment}\nx",
            "{:/}", "{::options footnote_nr='3' bad='x' /}",
            "{::options parse_block_html='true' /}", "* TOC\n{:toc}", "1. x\n{:toc .c #d}",
            "* x\n{:footnotes}", "{::comment /}",
        )  # fmt: skip

    def eob(self, depth: int) -> str:
        return self.pick("^", "^ ", " ^", "^x")

    def odd(self, depth: int) -> str:
        return self.pick(
            " \tx", "\t", "   ", "\\", "{", "<", "[", "*", ":", "|", "#", ">", "`", "~", "$$", "{:",
            "<div", "</div>", "- ", "1.", "* *", "<b", "a\fb", "\x0b", "* \t x", "-\tx\n\n\ty",
        )  # fmt: skip
