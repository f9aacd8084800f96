"""A comparison as JSON. The form is stable: `schema` grows when a key changes its meaning."""

from __future__ import annotations

from typing import Any

from liquidsite.migrate.diff import STATES, Comparison, Example, Finding

SCHEMA = 1


def as_data(comparison: Comparison) -> dict[str, Any]:
    """Return lists and dicts; `docs/moving.md` describes the keys."""
    return {
        "schema": SCHEMA,
        "same": comparison.same,
        "reference": str(comparison.reference),
        "built": str(comparison.built),
        "downloaded": comparison.downloaded,
        "counts": comparison.counts,
        "files": {state: comparison.files[state] for state in STATES if state != "same"},
        "findings": [_finding(finding) for finding in comparison.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "title": finding.title,
        "kind": finding.kind,
        "where": finding.where,
        "cause": finding.cause,
        "harmless": finding.harmless,
        "changes": finding.changes,
        "variants": finding.variants,
        "files": sorted(finding.files),
        "examples": [_example(example) for example in finding.examples],
    }


def _example(example: Example) -> dict[str, Any]:
    change = example.change
    return {
        "file": example.file,
        "path": change.path,
        "line": example.line or None,
        "built_line": example.built_line or None,
        "removed": list(change.removed),
        "added": list(change.added),
    }
