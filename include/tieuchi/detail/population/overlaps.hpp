// Statements of one kind about one unit that speak of the same day, and days between that none
// speaks of.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tieuchi/period.hpp"

namespace tieuchi::inline v1::detail {

struct Stated {
  Period period;
  std::optional<Date> recorded;
  std::string_view value;
  bool withdrawn = false;

  [[nodiscard]] std::string str() const {
    return std::string(value) + (withdrawn ? " withdrawn" : "") + " (" + period.str() +
           "), recorded on " + recorded.value_or(period.from).str();
  }
};

// A statement replaces those recorded earlier on the days that both speak of. Without a day of its
// own it counts as recorded on its first day, and replaces nothing: otherwise a doubled line would
// be a correction.
class Overlaps {
 public:
  explicit Overlaps(std::vector<Stated> list) : list_(std::move(list)) {
    std::ranges::stable_sort(list_, {}, [](const Stated& s) { return s.period.from; });
  }

  // Calls `f` with a statement and another one that it neither replaces nor is replaced by. In the
  // order of their first days a period overlaps an earlier one only if it overlaps the one that
  // ends last: a hostile list of many statements takes no quadratic time.
  template <class F>
  void for_each(const F& f) const {
    std::vector<const Stated*> list;
    for (const Stated& s : list_) list.push_back(&s);
    std::ranges::stable_sort(list, {}, [](const Stated* s) { return s->recorded; });
    std::vector<const Stated*> plain;
    for (std::size_t k = 0, last = 0; k < list.size(); ++k) {
      const Stated& now = *list[k];
      if (!now.recorded) plain.push_back(&now);
      if (k == 0 || list[k - 1]->recorded != now.recorded) {
        last = k;  // the first that was recorded on its day
      } else {
        const Period& before = list[last]->period;
        if (before.overlaps(now.period)) f(now, *list[last]);
        if (before.to && (!now.period.to || *now.period.to > *before.to)) last = k;
      }
    }
    for (const Stated* s : list) {
      if (!s->recorded || plain.empty()) continue;
      // Of those without a day of recording that it overlaps, the one that begins last.
      const auto end =
          s->period.to ? std::ranges::lower_bound(plain, *s->period.to, {},
                                                  [](const Stated* p) { return p->period.from; })
                       : plain.end();
      if (end == plain.begin()) continue;
      const Stated& before = **(end - 1);
      if (before.period.overlaps(s->period) && *s->recorded <= before.period.from) f(*s, before);
    }
  }

  // Calls `f` with the first day after a statement that none speaks of, though a later one follows.
  template <class F>
  void for_each_gap(const F& f) const {
    std::optional<Date> to;  // the day on which the last of them ends
    bool endless = false;
    for (std::size_t k = 0; k < list_.size(); ++k) {
      const Period& now = list_[k].period;
      if (k > 0 && !endless && *to < now.from) f(*to);
      endless = endless || !now.to;
      if (now.to && (!to || *now.to > *to)) to = now.to;
    }
  }

 private:
  std::vector<Stated> list_;  // in the order of their first days
};

}  // namespace tieuchi::inline v1::detail
