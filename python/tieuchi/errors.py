"""What can go wrong, by what the caller can do about it.

Every error lists all problems found: in its text, one a line, and in ``problems`` as a frame with
the columns ``id``, ``file``, ``row``, ``column``, ``code``, ``found``, ``expected`` and ``text``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_FIELDS = ("id", "file", "row", "column", "code", "found", "expected", "text")

#: Problems printed before the text is cut with a count.
_MOST_LINES = 25


class Error(Exception):
    """Base of all errors of the library."""

    def __init__(self, message: str, problems: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message, problems or [])

    def __str__(self) -> str:
        lines = str(self.args[0]).split("\n")
        if len(lines) <= _MOST_LINES:
            return "\n".join(lines)
        return "\n".join(
            [*lines[:_MOST_LINES], f"… {len(lines) - _MOST_LINES} more; all stand in .problems"]
        )

    @property
    def records(self) -> list[dict[str, Any]]:
        """Every problem as a dict, in the order of the input."""
        return list(self.args[1])

    @property
    def problems(self) -> Any:
        """Every problem as a row of a frame, in the frame library that is loaded."""
        from tieuchi import frames

        return frames.new({field: [p[field] for p in self.records] for field in _FIELDS})

    def text(self, language: str = "en") -> str:
        """All problems in words, one a line, in ``"vi"`` or ``"en"``."""
        key = "text_vi" if language == "vi" else "text"
        return "\n".join(p[key] for p in self.records) or str(self)


class InvalidCriteria(Error, ValueError):
    """A legal text, an overlay or a scheme contradicts itself: mend the text."""


class InvalidData(Error, ValueError):
    """A table, a registry or a date does not fit: mend the data."""


def all_at_once(*steps: Callable[[], Any]) -> list[Any]:
    """Run steps that check parts of one input; raise one InvalidData with the problems of all of
    them.
    """
    out: list[Any] = []
    found: dict[str, dict[str, Any]] = {}
    for step in steps:
        try:
            out.append(step())
        except InvalidData as error:
            found |= {p["text"]: p for p in error.records}
    if found:
        raise InvalidData("\n".join(found), list(found.values()))
    return out


class UnknownCode(Error, LookupError):
    """A name is not known: mend the name."""


class ArchiveError(Error, ValueError):
    """The bytes are not an archive that this version reads: mend or replace the file, or update."""


class NotEnoughData(Error, ValueError):
    """The observations cannot carry the question: wait for more, or take a lower rung."""


class Infeasible(Error, ValueError):
    """What was asked for cannot be had: each problem names the least relaxation that helps."""


class MissingExtra(Error, ImportError):
    """An optional library is not installed; the message names the extra to install."""


def require(module: str, extra: str) -> Any:
    """Import an optional library, or say which extra brings it."""
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtra(f"{module} is not installed: pip install 'tieuchi[{extra}]'") from error
