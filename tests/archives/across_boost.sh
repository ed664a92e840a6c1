#!/usr/bin/env bash
# The same bytes from two versions of Boost: Debian's default one and 1.81, unpacked beside it without being
# installed. Each writes every kind of archive, the bytes are compared, and each reads what the other wrote.
# Usage: across_boost.sh [BUILD]    a build folder of the library, build/consumers/library by default
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
library=$root/${1:-build/consumers/library}
out=$root/build/across_boost
mkdir -p "$out/newer"
if [ ! -d "$out/newer/usr" ]; then
  (cd "$out" && apt-get download -qq libboost1.81-dev libboost-serialization1.81.0 2>"$out/download.log") || { cat "$out/download.log" >&2; exit 1; }
  for package in "$out"/*.deb; do dpkg-deb -x "$package" "$out/newer"; done
fi
flags=(-std=c++20 -O1 -w -DTIEUCHI_COMPILED -I"$root/include" -I"$root/tests" -I"$root/examples" -I/usr/include/eigen3)
g++ "${flags[@]}" -c tests/archives/archives.cpp -o "$out/archives.o"
newer=$(find "$out/newer/usr/lib" -name 'libboost_serialization.so.1.81.0')
g++ "${flags[@]}" -isystem "$out/newer/usr/include" -c src/archive.cpp -o "$out/archive-newer.o"
g++ "$out/archives.o" "$library/libtieuchi_archive.a" "$library/libtieuchi_json.a" "$library/libtieuchi_compiled.a" -lboost_serialization -lpthread -o "$out/default"
g++ "$out/archives.o" "$out/archive-newer.o" "$library/libtieuchi_archive.a" "$library/libtieuchi_json.a" "$library/libtieuchi_compiled.a" "$newer" -lpthread -Wl,-rpath,"$(dirname "$newer")" -o "$out/newer-boost"
for program in default newer-boost; do
  echo "$program is linked with $(ldd "$out/$program" | grep -o 'libboost_serialization[^ ]*')"
  rm -rf "$out/by-$program"
  "$out/$program" write "$out/by-$program" >/dev/null
done
diff -r "$out/by-default" "$out/by-newer-boost" && echo "both wrote the same bytes: $(find "$out/by-default" -type f | wc -l) archives, $(cat "$out"/by-default/* | wc -c) bytes"
echo "default reads what newer-boost wrote:" && "$out/default" read "$out/by-newer-boost"
echo "newer-boost reads what default wrote:" && "$out/newer-boost" read "$out/by-default"
for release in tests/archives/*/; do
  echo "newer-boost reads release $(basename "$release"):" && "$out/newer-boost" read "$release"
done
