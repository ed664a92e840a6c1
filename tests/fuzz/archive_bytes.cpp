// Archives. The bytes are tried as they are and, since a checksum would keep a fuzzer outside, once
// more as the body of an envelope made right; the first byte is the kind. What loads is used.
#include <boost/crc.hpp>

#include "../archives/specimens.hpp"
#include "fuzz.hpp"

namespace tc = tieuchi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto text = fuzz::text(data, size);
  fuzz::attempt([&] { (void)specimens::saved_again(text); });
  const auto kind = static_cast<tc::archive::Kind>(data[0] % tc::archive::kinds);
  const auto body = text.substr(1);
  boost::crc_optimal<64, 0x42F0E1EBA9EA3693, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, true, true>
      crc;
  crc.process_bytes(body.data(), body.size());
  char sum[17];
  std::snprintf(sum, sizeof sum, "%016llx", static_cast<unsigned long long>(crc.checksum()));
  const std::string bytes = "tieuchi-archive 1 " + std::string(tc::archive::name(kind)) + " " +
                            std::to_string(body.size()) + " " + sum + "\n" + std::string(body);
  fuzz::attempt([&] {
    const std::string again = specimens::saved_again(bytes);
    if (specimens::saved_again(again) != again) std::abort();
  });
  using tc::archive::Kind;
  fuzz::attempt([&] {
    if (kind == Kind::criteria_set) {
      const auto set = tc::archive::load<tc::CriteriaSet>(bytes);
      (void)tc::compile(set, {.on = set.parts().in_force.from});
    } else if (kind == Kind::registry) {
      const auto registry = tc::archive::load<tc::Registry>(bytes);
      for (tc::UnitIndex u = 0; u < registry.size(); ++u)
        (void)registry.ancestor(u, tc::Level::province, tc::Date(2020, 1, 1));
    } else if (kind == Kind::assessment) {
      const auto result = tc::archive::load<tc::Assessment>(bytes);
      for (std::size_t row = 0; row < result.size(); ++row)
        (void)result.whole(row), (void)result.column(row);
    } else if (kind == Kind::model) {
      const auto model = tc::archive::load<tc::Model>(bytes);
      if (model.history().units() * model.history().criteria() > 1000) return;
      (void)tc::project(model, {.until = model.history().parts().years.back() + 1, .draws = 3});
    } else if (kind == Kind::outlook) {
      const auto outlook = tc::archive::load<tc::Outlook>(bytes);
      (void)outlook.probability(tc::Metric::mean_criteria, 0, 1);
      (void)outlook.unit_law(0, 0), (void)outlook.time_to_all(0), (void)outlook.district_mean(0, 0),
          (void)outlook.law_of_all(0).mean();
    } else if (kind == Kind::works) {
      const auto works = tc::archive::load<tc::WorkList>(bytes);
      if (!works.any_order()) (void)tc::prioritise(works, {.budget = 1, .states = 1000});
    }
  });
  return 0;
}
