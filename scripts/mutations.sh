#!/usr/bin/env bash
# Changes the judging code in one place at a time; the tests must notice every time. Works on a copy.
# Usage: mutations.sh [NAME…]   (all of them without a name)
set -euo pipefail
cd "$(dirname "$0")/.."
work=build/mutations
rm -rf "$work/src" && mkdir -p "$work/src"
git ls-files -z | xargs -0 cp -P --parents -t "$work/src"
base=$PWD/$work/src
survived=0
only=("$@")
try() {  # NAME FILE FROM TO
  local name=$1 file=$2 from=$3 to=$4
  if [ ${#only[@]} -gt 0 ] && [[ " ${only[*]} " != *" $name "* ]]; then return; fi
  cp "$base/include/tieuchi/$file" "$work/original"
  FROM=$from TO=$to perl -0pi -e 's/\Q$ENV{FROM}\E/$ENV{TO}/' "$base/include/tieuchi/$file"
  if cmp -s "$work/original" "$base/include/tieuchi/$file"; then
    echo "mutation $name: does not apply any more"; survived=1; return
  fi
  cmake --build "$work/build" --target tieuchi_tests >"$work/build.log" 2>&1 ||
    { echo "mutation $name: does not compile"; tail -n 20 "$work/build.log"; cp "$work/original" "$base/include/tieuchi/$file"; survived=1; return; }
  local failed
  failed=$({ "$work/build/tests/tieuchi_tests" --gtest_brief=1 2>/dev/null || true; } | sed -n 's/^\[  FAILED  \] \([A-Za-z]*\.[a-z0-9A-Z_]*\).*/\1/p' | sort -u | head -n 3 | tr '\n' ' ')
  if [ -n "$failed" ]; then echo "mutation $name: noticed by $failed"; else echo "mutation $name: SURVIVED"; survived=1; fi
  cp "$work/original" "$base/include/tieuchi/$file"
}
cmake -S "$base" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS=-O0 \
  -DTIEUCHI_TEST_FILTER='(requirement|semantics|combine|recognition|choice|words|judge|assess)_test' >/dev/null
try flip_a_comparison      assessment/compiled_set.hpp 'case Comparator::at_least: out.from = from; break;' 'case Comparator::at_least: out.to = from; break;'
try lose_strictness        assessment/compiled_set.hpp 'out.strict = !rounding &&' 'out.strict = rounding &&'
try drop_not_applicable    detail/kernels.hpp 'not_met | met | (pa & pb & 4) | reason' 'not_met | met | reason'
try any_for_all            assessment/combine.hpp 'for (const Cell c : members) p = detail::all_of(p, c.possible());' 'for (const Cell c : members) p = detail::all_of(p, detail::swap_met(c.possible())); p = detail::swap_met(p);'
try skip_one_mask          detail/kernels.hpp 'place_of_state[state ? state[u] : 0]' 'place_of_state[state ? 0 : 0]'
try skip_the_mask          detail/kernels.hpp 'if (state) {' 'if (false) {'
try last_day_not_in_force  period.hpp 'return {first, last.plus_days(1)};' 'return {first, last};'
try unknown_revokes        assessment/recognition.hpp 'return surely ? Verdict::not_met : perhaps ? Verdict::unknown : Verdict::met;' 'return perhaps ? Verdict::not_met : Verdict::met;'
try use_unverified         assessment/compiled_set.hpp 'if (out.status != Status::verified && options_.provenance == Provenance::verified_only) {' 'if (false) {'
try borrow_a_column        assessment/compiled_set.hpp 'int stratum = -1;' 'int stratum = 0;'
try forget_conflicts       observation/choice.hpp 'if (!same) best.state = Observed::conflict;' ''
try nearest_double_only    decimal.hpp 'while (passes(std::nextafter(x, down))) x = std::nextafter(x, down);' ''
exit $survived
