"""`python -m liquidsite`."""

from liquidsite.cli import run

run()
