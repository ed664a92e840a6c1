// How `assess` works: rows are given judging columns, then blocks of them are judged by the plan,
// independently of each other, counted, and brought in line with declared numbers.
#include "tieuchi/assessment/assess.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_ASSESSOR
#define TIEUCHI_DETAIL_ASSESSMENT_ASSESSOR

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "tieuchi/assessment/judge.hpp"
#include "tieuchi/detail/assessment/executor.hpp"
#include "tieuchi/detail/assessment/placement.hpp"
#include "tieuchi/detail/assessment/row_reader.hpp"
#include "tieuchi/detail/parallel.hpp"

namespace tieuchi::inline v1 {

class Assessor {
 public:
  Assessor(const CompiledSet& rules, const Registry& registry, const Panel& panel,
           const AssessOptions& options)
      : registry_(registry),
        panel_(panel),
        result_(rules),
        stop_(options.stop),
        reader_(result_.rules_, registry, panel, options) {
    require_known_on_the_day();
    result_.options_ = options;
    result_.options_.stop = {};  // what is kept must not refer to the caller's
    result_.n_ = panel.size();
    result_.panel_fingerprint_ = panel.fingerprint();
  }

  Assessment run() {
    const std::size_t n = panel_.size(), criteria = result_.criteria();
    place_units();
    result_.cells_.resize(criteria * n);
    if (result_.options_.keep_indicators) {
      result_.indicator_cells_.resize(result_.rules_.indicator_count() * n);
    }
    result_.whole_.resize(n);
    result_.counts_ = detail::CountPlanes(n, criteria);
    const detail::Executor executor(result_.rules_, reader_, result_.columns_);
    const std::size_t threads = threads_for(n);
    std::vector<std::vector<std::uint32_t>> conflicts(threads);
    detail::on_threads(threads, [&](std::size_t t) {
      const std::size_t blocks = (n + block - 1) / block;
      const std::size_t to = std::min(n, blocks * (t + 1) / threads * block);
      detail::PlaneStack planes(block);
      for (std::size_t at = blocks * t / threads * block; at < to && !stop_.stop_requested();
           at += block) {
        const std::size_t rows = std::min(block, to - at);
        executor.run(at, rows, result_.column_of_.data(), planes, Store{result_, at, rows});
        if (reader_.declared().any_counts()) settle(at, rows, conflicts[t]);
      }
    });
    if (stop_.stop_requested()) throw Stopped();
    for (const auto& found : conflicts) {
      result_.count_conflicts_.insert(result_.count_conflicts_.end(), found.begin(), found.end());
    }
    return std::move(result_);
  }

 private:
  static constexpr std::size_t block = detail::Executor::block;

  [[nodiscard]] std::size_t threads_for(std::size_t n) const {
    const std::size_t blocks = std::max<std::size_t>((n + block - 1) / block, 1);
    return std::clamp<std::size_t>(std::size_t(std::max(1, result_.options_.threads)), 1, blocks);
  }

  // Where the planes of a block go.
  struct Store {
    Assessment& result;
    std::size_t at, n;

    void indicator(std::size_t flat, const std::uint8_t* cells) {
      if (result.indicator_cells_.empty()) return;
      std::copy_n(cells, n, result.indicator_cells_.data() + flat * result.n_ + at);
    }
    void criterion(std::size_t c, const std::uint8_t* cells) {
      std::copy_n(cells, n, result.cells_.data() + c * result.n_ + at);
      result.counts_.add(cells, at, n);
    }
    void whole(const std::uint8_t* cells) { std::copy_n(cells, n, result.whole_.data() + at); }
  };

  // What a view leaves out cannot be known otherwise again.
  void require_known_on_the_day() const {
    const auto &of_rules = result_.rules_.known_on(), &of_panel = panel_.known_on();
    if (!of_panel || of_panel == of_rules) return;
    throw InvalidData(
        {{.what = ProblemCode::known_on_another_day,
          .code = "panel",
          .found = "as of " + of_panel->str(),
          .expected = of_rules ? "as of " + of_rules->str() + ", as the set was compiled"
                               : "rules compiled with known_on " + of_panel->str() +
                                     "; these ask for all that is known"}});
  }

  void place_units() {
    const std::size_t n = panel_.size();
    result_.column_of_.resize(n);
    if (n > 0 && panel_.unit(0) == 0 && panel_.unit(n - 1) == n - 1) {
      bool identity = true;
      for (std::size_t r = 0; r < n && identity; ++r) identity = panel_.unit(r) == r;
      if (!identity) copy_units();
    } else if (n > 0) {
      copy_units();
    }
    for (std::size_t r = 0; r < n; ++r) {
      if (panel_.unit(r) >= registry_.size()) {
        throw InvalidData({{.what = ProblemCode::unknown_unit,
                            .row = std::int64_t(r) + 1,
                            .found = std::to_string(panel_.unit(r)),
                            .expected = "an index below " + std::to_string(registry_.size())}});
      }
    }
    detail::Placement placement(result_.rules_, registry_);
    for (std::size_t r = 0; r < n; ++r) result_.column_of_[r] = placement.column(panel_.unit(r));
    result_.columns_.assign(placement.columns().begin(), placement.columns().end());
  }

  void copy_units() {
    result_.units_.resize(panel_.size());
    for (std::size_t r = 0; r < panel_.size(); ++r) result_.units_[r] = panel_.unit(r);
  }

  // Brings the rows of a block in line with the declared number met: the intervals are intersected,
  // and none or all of them decides what is open. Rows where they do not meet, or two numbers of
  // equal rank differ, are `conflicts`.
  void settle(std::size_t at, std::size_t n, std::vector<std::uint32_t>& conflicts) {
    const int all = int(result_.criteria());
    for (std::size_t row = at; row < at + n; ++row) {
      const auto declared = reader_.declared().count(row);
      if (!declared.of) continue;
      const int least = std::max(result_.counts_.met_least(row), declared.value.least);
      const int most = std::min(result_.counts_.met_most(row), declared.value.most);
      if (declared.conflict || least > most) {
        conflicts.push_back(static_cast<std::uint32_t>(row));
        continue;
      }
      const bool none = declared.value.most == 0;
      if (none || declared.value.least == all) decide_open(row, none);
      result_.counts_.narrow_met(row, least, most);
      result_.whole_[row] = result_.whole_of(row).byte();
    }
  }
  // None or all criteria are met: so are the undecided ones.
  void decide_open(std::size_t row, bool none) {
    result_.counts_.clear(row);
    for (std::size_t c = 0; c < result_.criteria(); ++c) {
      std::uint8_t& byte = result_.cells_[c * result_.n_ + row];
      const Cell cell = Cell::from_byte(byte);
      const auto left = static_cast<Possible>(
          cell.possible() & (none ? possible::not_met | possible::not_applicable : possible::met));
      if (!cell.decided()) byte = Cell(left, Reason::implied_by_count).byte();
      result_.counts_.add(&byte, row, 1);
    }
  }

  const Registry& registry_;
  const Panel& panel_;
  Assessment result_;
  StopSignal stop_;
  detail::RowReader reader_;
};

}  // namespace tieuchi::inline v1

#endif
