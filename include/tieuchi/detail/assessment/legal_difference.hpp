// Bodies of assessment/legal_difference.hpp.
#pragma once

#include "tieuchi/assessment/legal_difference.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

// Scopes, and those that are inside several of them at once, with what lies in what.
class ScopeOrder {
 public:
  ScopeOrder(std::span<const Overlay> overlays, const Registry* places, Date on)
      : places_(places), on_(on) {
    for (const Overlay& o : overlays) {
      if (!o.body.empty() && !o.scope.within.empty()) inside_.insert({o.scope.within, o.body});
    }
    for (std::size_t before = 0; before != inside_.size();) {
      before = inside_.size();
      const auto known = inside_;
      for (const auto& [inner, middle] : known) {
        for (auto at = known.lower_bound({middle, UnitCode{}});
             at != known.end() && at->first == middle; ++at) {
          inside_.insert({inner, at->second});
        }
      }
    }
    add(Scope{});
    for (const Overlay& o : overlays) add(of(o));
    for (std::size_t a = 0; a < all_.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) add(both(all_[a], all_[b]));
    }
    std::ranges::sort(all_, {}, key);
  }

  [[nodiscard]] std::span<const Scope> all() const { return all_; }

  // The scope of an overlay in its seat; nothing where no unit can have all that it asks for.
  [[nodiscard]] std::optional<Scope> of(const Overlay& o) const {
    return both({.within = o.place()}, {.attributes = o.scope.attributes});
  }

  [[nodiscard]] bool lies_in(const Scope& a, const Scope& b) const {
    return place_lies_in(a.within, b.within) &&
           std::ranges::all_of(b.attributes, [&](const Scope::Attribute& needed) {
             return std::ranges::find(a.attributes, needed) != a.attributes.end();
           });
  }

  // Those that surround a scope with none between.
  [[nodiscard]] std::vector<std::size_t> around(std::size_t scope) const {
    std::vector<std::size_t> found;
    for (std::size_t o = 0; o < all_.size(); ++o) {
      if (o != scope && lies_in(all_[scope], all_[o])) found.push_back(o);
    }
    const auto surrounding = found;
    std::erase_if(found, [&](std::size_t o) {
      return std::ranges::any_of(
          surrounding, [&](std::size_t n) { return n != o && lies_in(all_[n], all_[o]); });
    });
    return found;
  }

 private:
  static constexpr std::size_t most = 65'535;

  using Key = std::pair<UnitCode, std::vector<std::pair<Dimension, StratumCode>>>;
  static Key key(const Scope& s) {
    Key out{s.within, {}};
    for (const auto& a : s.attributes) out.second.emplace_back(a.dimension, a.code);
    return out;
  }

  [[nodiscard]] bool place_lies_in(const UnitCode& a, const UnitCode& b) const {
    if (b.empty() || a == b) return true;
    if (a.empty()) return false;
    if (places_) {
      const auto inner = places_->find(a), outer = places_->find(b);
      if (inner && outer) return places_->ancestor(*inner, places_->level(*outer), on_) == outer;
    }
    return inside_.contains({a, b});
  }

  // Where both hold; nothing where no unit can lie in both.
  [[nodiscard]] std::optional<Scope> both(const Scope& a, const Scope& b) const {
    const bool inner = place_lies_in(a.within, b.within);
    if (!inner && !place_lies_in(b.within, a.within)) return std::nullopt;
    std::map<Dimension, StratumCode> needs;
    for (const auto* list : {&a.attributes, &b.attributes}) {
      for (const auto& [dimension, code] : *list) {
        if (needs.try_emplace(dimension, code).first->second != code) return std::nullopt;
      }
    }
    Scope out{.within = inner ? a.within : b.within};
    for (const auto& [dimension, code] : needs) out.attributes.push_back({dimension, code});
    return out;
  }

  void add(std::optional<Scope> scope) {
    if (!scope || !known_.insert(key(*scope)).second) return;
    all_.push_back(std::move(*scope));
    if (all_.size() <= most) return;
    throw InvalidCriteria({{.what = ProblemCode::too_large,
                            .found = "more than " + std::to_string(most) + " scopes",
                            .expected = "fewer combinations of overlays"}});
  }

  const Registry* places_;
  Date on_;
  std::set<std::pair<UnitCode, UnitCode>> inside_{};  // a place, and one that it lies in
  std::set<Key> known_{};
  std::vector<Scope> all_{};
};

inline auto as_tuple(const LegalChange& c) {
  const Threshold& t = c.after;
  return std::tie(c.dispute, t.unusable, t.numbers, t.status, t.instrument, t.citation.source);
}

inline LegalChange::Kind kind_of(const LegalChange& c, const Indicator& indicator) {
  using Kind = LegalChange::Kind;
  if (!c.dispute.empty()) return Kind::disputed;
  if (!has_rule(c.before)) return Kind::filled;
  const auto &was = c.before.numbers, &is = c.after.numbers;
  if (was == is) return Kind::confirmed;
  const auto comparator = comparator_of(indicator.requirement);
  if (!comparator || was.size() != 1 || is.size() != 1) return Kind::changed;
  return wants_more(*comparator) == (is[0] > was[0]) ? Kind::tightened : Kind::relaxed;
}

inline std::string rule_in_words(const Threshold& t, Language language) {
  const bool vi = language == Language::vi;
  std::string out = rule_text(t, language);
  if (!has_rule(t)) return out;
  out += " [" + t.instrument;
  switch (t.status) {
    case Status::verified:
      out += vi ? ", đã kiểm chứng" : ", verified";
      break;
    case Status::transcribed:
      out += vi ? ", chép từ văn bản" : ", transcribed";
      break;
    case Status::unverified:
      out += vi ? ", CHƯA KIỂM CHỨNG" : ", UNVERIFIED";
      break;
    case Status::unknown:
      out += vi ? ", KHÔNG RÕ NGUỒN" : ", STATUS UNKNOWN";
      break;
  }
  if (t.synthetic) out += vi ? ", GIẢ LẬP" : ", SYNTHETIC";
  out += "]";
  return t.citation.source.empty() ? out : out + " (" + t.citation.source + ")";
}

}  // namespace detail

TIEUCHI_INLINE std::string rule_text(const Threshold& t, Language language) {
  if (!has_rule(t)) return word(*t.unusable, language);
  std::string out;
  for (const auto n : t.numbers) out += (out.empty() ? "" : "; ") + n.str();
  if (!out.empty()) return out;
  return language == Language::vi ? "đạt" : "attained";
}

TIEUCHI_INLINE std::string word(LegalChange::Kind kind, Language language) {
  const bool vi = language == Language::vi;
  switch (kind) {
    case LegalChange::Kind::filled:
      return vi ? "quy định mới" : "filled";
    case LegalChange::Kind::tightened:
      return vi ? "chặt hơn" : "tightened";
    case LegalChange::Kind::relaxed:
      return vi ? "nhẹ hơn" : "relaxed";
    case LegalChange::Kind::changed:
      return vi ? "thay đổi" : "changed";
    case LegalChange::Kind::confirmed:
      return vi ? "xác nhận" : "confirmed";
    case LegalChange::Kind::disputed:
      return vi ? "mâu thuẫn" : "disputed";
  }
  return "";
}

TIEUCHI_INLINE std::string LegalChange::text(Language language) const {
  std::string out = indicator.str() + " " + stratum.str();
  std::string units = scope.within.str();
  for (const auto& a : scope.attributes) {
    units += (units.empty() ? "" : ", ") + a.dimension.str() + " " + a.code.str();
  }
  if (!units.empty()) out += " {" + units + "}";
  return out + ": " + detail::rule_in_words(before, language) + " → " +
         (dispute.empty() ? detail::rule_in_words(after, language) : dispute) + ": " +
         word(kind, language);
}

TIEUCHI_INLINE std::vector<LegalChange> legal_difference(const CriteriaSet& set,
                                                         CompileOptions options,
                                                         const Registry* places) {
  options.provenance = Provenance::allow_unverified;
  const CompiledSet rules = compile(set, std::move(options));
  const auto& overlays = rules.options().overlays;
  const detail::ScopeOrder scopes(overlays, places, rules.on());
  const std::size_t n = scopes.all().size();

  // Which overlays hold in each scope, and which scopes surround it.
  std::vector<std::vector<std::uint16_t>> holding(n);
  std::vector<std::vector<std::size_t>> around(n);
  for (std::size_t o = 0; o < overlays.size(); ++o) {
    const auto reach = scopes.of(overlays[o]);
    for (std::size_t s = 0; reach && s < n; ++s) {
      if (scopes.lies_in(scopes.all()[s], *reach)) holding[s].push_back(std::uint16_t(o));
    }
  }
  for (std::size_t s = 0; s < n; ++s) around[s] = scopes.around(s);

  std::set<std::pair<SetId, IndicatorNumber>> named;
  for (const Overlay& o : overlays) {
    for (const auto& v : o.values) named.insert({o.set, v.indicator});
  }

  std::vector<LegalChange> out;
  std::vector<LegalChange> here(n);
  for (std::size_t flat = 0; flat < rules.indicator_count(); ++flat) {
    const Indicator& indicator = rules.indicator(flat);
    const auto& base = rules.plan().indicator(flat).base;
    if (!named.contains({set.id(), indicator.number}) &&
        !(base && named.contains({base->set, base->indicator}))) {
      continue;
    }
    for (std::size_t k = 0; k < set.parts().strata.size(); ++k) {
      const auto in = [&](const std::vector<std::uint16_t>& with) {
        return rules.threshold(flat, {.stratum = int(k), .overlays = with});
      };
      LegalChange without{.indicator = indicator.number, .stratum = set.parts().strata[k]};
      without.before = without.after = in({});
      for (std::size_t s = 0; s < n; ++s) {
        LegalChange& c = here[s] = without;
        c.scope = scopes.all()[s];
        try {
          c.after = in(holding[s]);
        } catch (const InvalidCriteria& e) {
          c.after = {.unusable = Reason::no_threshold};
          c.dispute = e.problems().front().found;
        }
        c.kind = detail::kind_of(c, indicator);
      }
      for (std::size_t s = 0; s < n; ++s) {
        if (detail::as_tuple(here[s]) == detail::as_tuple(without)) continue;
        const bool repeats = !around[s].empty() && std::ranges::all_of(around[s], [&](auto o) {
          return detail::as_tuple(here[o]) == detail::as_tuple(here[s]);
        });
        if (!repeats) out.push_back(here[s]);
      }
    }
  }
  return out;
}

}  // namespace tieuchi::inline v1
