// Tables from offices. The first byte chooses the reading options.
#include "../archives/specimens.hpp"
#include "fuzz.hpp"
#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/exchange/csv.hpp"

namespace tc = tieuchi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tc::CriteriaSet set = specimens::criteria_set();
  static const tc::Registry registry = specimens::registry();
  static const auto rules = tc::compile(
      set, {.on = tc::Date::end_of(2019), .provenance = tc::Provenance::allow_unverified});
  if (size == 0) return 0;
  const unsigned how = data[0];
  const auto text = fuzz::text(data + 1, size - 1);
  const tc::csv::ReadOptions options{
      .file = "f.csv",
      .reference = tc::Date::end_of(2019),
      .decimal_mark = how & 1   ? '.'
                      : how & 2 ? ','
                                : '\0',
      .shares_are_fractions = (how & 4) != 0,
      .amounts_in_dong = (how & 8) != 0,
      .skip_total_rows = (how & 16) != 0,
      .blank_marks = static_cast<tc::csv::BlankMarks>((how >> 5) % 3)};
  fuzz::attempt([&] {
    const auto panel = tc::csv::read_panel(text, set, registry, options);
    const auto result = tc::assess(rules, registry, panel.view());
    (void)tc::csv::write(result, registry);
  });
  fuzz::attempt([&] { (void)tc::csv::read_rows(text); });
  return 0;
}
