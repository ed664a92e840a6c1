#!/usr/bin/env bash
# Uses the library as other projects do, by every route there is, and prints a table. Installs into build/consumers.
# Usage: consumers.sh [--smoke] [COMPILER…]     (g++ without one; g++ clang++-14 for both; --smoke: the quickest routes)
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
smoke=
[ "${1:-}" = --smoke ] && smoke=1 && shift
compilers=("$@")
[ ${#compilers[@]} -gt 0 ] || compilers=(g++)
bash scripts/setup.sh g++ cmake ninja-build nlohmann-json3-dev libeigen3-dev libboost-serialization-dev pkg-config python3
out=$root/build/consumers
# Debian has no HiGHS: what scripts/highs.sh built, else a stand-in that only links.
highs=$root/build/highs/lib/cmake/highs
[ -d "$highs" ] || highs=$root/tests/consumer/highs_stand_in
prefix=$out/prefix
mkdir -p "$out"
rm -rf "$prefix"
if ! { cmake -S . -B "$out/library" -G Ninja -DCMAKE_BUILD_TYPE=Release -DTIEUCHI_BUILD_TESTS=OFF -DTIEUCHI_BUILD_EXAMPLES=OFF \
         -DCMAKE_INSTALL_PREFIX="$prefix" -DHIGHS_DIR="$highs" && cmake --build "$out/library" && cmake --install "$out/library"; } >"$out/library.log" 2>&1; then
  tail -n 40 "$out/library.log" >&2
  exit 1
fi
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig:$prefix/lib/x86_64-linux-gnu/pkgconfig
lib=$(dirname "$(find "$prefix" -name libtieuchi.so)")
hash=0x$(sed -n 's/.*hash of judged(): *//p' tests/consumer/README.md)
# Most routes keep one core busy: as many run at a time as there are cores, each in files of its own. The table keeps
# the order in which they are named here.
export CMAKE_BUILD_PARALLEL_LEVEL=1
results=$out/results
rm -rf "$results" && mkdir "$results"
routes=0
trap 'kill $(jobs -pr) 2>/dev/null || true' EXIT
# row TEXT…: one line of the table, known without running anything.
row() { printf '%-34s %-12s %s\n' "$@" >"$results/$((++routes))"; }
# try ROUTE COMPILER COMMAND…: the log tells why it failed.
try() {
  local route=$1 compiler=$2 log
  shift 2
  log=$out/$(echo "$route-$compiler" | tr -c 'a-z0-9\n' _).log
  # What dies before it wrote its line has failed.
  row "$route" "$compiler" "FAILED, see ${log#"$root"/}"
  while [ "$(jobs -pr | wc -l)" -ge "$(nproc)" ]; do wait -n || true; done
  { "$@" >"$log" 2>&1 && printf '%-34s %-12s %s\n' "$route" "$compiler" works >"$results/$routes"; } &
}
by_cmake() {  # ROUTE COMPILER
  local where=$out/$1-$2
  rm -rf "$where"
  cmake -S tests/consumer -B "$where" -G Ninja -DCMAKE_CXX_COMPILER="$2" -DROUTE="$1" -DTIEUCHI_SOURCE="$root" \
    -DCMAKE_PREFIX_PATH="$prefix" -DHIGHS_DIR="$highs" -DCMAKE_CXX_FLAGS="-DEXPECTED_HASH=$hash" &&
    cmake --build "$where" && "$where/consumer"
}
by_page() {  # COMPILER
  rm -rf "$out/page-$1"
  python3 tests/docs/snippets.py cmake "$out/page-$1" &&
    cmake -S "$out/page-$1" -B "$out/page-$1/build" -G Ninja -DCMAKE_CXX_COMPILER="$1" -DCMAKE_PREFIX_PATH="$prefix" &&
    cmake --build "$out/page-$1/build"
}
without_eigen() {  # ROUTE COMPILER
  local where=$out/judging-$1-$2
  rm -rf "$where"
  cmake -S tests/consumer/judging -B "$where" -G Ninja -DCMAKE_CXX_COMPILER="$2" -DROUTE="$1" -DTIEUCHI_SOURCE="$root" \
    -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_CXX_FLAGS="-DEXPECTED_HASH=$hash" &&
    cmake --build "$where" && "$where/judging"
}
headers_without_eigen() {  # COMPILER: pkg-config alone, both ways to build
  local way
  for way in tieuchi-headers tieuchi-compiled; do
    "$1" "${flags[@]}" -DJUDGING_ONLY -DWITHOUT_EIGEN tests/consumer/judging/main.cpp tests/consumer/judge.cpp \
      $(pkg-config --cflags --libs "$way") -o "$out/judging-$way-$1" && "$out/judging-$way-$1" || return 1
  done
}
flags=(-std=c++20 -O0 -DEXPECTED_HASH="$hash")
by_pkg_config() {  # COMPILER EXTRA…
  local compiler=$1
  shift
  "$compiler" "${flags[@]}" -DWITH_CATALOG "$@" tests/consumer/main.cpp tests/consumer/judge.cpp \
    $(pkg-config --cflags --libs tieuchi-catalog tieuchi-archive) -o "$out/pkg-config-$compiler" && "$out/pkg-config-$compiler"
}
static() {  # COMPILER
  "$1" "${flags[@]}" -DWITH_CATALOG -static tests/consumer/main.cpp tests/consumer/judge.cpp \
    $(pkg-config --cflags --libs tieuchi-catalog tieuchi-archive) -o "$out/static-$1" && "$out/static-$1" && ! ldd "$out/static-$1"
}
mixed() {  # COMPILER: one unit with all vector instructions of this machine, one without, and the plain library
  "$1" "${flags[@]}" -O1 -march=native $(pkg-config --cflags tieuchi-archive) -c tests/consumer/model.cpp -o "$out/native-$1.o" &&
    "$1" "${flags[@]}" -DWITH_MODEL $(pkg-config --cflags tieuchi-archive) tests/consumer/main.cpp tests/consumer/judge.cpp "$out/native-$1.o" \
      $(pkg-config --libs tieuchi-archive) -o "$out/mixed-$1" && "$out/mixed-$1"
}
hidden() {  # COMPILER
  "$1" -std=c++20 -O0 -shared -fPIC -fvisibility=hidden $(pkg-config --cflags tieuchi-headers) tests/consumer/plugin.cpp -o "$out/libplugin-$1.so" &&
    "$1" -std=c++20 -O0 $(pkg-config --cflags tieuchi-headers) tests/consumer/host.cpp "$out/libplugin-$1.so" -Wl,-rpath,"$out" -o "$out/host-$1" &&
    "$out/host-$1"
}
refused() {  # COMPILER: each file must fail with the message its first line expects
  local file expected
  for file in tests/consumer/must_not_compile/*.cpp; do
    expected=$(sed -n '1s|// expected: ||p' "$file")
    if LC_ALL=C "$1" -std=c++20 -fsyntax-only $(pkg-config --cflags tieuchi-headers) "$file" 2>"$out/message-$1"; then echo "$file compiles"; return 1; fi
    grep -E 'error' "$out/message-$1" | grep -Eq "$expected" || { echo "$file:"; cat "$out/message-$1"; return 1; }
    echo "$file: $(grep -E -m 1 'error' "$out/message-$1")"
  done
}
in_c() {  # COMPILER STANDARD
  "$1" -std="$2" -Wall -Wextra -Wpedantic -Werror examples/embedding.c $(pkg-config --cflags --libs tieuchi-c) -Wl,-rpath,"$lib" -o "$out/embedding-$1-$2" &&
    mkdir -p "$out/written-$1-$2" && "$out/embedding-$1-$2" . "$out/written-$1-$2" | diff - examples/embedding.expected.txt
}
in_go() { (cd tests/consumer/go && CGO_CFLAGS="$(pkg-config --cflags tieuchi-c)" CGO_LDFLAGS="-L$lib -Wl,-rpath,$lib" GO111MODULE=off go run main.go); }
in_rust() { rustc -O -L "$lib" -C link-arg=-Wl,-rpath,"$lib" tests/consumer/rust/main.rs -o "$out/rust" && "$out/rust"; }
symbols() { nm -D --defined-only "$lib/libtieuchi.so" | awk '$2 == "T" {sub(/@.*/, "", $3); print $3}' | sort | diff - src/c_api.symbols &&
  ! nm -D --defined-only "$lib/libtieuchi.so" | awk '{print $3}' | grep -v '^tieuchi_'; }
for compiler in "${compilers[@]}"; do
  case $compiler in
    clang++*) c=clang${compiler#clang++} ;;
    *) c=${compiler/g++/gcc} ;;
  esac
  try 'installed package, four units' "$compiler" by_cmake installed "$compiler"
  try 'CMake as the pages print it' "$compiler" by_page "$compiler"
  try 'without Eigen, installed' "$compiler" without_eigen installed "$compiler"
  if [ -z "$smoke" ]; then
    try 'without Eigen, add_subdirectory' "$compiler" without_eigen subdirectory "$compiler"
    try 'without Eigen, pkg-config' "$compiler" headers_without_eigen "$compiler"
    try add_subdirectory "$compiler" by_cmake subdirectory "$compiler"
    try FetchContent "$compiler" by_cmake fetched "$compiler"
    try pkg-config "$compiler" by_pkg_config "$compiler"
    try 'everything static' "$compiler" static "$compiler"
    try '-march=native beside plain' "$compiler" mixed "$compiler"
  fi
  try 'thrown inside a hidden library' "$compiler" hidden "$compiler"
  try 'code that must not compile' "$compiler" refused "$compiler"
  try 'C program (C11)' "$c" in_c "$c" c11
  try 'C program (C2x)' "$c" in_c "$c" c2x
done
try "Python's ctypes" "$(python3 --version | cut -d' ' -f2)" python3 tests/consumer/python/embedding.py "$lib/libtieuchi.so"
if command -v go >/dev/null; then try 'Go (cgo)' "$(go version | cut -d' ' -f3)" in_go; else row 'Go (cgo)' - 'not run: no go here'; fi
if command -v rustc >/dev/null; then try Rust "$(rustc --version | cut -d' ' -f2)" in_rust; else row Rust - 'not run: no rustc here'; fi
try 'symbols of libtieuchi.so' nm symbols
wait
printf '%-34s %-12s %s\n' route compiler result
for ((i = 1; i <= routes; ++i)); do cat "$results/$i"; done
! grep -q FAILED -r "$results"
