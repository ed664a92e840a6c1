"""Archives: files that every later version of the library reads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tieuchi import _core, output
from tieuchi.projecting import Model

_KINDS: dict[str, Any] = {
    "criteria_set": _core.CriteriaSet,
    "overlay": _core.Overlay,
    "registry": _core.Registry,
    "programme": _core.Programme,
    "history": _core.History,
    "model": _core.Model,
    "works": _core.WorkList,
}


def save(thing: Any, path: str | os.PathLike[str], force: bool = False) -> Path:
    """Save a criteria set, overlay, registry, programme, history, model or list of works.

    The file is replaced whole or not at all, and holds no code: unlike a pickle it is safe to load from
    strangers. Results and outlooks carry frames of their own; pickle them, or exchange them as JSON.

    Parameters
    ----------
    thing
        What to save.
    path
        The file; ``.tieuchi`` is the usual suffix.
    force
        Replace a file that exists.

    Returns
    -------
    Path
        Where it stands now.

    Raises
    ------
    TypeError
        If there is no archive of such a thing.
    FileExistsError
        If the file exists, unless `force`.

    Examples
    --------
    >>> import tempfile, tieuchi as tc
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = tc.save(tc.catalog.criteria_set("vn-commune-2016"), f"{folder}/set.tieuchi")
    ...     tc.load(file).id
    'vn-commune-2016'
    """
    core: Any = thing._core if isinstance(thing, Model) else thing
    if not isinstance(core, tuple(_KINDS.values())):
        raise TypeError(f"no archive holds a {type(thing).__name__}; archives hold: {', '.join(sorted(_KINDS))}")
    bytes_: bytes = core.to_archive()  # type: ignore[attr-defined]
    with output.whole_file(path, force) as part:
        part.write_bytes(bytes_)
    return Path(path)


def load(path: str | os.PathLike[str]) -> Any:
    """Load what `save`, or C++ and C programs, saved.

    Raises
    ------
    ArchiveError
        If the file is damaged, holds something else, or was written in a newer format.
    """
    bytes_ = Path(path).read_bytes()
    kind = _core.archive_kind(bytes_, str(path))
    if kind not in _KINDS:
        raise TypeError(
            f"{path} holds a {kind.replace('_', ' ')}, which only C++ and C programs load; here: {', '.join(sorted(_KINDS))}"
        )
    core = _KINDS[kind].from_archive(bytes_, str(path))
    return Model(core) if kind == "model" else core
