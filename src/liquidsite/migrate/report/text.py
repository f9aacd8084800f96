"""A comparison as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from liquidsite.migrate.diff import STATES, Comparison, Example, Finding


def lines(comparison: Comparison, show: int) -> Iterator[str]:
    """Yield the counts, then each finding with at most `show` examples."""
    counts = comparison.counts
    yield "  ".join(f"{state} {counts[state]}" for state in STATES)
    for number, finding in enumerate(comparison.findings, 1):
        yield ""
        yield from _finding(number, finding, show)
    if comparison.hint:
        yield ""
        yield comparison.hint
    yield ""
    yield verdict(comparison)


def verdict(comparison: Comparison) -> str:
    """Return the result in one sentence."""
    if not comparison.findings:
        return "Nothing differs."
    if comparison.same:
        return "Nothing differs but what is harmless."
    count = sum(not finding.harmless for finding in comparison.findings)
    return f"{plural(count, 'finding')} to look at."


def plural(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def size(finding: Finding) -> str:
    """Return `14 files, 28 places, 3 variants`, without counts that are obvious."""
    parts = [plural(len(finding.files), "file")]
    if finding.changes > len(finding.files):
        parts.append(plural(finding.changes, "place"))
    if finding.variants > 1:
        parts.append(plural(finding.variants, "variant"))
    return ", ".join(parts)


def _finding(number: int, finding: Finding, show: int) -> Iterator[str]:
    harmless = " (harmless)" if finding.harmless else ""
    yield f"{number}. {finding.title}{harmless}: {size(finding)}"
    if finding.explanation:
        yield f"   {finding.explanation}."
    for example in finding.examples[:show]:
        yield f"   {place(example)}"
        yield from (f"     - {line}" for line in example.change.removed)
        yield from (f"     + {line}" for line in example.change.added)
    if (more := len(finding.files) - min(show, len(finding.examples))) > 0 and show:
        yield f"   … and {plural(more, 'more file')}"


def place(example: Example) -> str:
    """Return the file with the line in the reference, else that in what was built; the path in the
    tree.

    `at` is 0 on the side that has nothing there.
    """
    change = example.change
    where = example.file
    if change.removed and example.line:
        where += f":{example.line}"
    elif example.built_line:
        where += f":{example.built_line}"
    is_tree = change.path and change.kind not in ("missing", "extra", "unlinked")
    return f"{where}  {change.path}" if is_tree else where
