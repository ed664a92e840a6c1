"""Writing files whole or not at all, and showing how far a long task is."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from tieuchi import _core

T = TypeVar("T")


@contextlib.contextmanager
def whole_file(path: str | os.PathLike[str], force: bool = False) -> Iterator[Path]:
    """Yield a path beside `path` to write to; when the block ends well it is flushed to the disk
    and renamed, else removed.

    Raises FileExistsError if `path` exists, unless `force`.
    """
    target = Path(path)
    if target.exists() and not force:
        raise FileExistsError(f"{target} exists; pass force=True (--force) to replace it")
    if not target.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {target.parent}")
    handle, name = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.stem}-", suffix=target.suffix
    )
    os.close(handle)
    part = Path(name)
    try:
        yield part
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)
        _core.put_in_place(str(part), str(target))
    finally:
        part.unlink(missing_ok=True)


def track(items: Iterable[T], description: str, total: int) -> Iterator[T]:
    """Pass items on, with a progress bar on a terminal or in a notebook where the task is long."""
    notebook = "ipykernel" in sys.modules
    if total < 2000 or not (notebook or sys.stderr.isatty()):
        yield from items
        return
    try:
        from rich.console import Console
        from rich.progress import track as bar
    except ImportError:
        yield from items
        return
    yield from bar(items, description, total=total, console=Console(stderr=True), transient=True)
