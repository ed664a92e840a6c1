// Legal texts as JSON: whatever the bytes, a valid object that writes and reads again as itself, or
// an error.
#include "fuzz.hpp"
#include "tieuchi/assessment/compiled_set.hpp"
#include "tieuchi/exchange/json.hpp"

namespace tc = tieuchi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text(data, size);
  fuzz::attempt([&] { (void)tc::json::format_of(text); });
  fuzz::attempt([&] {
    const auto set = tc::json::read_criteria_set(text);
    if (!(tc::json::read_criteria_set(tc::json::write(set)) == set)) std::abort();
    const auto rules = tc::compile(
        set, {.on = set.parts().in_force.from, .provenance = tc::Provenance::allow_unverified});
    for (std::size_t f = 0; f < rules.indicator_count(); ++f)
      (void)rules.threshold(f, {.stratum = 0});
  });
  fuzz::attempt([&] {
    const auto overlay = tc::json::read_overlay(text);
    if (!(tc::json::read_overlay(tc::json::write(overlay)) == overlay)) std::abort();
  });
  fuzz::attempt([&] { (void)tc::json::read_programme(text); });
  fuzz::attempt([&] { (void)tc::json::read_rating_scheme(text); });
  fuzz::attempt([&] { (void)tc::json::read_recognition_rule(text); });
  fuzz::attempt([&] { (void)tc::json::read_revocation_rule(text); });
  return 0;
}
