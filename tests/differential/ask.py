"""Asks a Ruby driver, which reads a JSON text in each line and answers with one."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any


def ask(driver: Path, texts: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield each text with the answer. The driver runs once."""
    question = "".join(json.dumps(text) + "\n" for text in texts)
    environment = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true"}
    ran = subprocess.run(
        ["ruby", str(driver)], input=question, stdout=-1, text=True, check=True, env=environment
    )
    for text, answer in zip(texts, ran.stdout.split("\n")[:-1], strict=True):
        yield text, json.loads(answer)
