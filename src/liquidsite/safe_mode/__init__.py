"""Limits and confinement for sites that are not trusted."""
