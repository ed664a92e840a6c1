#!/usr/bin/env bash
# The main job: judges the real figures of Lạng Sơn 2020 and a synthetic province, writes a report and a workbook,
# says what can be said of the end of 2020 and of each target, and what to do first.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
echo "Building the package (about two minutes the first time) …"
bash scripts/python.sh
build/venv/bin/python examples/lang_son_2020.py build
echo
build/venv/bin/python examples/lang_son_outlook.py
echo
build/venv/bin/python examples/lang_son_plan.py build
