#include "aim.hpp"

#include <algorithm>

namespace pinned {

namespace {

namespace q = requirement;

// Own values and series that ratios refer to: whole numbers, so that every ratio of them is a
// decimal.
Decimal base_of(std::size_t unit) { return Decimal(static_cast<int>(20 + unit % 7)); }

bool passes(Role r) { return r != Role::worse && r != Role::far_worse && r != Role::counts_fail; }

Decimal clamped(const Measure& m, Decimal d) {
  d = std::max(d, Decimal(0));
  return m.kind == MeasureKind::share ? std::min(d, Decimal(100)) : d;
}

// t, or as far from it as the role says; `more` is better or not.
double beside(const Measure& m, Decimal t, bool more, Role role) {
  const Decimal micro = Decimal::from_micros(1);
  const Decimal far = Decimal::from_micros(t.micros() / 2 + 5 * Decimal::scale);
  const auto moved = [&](Decimal by, bool better) { return more == better ? t + by : t - by; };
  switch (role) {
    case Role::worse:
      return moved(micro, false).to_double();
    case Role::far_worse:
      return clamped(m, moved(far, false)).to_double();
    case Role::better:
      return clamped(m, moved(micro, true)).to_double();
    case Role::far_better:
      return clamped(m, moved(far, true)).to_double();
    case Role::noise:
      return t.to_double() + (more ? -4e-7 : 4e-7);
    default:
      return t.to_double();
  }
}

// Counts whose ratio just passes a share, or just fails it.
Aimed counted(Decimal t, bool more, Role role, std::size_t unit) {
  const std::int64_t den = unit % 2 ? 3 : 7;
  const std::int64_t exact = t.micros() * den, whole = 100 * Decimal::scale;
  const std::int64_t below = exact / whole, above = (exact + whole - 1) / whole;
  std::int64_t n = more ? above : below;
  if (role == Role::counts_fail) n += more ? -1 : 1;
  return {static_cast<double>(std::max<std::int64_t>(n, 0)), static_cast<double>(den)};
}

double points(const q::PassMark& k, const std::vector<Decimal>& numbers, std::size_t part,
              Role role) {
  Decimal left = numbers[0];
  std::vector<Decimal> at;
  for (const auto& p : k.parts) {
    const Decimal least =
        numbers.size() > 1
            ? Decimal::from_micros(p.max.micros() / 100 * numbers[1].micros() / Decimal::scale)
            : Decimal(0);
    at.push_back(least), left = left - least;
  }
  for (std::size_t p = 0; p < at.size(); ++p) {
    const Decimal more = std::clamp(left, Decimal(0), k.parts[p].max - at[p]);
    at[p] = at[p] + more, left = left - more;
  }
  return role == Role::worse && part == 0 ? (at[0] - Decimal::from_micros(1)).to_double()
                                          : at[part].to_double();
}

}  // namespace

Aimed aim(const Reader& reader, const Measure& m, const std::vector<Decimal>& numbers, Role role,
          std::size_t unit) {
  const bool good = passes(role);
  const double attained = good ? 1 : 0;
  const double neutral = m.kind == MeasureKind::attained ? attained : good ? 50 : 0;
  if (!reader.indicator) return {neutral};
  const Requirement& asked = reader.indicator->requirement;
  const auto comparator = comparator_of(asked);
  const bool more = !comparator || wants_more(*comparator);
  if (const auto* k = std::get_if<q::SeveralYears>(&asked)) {
    return {k->pattern == q::SeveralYears::Pattern::attained_every_year ? attained
            : good                                                      ? 10.0
                                                                        : 11.0};
  }
  if (m.kind == MeasureKind::attained || numbers.empty()) return {neutral};
  if (const auto* k = std::get_if<q::PassMark>(&asked)) {
    return {points(*k, numbers, reader.part, role)};
  }
  if (std::holds_alternative<q::RatioToSeries>(asked) ||
      std::holds_alternative<q::RatioToPast>(asked)) {
    if (reader.part == 1) return {base_of(unit).to_double()};
    return {beside(m, numbers[0] * base_of(unit), more, role)};
  }
  if (std::holds_alternative<q::Between>(asked)) {
    const bool upper = unit % 2;
    return {beside(m, numbers[upper ? 1 : 0], !upper, role)};
  }
  if (const auto* k = std::get_if<q::OfWhich>(&asked)) {
    if (reader.part == 2) return {(k->small_limit + Decimal(good ? 0 : 1)).to_double()};
    return {beside(m, numbers[reader.part], true, role)};
  }
  const bool share = m.kind == MeasureKind::share;
  if (share && (role == Role::counts_pass || role == Role::counts_fail)) {
    return counted(numbers[0], more, role, unit);
  }
  if (role == Role::counts_fail) role = Role::worse;
  return {beside(m, numbers[0], more, role)};
}

Aimed aim_earlier(const Reader& reader, Role role, int years) {
  const auto* k =
      reader.indicator ? std::get_if<q::SeveralYears>(&reader.indicator->requirement) : nullptr;
  if (k && k->pattern == q::SeveralYears::Pattern::falling_every_year) return {10.0 + years};
  return {passes(role) || years % 2 ? 1.0 : 0.0};
}

}  // namespace pinned
