"""A comparison for people and for machines: as text, as JSON, as a page."""
