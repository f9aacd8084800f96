"""Random edits of partials, in every folder and under every name where Sass looks for one."""

from __future__ import annotations

import random
from pathlib import Path

import full_site
from full_site_edits import edit_setting, edit_theme
from full_site_witnesses import add_styles
from sample import word, write
from test_property import SEED, Walk, warm

PARTIALS = (
    "_themes/house/_sass/_part.scss", "_sass/_part.scss", "_sass/_part.sass", "_sass/_other.scss",
    "_sass/part/_index.scss", "_first/_part.scss", "_first/part.scss", "_first/_other.scss",
)  # fmt: skip


def edit_partial(chance: random.Random, root: Path) -> None:
    path = root / chance.choice(PARTIALS)
    if path.exists() and chance.random() < 0.5:
        path.unlink()
    elif path.suffix == ".sass":
        write(path, f"u\n  content: '{word(chance)}'\n")
    else:
        use = "" if "other" in path.name else chance.choice(["", "@use 'other'; "])
        write(path, f"{use}u {{ content: '{word(chance)}' }}")


def test_styles_of_warm_builds_equal_those_of_clean_ones(tmp_path: Path) -> None:
    """A partial that is nowhere makes both fail, with one message."""
    edits = (edit_partial, edit_partial, edit_partial, edit_theme, edit_setting)
    chance, going = random.Random(SEED), Walk(full_site.create(tmp_path / "site"), warm, edits)
    add_styles(going.root)
    for step in range(30):
        going.check(f"step {step}")
        going.step(chance, 1)
