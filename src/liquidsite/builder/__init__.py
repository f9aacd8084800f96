"""Rendering and writing: the traced build."""
