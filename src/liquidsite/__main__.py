"""`python -m liquidsite`."""

from liquidsite.cli import main

main()
