#!/usr/bin/env bash
# Optional: builds the HiGHS library for C++ from highspy's source package into build/highs (about five minutes), since
# Debian 12 has none. Then: cmake --preset dev -DHIGHS_DIR=$PWD/build/highs/lib/cmake/highs
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh g++ cmake ninja-build python3-venv
version=$(sed -n 's/^highspy==//p' python/constraints.txt)
[ -x build/venv/bin/python ] || python3 -m venv build/venv
mkdir -p build/highs-source
build/venv/bin/python -m pip download -q --disable-pip-version-check --no-deps --no-binary highspy -d build/highs-source "highspy==$version"
tar -xzf "build/highs-source/highspy-$version.tar.gz" -C build/highs-source
# The source package leaves out the program and the pkg-config template of HiGHS: empty ones stand in.
source=build/highs-source/highspy-$version
mkdir -p "$source/app"
touch "$source/app/CMakeLists.txt" "$source/highs.pc.in"
cmake -S "$source" -B build/highs-source/build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$PWD/build/highs" \
  -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=OFF -DBUILD_TESTING=OFF -DBUILD_EXAMPLES=OFF -DBUILD_CXX_EXE=OFF -DPYTHON_BUILD_SETUP=OFF -DZLIB=OFF >build/highs.log
cmake --build build/highs-source/build >>build/highs.log
cmake --install build/highs-source/build >>build/highs.log
echo "HiGHS $version is in build/highs."
