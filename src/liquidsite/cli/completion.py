"""`liquidsite completion`."""

from __future__ import annotations

import click

from liquidsite.cli.command import Verb

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_LIQUIDSITE_COMPLETE"


@click.command("completion", cls=Verb)
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the script that lets your shell complete verbs and flags.

    \b
    bash:  eval "$(liquidsite completion bash)"     in ~/.bashrc
    zsh:   eval "$(liquidsite completion zsh)"      in ~/.zshrc, after compinit
    fish:  liquidsite completion fish | source      in ~/.config/fish/config.fish
    """
    from click.shell_completion import get_completion_class

    from liquidsite.cli.group import main

    kind = get_completion_class(shell)
    assert kind is not None  # they are all click's own
    click.echo(kind(main, {}, "liquidsite", _VARIABLE).source())
