#!/usr/bin/env bash
# The main job: judges the real figures of Lạng Sơn 2020 and a synthetic province, and prints the report.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh g++ cmake ninja-build nlohmann-json3-dev
mkdir -p build
echo "Building (about a minute the first time) …"
if ! { cmake --preset release -DTIEUCHI_BUILD_TESTS=OFF -DTIEUCHI_BUILD_BENCHMARKS=OFF -B build/demo &&
       cmake --build build/demo --target lang_son_2020; } >build/demo.log 2>&1; then
  tail -n 40 build/demo.log >&2
  exit 1
fi
build/demo/examples/lang_son_2020 . | tee build/lang_son_2020.txt.part
mv build/lang_son_2020.txt.part build/lang_son_2020.txt
echo
echo "The report is in build/lang_son_2020.txt"
