"""The table of `--profile`: times by kind of work, then by template, slowest first."""

from __future__ import annotations

from collections.abc import Iterator

from liquidsite.builder.profile import Profile


def table(profile: Profile) -> Iterator[str]:
    """Yield the lines of the table. Times are in seconds; a template's include what it calls."""
    yield ""
    for kind, seconds in profile.kinds.items():
        yield f"{kind:<12} {seconds:8.3f}"
    rows = profile.slowest()
    width = max([len(path) for path, _ in rows] + [len("Filename")])
    yield ""
    yield f"{'Filename':<{width}} | Count |    Bytes |   Time"
    yield f"{'-' * width}-+-------+----------+-------"
    for path, row in rows:
        size = f"{row.characters / 1024:.2f}K"
        yield f"{path:<{width}} | {row.count:>5} | {size:>8} | {row.seconds:>6.3f}"
    yield ""
