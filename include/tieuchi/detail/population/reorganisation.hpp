// Bodies of population/reorganisation.hpp.
#pragma once

#include "tieuchi/population/reorganisation.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE Reorganisation::Reorganisation(std::vector<Succession> links,
                                              std::vector<UnitCode> remainder,
                                              const Registry* registry)
    : links_(std::move(links)), unpublished_(std::move(remainder)) {
  std::ranges::sort(unpublished_);
  std::ranges::stable_sort(links_, [](const Succession& a, const Succession& b) {
    if (a.on != b.on) return a.on < b.on;
    return a.from != b.from ? a.from < b.from : a.to < b.to;
  });
  Problems problems;
  const auto bad = [&](ProblemCode what, const Succession& s, const char* column, std::string found,
                       std::string expected) {
    problems.add({.what = what,
                  .column = column,
                  .code = s.from.str() + " → " + (s.to.empty() ? "nothing" : s.to.str()),
                  .found = std::move(found),
                  .expected = std::move(expected)});
  };
  struct Parts {
    Date on;
    double sum = 0;
    bool all = true;
    std::size_t last;
  };
  std::map<std::string, Parts> parts;
  for (std::size_t k = 0; k < links_.size(); ++k) {
    const Succession& s = links_[k];
    if (s.from.empty() && s.to.empty())
      bad(ProblemCode::missing_field, s, "from", "neither", "an old or a new unit");
    if (!s.from.empty() && s.from == s.to)
      bad(ProblemCode::value_out_of_range, s, "to", s.to.str(),
          "another unit: a unit that goes on is not listed");
    if (s.share && !(*s.share > 0 && *s.share <= 1))
      bad(ProblemCode::value_out_of_range, s, "share", std::to_string(*s.share),
          "above 0, 1 at most");
    if (k > 0 && links_[k - 1].on == s.on && links_[k - 1].from == s.from &&
        links_[k - 1].to == s.to)
      bad(ProblemCode::duplicate_row, s, "to", "twice", "each link once");
    const auto there = [&](const UnitCode& unit, Date on, const char* column) {
      if (!registry || unit.empty()) return;
      const auto at = registry->find(unit);
      if (!at)
        bad(ProblemCode::unknown_unit, s, column, unit.str(), "a unit of the registry");
      else if (!registry->exists(*at, on))
        bad(ProblemCode::not_there_yet, s, column, unit.str() + " on " + on.str(),
            "a unit that exists on that day");
    };
    there(s.from, Date::from_days(s.on.days() - 1), "from"), there(s.to, s.on, "to");
    if (s.from.empty()) continue;
    const auto [at, first] = parts.try_emplace(s.from.str(), Parts{.on = s.on, .last = k});
    if (!first && at->second.on != s.on) {
      bad(ProblemCode::two_values, s, "on", s.on.str(),
          at->second.on.str() + ", as another link says: a code is dissolved once");
      continue;
    }
    at->second.sum += s.share.value_or(0), at->second.all = at->second.all && s.share,
                                           at->second.last = k;
  }
  for (const auto& [code, p] : parts) {
    const bool whole = p.all && std::abs(p.sum - 1) < 1e-9;
    if (!whole && !(p.sum < 1 && remainder_not_published(UnitCode{code}))) {
      bad(ProblemCode::shares_not_one, links_[p.last], "share",
          p.all ? std::to_string(p.sum) : "a part without a share",
          "shares that sum to 1, or the unit marked: remainder not published");
    }
  }
  problems.raise<InvalidData>();
  number_codes();
}

TIEUCHI_INLINE void Reorganisation::number_codes() {
  for (const auto& s : links_) {
    if (!s.from.empty()) codes_.push_back(s.from);
    if (!s.to.empty()) codes_.push_back(s.to);
  }
  std::ranges::sort(codes_);
  codes_.erase(std::unique(codes_.begin(), codes_.end()), codes_.end());
  for (std::uint32_t c = 0; c < codes_.size(); ++c) {
    some_unpublished_.push_back(remainder_not_published(codes_[c]));
  }
  for (const auto& s : links_) from_.push_back(number(s.from)), to_.push_back(number(s.to));
}

TIEUCHI_INLINE std::uint32_t Reorganisation::number(const UnitCode& code) const {
  const auto at = std::ranges::lower_bound(codes_, code);
  return at != codes_.end() && *at == code ? static_cast<std::uint32_t>(at - codes_.begin()) : none;
}

TIEUCHI_INLINE Descent Reorganisation::descent(std::span<const UnitCode> units, Date from,
                                               Date to) const {
  Problems problems;
  if (to < from)
    problems.add({.what = ProblemCode::dates_out_of_order,
                  .code = "descent",
                  .found = to.str(),
                  .expected = from.str() + " or later"});
  // What makes up each unit of the moment; a missing share makes every share that passes through it
  // unknown.
  struct Now {
    std::vector<Descent::Parent> parents;
    bool there = false, unchanged = true, missing = false;
  };
  std::vector<Now> now(codes_.size());
  // Number of a listed unit that some link names.
  std::vector<std::uint32_t> of_unit(units.size(), none);
  std::unordered_set<std::string_view> plain;
  plain.reserve(units.size());
  Descent out;
  out.before_.assign(units.begin(), units.end());
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::uint32_t at = number(units[i]);
    bool twice = false;
    if (at == none) {
      twice = !plain.insert(units[i].str()).second;
    } else {
      Now& n = now[of_unit[i] = at];
      twice = n.there;
      if (!twice) n = Now{{{i, 1.0}}, true};
    }
    if (twice)
      problems.add({.what = ProblemCode::duplicate_row,
                    .code = units[i].str(),
                    .found = "twice",
                    .expected = "each unit once"});
  }
  problems.raise<InvalidData>();
  std::set<std::size_t> left, untraced;
  std::vector<Now> gone(codes_.size());
  for (std::size_t k = 0; k < links_.size();) {
    std::size_t end = k;
    while (end < links_.size() && links_[end].on == links_[k].on) ++end;
    if (links_[k].on > from && links_[k].on <= to) {
      // All that happens on one day happens at once.
      for (std::size_t l = k; l < end; ++l) {
        if (from_[l] == none || !now[from_[l]].there) continue;
        Now& parent = gone[from_[l]] = std::exchange(now[from_[l]], Now{});
        // Parts that no link names went somewhere too.
        if (!some_unpublished_[from_[l]]) continue;
        for (const auto& p : parent.parents) untraced.insert(p.before);
      }
      for (std::size_t l = k; l < end; ++l) {
        const Succession& s = links_[l];
        if (from_[l] != none && !gone[from_[l]].there) continue;  // of other units than those asked
        if (to_[l] == none) {
          for (const auto& p : gone[from_[l]].parents) (s.share ? left : untraced).insert(p.before);
          continue;
        }
        Now& into = now[to_[l]];
        into.there = true, into.unchanged = false;
        if (from_[l] == none) {
          into.missing = true;
          continue;
        }
        const Now& parent = gone[from_[l]];
        into.missing = into.missing || parent.missing;
        for (const auto& p : parent.parents) {
          const auto share = p.share && s.share ? std::optional(*p.share * *s.share) : std::nullopt;
          const auto same = std::ranges::find(into.parents, p.before, &Descent::Parent::before);
          if (same == into.parents.end())
            into.parents.push_back({p.before, share});
          else
            same->share =
                same->share && share ? std::optional(*same->share + *share) : std::nullopt;
        }
      }
      for (std::size_t l = k; l < end; ++l) {
        if (from_[l] != none) gone[from_[l]].there = false;
      }
    }
    k = end;
  }
  out.left_.assign(left.begin(), left.end()),
      out.untraced_.assign(untraced.begin(), untraced.end());
  const auto put = [&](const UnitCode& code, Now& n) {
    out.after_.push_back(code);
    std::ranges::sort(n.parents, {}, &Descent::Parent::before);
    out.parents_.insert(out.parents_.end(), n.parents.begin(), n.parents.end());
    out.first_.push_back(out.parents_.size());
    out.unchanged_.push_back(n.unchanged),
        out.parents_missing_.push_back(n.missing || n.parents.empty());
    n.there = false;
  };
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (of_unit[i] == none) {
      Now same{{{i, 1.0}}};
      put(units[i], same);
    } else if (now[of_unit[i]].there) {
      put(units[i], now[of_unit[i]]);
    }
  }
  for (std::uint32_t c = 0; c < codes_.size(); ++c) {
    if (now[c].there) put(codes_[c], now[c]);
  }
  return out;
}

}  // namespace tieuchi::inline v1
