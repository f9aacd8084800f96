"""Compiles modules into the wheel, where LIQUIDSITE_COMPILE=1 asks for it.

    LIQUIDSITE_COMPILE=1 pip wheel --no-deps .

pyproject.toml lists the modules. Without the variable nothing is compiled, and no compiler is
needed. The compiled modules go into the wheel beside the Python ones, which are still there for
tracebacks, debuggers and type checkers; nothing is written into the source folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Runs in `src`, where setuptools and mypy find no settings of this project.
_COMPILE = """
import sys
from setuptools import setup
from mypyc.build import mypycify

target, *modules = sys.argv[1:]
options = ["--config-file=", "--follow-imports=silent", "--ignore-missing-imports"]
options.append(f"--cache-dir={target}/cache")
extensions = mypycify([*options, *modules], target_dir=f"{target}/c", debug_level="0")
arguments = ["build_ext", f"--build-lib={target}/lib", f"--build-temp={target}/objects"]
setup(name="liquidsite", packages=[], ext_modules=extensions, script_args=arguments)
"""


class CompileHook(BuildHookInterface[Any]):
    """Adds what mypyc makes of `modules`, patterns below `src`, except for `uncompiled`."""

    def dependencies(self) -> list[str]:
        """Return what compiling needs: `requires`."""
        return list(self.config["requires"]) if _is_wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a temporary folder, and have the wheel include what is found there.

        An editable install runs the files as they are edited, so it gets nothing.
        """
        if version == "editable" or not _is_wanted():
            return
        self._folder = TemporaryDirectory()
        command = [sys.executable, "-c", _COMPILE, self._folder.name, *self._modules()]
        subprocess.run(command, cwd=Path(self.root, "src"), check=True, stdout=sys.stderr)
        library = Path(self._folder.name, "lib")
        for file in library.rglob("*.*"):
            if file.is_file():
                build_data["force_include"][str(file)] = file.relative_to(library).as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder once the wheel is written."""
        if build_data["infer_tag"]:
            self._folder.cleanup()

    def _modules(self) -> list[str]:
        source = Path(self.root, "src")
        wanted, unwanted = (
            {path for pattern in self.config[name] for path in source.glob(pattern)}
            for name in ("modules", "uncompiled")
        )
        return sorted(path.relative_to(source).as_posix() for path in wanted - unwanted)


def _is_wanted() -> bool:
    return os.environ.get("LIQUIDSITE_COMPILE", "0") not in ("", "0")
