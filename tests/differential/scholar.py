"""Entries of .bib files against jekyll-scholar: `python tests/differential/scholar.py [COUNT]`.

Needs Ruby with jekyll and jekyll-scholar, and the extra `scholar`. Prints each entry that the two
read otherwise; what the gem refuses is counted apart.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from ask import ask

from liquidsite.plugins.scholar.bibtex import Options, parse
from liquidsite.plugins.scholar.entry_values import entry_values
from liquidsite.plugins.scholar.filters import filters_named
from liquidsite.plugins.scholar.settings import DEFAULTS

DRIVER = Path(__file__).with_name("scholar_driver.rb")
FILTERS = filters_named(DEFAULTS["bibtex_filters"])[0]
PIECES = r"""
the Word Über naïve {DNA} {\"o}ld \'{e}t\'e \emph{it} \textsc{Caps} \textbf{b} \alpha $x^2$ \& \% \_
-- --- ``q'' `s' it's \ss{} \o \ldots{} \LaTeX{} ~ a~b {A}{B} \c{c} \v \H{o} \u{g} \~n \=a \.z \k{a}
\aa \i \'{\i} {\'\i} \texttt{x} http://a.b/c_d?e=f&g \url{x} 3-4 2--5 {} {{x}} \"{u} \^{o} \`a
\textsuperscript{2} \lowercase{LOW} \tiny{t} \textregistered \, \; \# \$5 \{x\} 中文 я
\d{o} \b{b} \t{oo} \r \infty \Delta \phi \euro \dag @ # = , ; ( ) [ ] < > | \/ \- ' '' ---- \AE{}
\oe \textendash{}
""".split()  # noqa: SIM905
FAMILY = r"""
Knuth {NASA} M{\"u}ller {\"O}zg{\"u}r Smith-Jones Ünal 王 Li O'Neil \'Alvarez x VON
""".split()  # noqa: SIM905
GIVEN = r"""
Jan jean J.-P. D.~E. {\'E}va 小明 A Ludwig M.A. d {J}ohn Ann-Marie
""".split()  # noqa: SIM905
PARTICLES = ("", "", "", "von ", "van der ", "de la ", "Van ")
MONTHS = ("jan", "{January}", '"sept"', "12", "{3}", "13", '"~1" # dec', "{May/June}", "foo")
FIELDS = (
    *("title", "journal", "booktitle", "publisher", "note", "abstract", "keywords", "url", "doi"),
    *("author", "editor", "month", "year", "pages", "series", "school", "howpublished", "crossref"),
)
TYPES = ("article", "Book", "INPROCEEDINGS", "phdthesis", "misc", "techreport", "online")


def name(pick: random.Random) -> str:
    given, family = pick.choice(GIVEN), pick.choice(PARTICLES) + pick.choice(FAMILY)
    forms = (f"{given} {family}", f"{family}, {given}", f"{family}, Jr., {given}", family)
    return pick.choice(forms)


def value(pick: random.Random, field: str) -> str:
    if field == "month":
        return pick.choice(MONTHS)
    if field in ("author", "editor"):
        people = [name(pick) for _ in range(pick.randint(1, 4))]
        text = pick.choice((" and ", "\n  and ", " AND ")).join(people)
    else:
        text = pick.choice((" ", " ", "\n    ")).join(pick.choices(PIECES, k=pick.randint(1, 6)))
    # A closing brace that nothing opens ends the field, and a brace that is open swallows the rest.
    text += "}" * max(text.count("{") - text.count("}"), 0)
    braced = f"{{{text}}}"
    return f"press # {braced}" if pick.random() < 0.05 and field != "author" else braced


def texts(count: int) -> list[str]:
    pick = random.Random(1)
    made: list[str] = []
    while len(made) < count:
        fields = pick.sample(FIELDS, pick.randint(2, 10))
        written = ",\n  ".join(f"{field} = {value(pick, field)}" for field in fields)
        entry = f"@{pick.choice(TYPES)}{{key:{len(made)},\n  {written}\n}}\n"
        if entry.count("{") == entry.count("}"):
            made.append('@string{press = {Harbour } # "Press"}\n' + entry)
    return made


def shown(text: str) -> list[dict[str, object]]:
    skipped = DEFAULTS["bibtex_skip_fields"]
    entries = parse(text, Options(strip=False)).entries.values()
    return [entry_values(entry, FILTERS, skipped=skipped) for entry in entries]


def main(count: int) -> int:
    asked = texts(count)
    different = refused = 0
    for text, real in ask(DRIVER, asked):
        if isinstance(real, dict):
            refused += 1
        elif (mine := shown(text)) != real:
            different += 1
            print(f"{text}\n  here {mine!r}\n  real {real!r}")
    print(f"{len(asked)} entries, {different} read otherwise, {refused} refused by the gem")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000))
