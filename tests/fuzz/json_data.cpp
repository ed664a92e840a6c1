// Registries and panels as JSON. A registry that is read judges; a panel is read over a fixed
// registry.
#include "fuzz.hpp"
#include "tieuchi/exchange/json.hpp"

namespace tc = tieuchi;

namespace {

const tc::Registry& three() {
  static const tc::Registry registry(
      {{.code = tc::UnitCode{"1"}}, {.code = tc::UnitCode{"2"}}, {.code = tc::UnitCode{"03"}}});
  return registry;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text(data, size);
  fuzz::attempt([&] {
    const auto registry = tc::json::read_registry(text);
    const auto again = tc::json::read_registry(tc::json::write(registry));
    if (again.size() != registry.size()) std::abort();
    for (tc::UnitIndex u = 0; u < registry.size(); ++u)
      (void)registry.ancestor(u, tc::Level::province, tc::Date(2020, 1, 1));
  });
  fuzz::attempt([&] {
    const auto panel = tc::json::read_panel(text, three());
    (void)tc::json::write(panel, three());
    (void)panel.view().fingerprint();
  });
  return 0;
}
