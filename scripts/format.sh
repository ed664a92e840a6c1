#!/usr/bin/env bash
# Formats all C++ with clang-format and says which lines are longer than 100 characters; with --check nothing is
# written and the exit code is 1 if anything differs. Python is formatted by ruff: `build/venv/bin/ruff format`.
# Usage: format.sh [--check]
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh clang-format-14
mapfile -t files < <(find include src python tests examples benchmarks -name '*.hpp' -o -name '*.cpp' -o -name '*.h' -o -name '*.c' | LC_ALL=C sort)
if [ "${1:-}" = --check ]; then
  # Not by --dry-run: clang-format 14 calls comments at the end of an inline namespace wrong and leaves them alone.
  different=$(printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -n 16 sh -c \
    'for file; do clang-format-14 "$file" | cmp -s - "$file" || echo "$file"; done' sh | LC_ALL=C sort)
  if [ -n "$different" ]; then
    printf 'Not formatted:\n%s\n' "$different" >&2
    exit 1
  fi
else
  clang-format-14 -i "${files[@]}"
fi
# The formatter leaves what it cannot break: long literals, above all.
if LC_ALL=C.UTF-8 grep -nE '^.{101,}$' "${files[@]}"; then
  echo "These lines are longer than 100 characters." >&2
  exit 1
fi
