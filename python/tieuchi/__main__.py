"""The command ``tieuchi``, also as ``python -m tieuchi``."""

import sys

from tieuchi.errors import MissingExtra, require


def main() -> None:
    """Run the command; without the libraries of the extra ``cli`` say so and exit with 4."""
    try:
        for module in ("typer", "rich"):
            require(module, "cli")
    except MissingExtra as error:
        sys.stderr.write(f"tieuchi: {error}\n")
        raise SystemExit(4) from None
    from tieuchi import cli

    cli.main()


if __name__ == "__main__":
    main()
