"""The `liquidsite` command: Jekyll's verbs and flags.

Each verb is a module, imported only when that verb runs. `build` with plain flags runs without
click, which takes as long to import as all that a build of one page needs.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence

# Heading of `--help` → its verbs, each with the module that holds it, as `command` or by the name
# after the colon.
GROUPS: dict[str, dict[str, str]] = {
    "Every day": {
        "new": "liquidsite.cli.new",
        "serve": "liquidsite.cli.serve",
        "build": "liquidsite.cli.build",
        "clean": "liquidsite.cli.clean",
    },
    "Writing": {
        verb: f"liquidsite.cli.compose:{verb}"
        for verb in ("draft", "post", "page", "publish", "unpublish", "rename", "compose")
    },
    "Moving from Jekyll, and checking": {
        "doctor": "liquidsite.cli.doctor",
        "migrate": "liquidsite.cli.migrate",
        "diff": "liquidsite.cli.diff",
    },
    "More": {
        "docs": "liquidsite.cli.docs",
        "explain": "liquidsite.cli.explain",
        "new-theme": "liquidsite.cli.new_theme",
        "completion": "liquidsite.cli.completion",
        "help": "liquidsite.cli.help",
    },
}
COMMANDS = {name: home for verbs in GROUPS.values() for name, home in verbs.items()}
ALIASES = {"b": "build", "hyde": "doctor", "s": "serve", "server": "serve"}
# Verbs of gems that extend Jekyll's command → the gem, and what to do here.
GEM_VERBS = {
    "algolia": ("jekyll-algolia", "Send your pages to Algolia with its own crawler."),
    "import": (
        "jekyll-import",
        "Import once with Ruby's Jekyll: liquidsite builds the files that it writes.",
    ),
    "webmention": ("jekyll-webmention_io", "Show webmentions with a script in the page."),
}


def run() -> None:
    """Run the command, then exit without Python's clean-up.

    Python takes 15 ms to free a large heap; the operating system needs 1 ms.
    """
    import gc
    import sys

    gc.set_threshold(1_000_000, 20, 100)  # a build creates many objects and frees few
    try:
        if not _builds_plainly(sys.argv[1:]):
            from liquidsite.cli.group import main

            main()
        end_process(0)
    except SystemExit as end:
        end_process(end.code if isinstance(end.code, int) else int(end.code is not None))
    except BrokenPipeError:  # who read the output has gone
        os._exit(1)
    except (MemoryError, OSError, ImportError) as error:
        message = _lacking(error)
        if message is None or "--trace" in sys.argv:
            raise
        # Written as it is: there may be no room for more modules.
        os.write(2, f"             ERROR: {message}\n".encode())
        os._exit(1)


def end_process(code: int) -> None:
    """Exit with the status `code`, when all that was printed is written."""
    import sys

    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _builds_plainly(arguments: Sequence[str]) -> bool:
    """Build when the arguments say so in plain flags; return False for others, which click reads.

    click also knows what colours the environment asks for.
    """
    is_build = bool(arguments) and ALIASES.get(arguments[0], arguments[0]) == "build"
    if not is_build or os.environ.get("NO_COLOR") or os.environ.get("FORCE_COLOR"):
        return False
    from liquidsite.cli.flags import BUILD, STRICT, read_plain

    flags = read_plain((*BUILD, STRICT), arguments[1:])
    if flags is None:
        return False
    from liquidsite.cli.building import run

    run(flags)
    return True


def _lacking(error: MemoryError | OSError | ImportError) -> str | None:
    """Return the message for an error that means too little memory or too many open files."""
    code = getattr(error, "errno", None)
    if code in (errno.EMFILE, errno.ENFILE):
        return "No more files can be opened. Raise the limit: `ulimit -n 256` before the command."
    # A failed import of a compiled module has this text instead of `ENOMEM`.
    no_memory = "failed to map" in str(error) or "cannot allocate memory" in str(error).lower()
    if isinstance(error, MemoryError) or code == errno.ENOMEM or no_memory:
        return "There is not enough memory. Free some, or raise the limit that `ulimit -v` shows."
    return None
