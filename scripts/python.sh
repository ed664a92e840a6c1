#!/usr/bin/env bash
# Makes build/venv and installs the package into it, with exact versions. The system's Python is not touched.
# Usage: python.sh REQUIREMENT…   (further packages, as "pytest")
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh g++ cmake ninja-build nlohmann-json3-dev libeigen3-dev libboost-serialization-dev python3-dev python3-venv
[ -x build/venv/bin/python ] || python3 -m venv build/venv
pip=(build/venv/bin/python -m pip install -q --disable-pip-version-check -c python/constraints.txt)
if ! { "${pip[@]}" scikit-build-core pybind11 && "${pip[@]}" --no-build-isolation '.[all]' "$@"; } >build/python.log 2>&1; then
  tail -n 60 build/python.log >&2
  exit 1
fi
