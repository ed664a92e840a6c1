"""Writes python/tieuchi/_core/*.pyi from the compiled module (needs pybind11-stubgen, ruff).

Usage: PYTHONPATH=build/python/python python scripts/write_stub.py
"""

import enum
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tieuchi import _core

package = Path(__file__).parent.parent / "python" / "tieuchi" / "_core"
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(
        [sys.executable, "-m", "pybind11_stubgen", "tieuchi._core", "-o", folder], check=True
    )
    package.mkdir(exist_ok=True)
    for made in (Path(folder) / "tieuchi" / "_core").glob("*.pyi"):
        text = made.read_text("utf-8")
        for name, kind in vars(_core).items():
            if isinstance(kind, type) and issubclass(kind, enum.Enum):
                body = f'class {name}(enum.Enum):\n    """{kind.__doc__}"""\n'
                if "__bool__" in vars(kind):
                    body += "    def __bool__(self) -> typing.NoReturn: ...\n"
                body += "".join(f"    {m.name} = {m.value!r}\n" for m in kind)
                text = re.sub(rf"class {name}\(enum\.Enum\):\n(?:    .*\n|\n)+?(?=\S)", body, text)
        text = text.replace("tuple[list, ", "tuple[list[typing.Any], ")
        for plain, full in (
            ("tuple", "tuple[typing.Any, ...]"),
            ("list", "list[typing.Any]"),
            ("dict", "dict[str, typing.Any]"),
            ("collections.abc.Iterable", "collections.abc.Iterable[typing.Any]"),
            ("collections.abc.Callable", "collections.abc.Callable[..., typing.Any]"),
        ):
            text = re.sub(rf"(?<![\w.\[\"']){re.escape(plain)}(?![\w\[(.\"'])", full, text)
        text = re.sub(r"^__all__.*\n", "", text, flags=re.M)
        (package / made.name).write_text(text, "utf-8")
shutil.rmtree(package / "__pycache__", ignore_errors=True)
subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(package)], check=True)
subprocess.run(
    [sys.executable, "-m", "ruff", "check", "-q", "--fix", "--select", "I,F401,UP", str(package)],
    check=False,
)
