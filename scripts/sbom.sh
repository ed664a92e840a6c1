#!/usr/bin/env bash
# A CycloneDX bill of materials of the Python package with all its extras, made by cyclonedx-py from the environment
# that the tests run in. Usage: sbom.sh [FILE]     (build/tieuchi.cdx.json by default)
set -euo pipefail
cd "$(dirname "$0")/.."
file=${1:-build/tieuchi.cdx.json}
bash scripts/python.sh
[ -x build/sbom/bin/cyclonedx-py ] || python3 -m venv build/sbom
build/sbom/bin/python -m pip install -q --disable-pip-version-check cyclonedx-bom==7.5.0
build/sbom/bin/cyclonedx-py environment build/venv --pyproject pyproject.toml --output-reproducible -o "$file"
echo "$file: $(grep -c '"purl"' "$file") components"
