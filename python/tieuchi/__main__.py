"""``python -m tieuchi`` is the command ``tieuchi``."""

from tieuchi.cli import main

main()
