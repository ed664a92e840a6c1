// Bodies of projection/merged_history.hpp.
#pragma once

#include "tieuchi/projection/merged_history.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE MergedHistory merge(const History& history, const Descent& descent,
                                   ParentStates rule) {
  const auto& old = history.parts();
  if (old.units != descent.before()) {
    throw InvalidData({{.what = ProblemCode::wrong_size,
                        .code = "history",
                        .found = std::to_string(old.units.size()) + " units",
                        .expected = "the " + std::to_string(descent.before().size()) +
                                    " earlier units of the descent, in its order"}});
  }
  const std::size_t n = history.units(), k = history.criteria(), t = history.years();
  std::vector<std::size_t> changed;
  std::vector<std::uint8_t> population(n, 0);
  for (std::size_t i = 0; i < descent.after().size(); ++i) {
    if (descent.unchanged(i))
      population[descent.parents(i)[0].before] = 1;
    else
      changed.push_back(i), population.push_back(1);
  }
  const std::size_t all = n + changed.size();
  HistoryParts p = old;
  p.states.assign(t * k * all, static_cast<std::uint8_t>(State::missing));
  const auto rows = [&](const auto& from, auto& to) {  // [years, units]: merged units have 0
    if (from.empty()) return;
    to.assign(t * all, {});
    for (std::size_t y = 0; y < t; ++y)
      std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(y * n), n,
                  to.begin() + static_cast<std::ptrdiff_t>(y * all));
  };
  rows(old.registered, p.registered);
  for (std::size_t v = 0; v < p.covariates.size(); ++v)
    rows(old.covariates[v].values, p.covariates[v].values);
  for (std::size_t y = 0; y < t; ++y) {
    for (std::size_t j = 0; j < k; ++j)
      std::copy_n(old.states.begin() + static_cast<std::ptrdiff_t>((y * k + j) * n), n,
                  p.states.begin() + static_cast<std::ptrdiff_t>((y * k + j) * all));
  }
  for (std::size_t m = 0; m < changed.size(); ++m) {
    const std::size_t i = changed[m];
    const auto parents = descent.parents(i);
    // A code that goes on with others added is a new unit; its own past stands under another name.
    const auto past = std::ranges::find(old.units, descent.after()[i]);
    if (past != old.units.end())
      p.units[static_cast<std::size_t>(past - old.units.begin())] =
          UnitCode{past->str() + " (before)"};
    p.units.push_back(descent.after()[i]);
    const auto place = [&](std::vector<std::uint32_t>& of, std::size_t places) {
      if (of.empty()) return;
      std::vector<std::size_t> votes(places, 0);
      for (const auto& x : parents) ++votes[of[x.before]];
      of.push_back(static_cast<std::uint32_t>(std::ranges::max_element(votes) - votes.begin()));
    };
    place(p.district, p.districts.size()), place(p.province, p.provinces.size());
    for (std::size_t j = 0; j < k; ++j) {
      std::size_t met = 0, not_met = 0, gone = 0;
      for (const auto& x : parents) {
        const State s = history.state(t - 1, j, x.before);
        met += s == State::met, not_met += s == State::not_met, gone += s == State::not_applicable;
      }
      const bool missing = descent.parents_missing(i) || met + not_met + gone < parents.size();
      State s = State::missing;
      if (!missing && gone == parents.size())
        s = State::not_applicable;
      else if (rule == ParentStates::all_parents)
        s = not_met > 0 ? State::not_met : missing ? State::missing : State::met;
      else if (rule == ParentStates::any_parent)
        s = met > 0 ? State::met : missing ? State::missing : State::not_met;
      else if (!missing && (met == 0 || not_met == 0))
        s = met > 0 ? State::met : State::not_met;
      p.states[((t - 1) * k + j) * all + n + m] = static_cast<std::uint8_t>(s);
    }
    for (auto& v : p.covariates) {
      for (std::size_t y = 0; y < t; ++y) {
        double sum = 0;
        for (const auto& x : parents) sum += v.values[y * all + x.before];
        v.values[y * all + n + m] = parents.empty() ? 0 : sum / static_cast<double>(parents.size());
      }
    }
  }
  return {History(std::move(p)), std::move(population), rule};
}

}  // namespace tieuchi::inline v1
