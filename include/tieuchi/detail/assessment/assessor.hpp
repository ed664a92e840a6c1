// How `assess` works: rows are given judging columns, thresholds are tabulated per column, then
// blocks of units are judged independently of each other.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/assessment/combine.hpp"
#include "tieuchi/assessment/judge.hpp"
#include "tieuchi/detail/assessment/kernels.hpp"
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
    result_.options_ = options;
    result_.options_.stop = {};  // what is kept must not refer to the caller's
    result_.n_ = panel.size();
    result_.panel_fingerprint_ = panel.fingerprint();
  }

  Assessment run() {
    const std::size_t n = panel_.size(), criteria = result_.criteria();
    place_units();
    tabulate();
    result_.cells_.resize(criteria * n);
    if (result_.options_.keep_indicators) {
      result_.indicator_cells_.resize(result_.rules_.indicator_count() * n);
    }
    for (auto* counts : {&result_.met_least_, &result_.met_most_, &result_.applicable_least_,
                         &result_.applicable_most_, &result_.count_conflict_}) {
      counts->resize(n);
    }
    declared_.assign(criteria, false);
    for (const auto& d : panel_.verdicts()) {
      for (std::size_t c = 0; c < criteria; ++c) {
        if (d.set == result_.rules_.set().id() &&
            d.criterion == result_.rules_.criterion(c).number) {
          declared_[c] = true;
        }
      }
    }
    in_parallel(n, [&](std::size_t from, std::size_t to) {
      for (std::size_t at = from; at < to && !stop_.stop_requested(); at += block) {
        judge_block(at, std::min(block, to - at));
      }
    });
    if (stop_.stop_requested()) throw Stopped();
    return std::move(result_);
  }

 private:
  static constexpr std::size_t block = 4096;

  template <class Work>
  void in_parallel(std::size_t n, const Work& work) const {
    const std::size_t blocks = (n + block - 1) / block;
    const std::size_t threads = std::clamp<std::size_t>(
        std::size_t(std::max(1, result_.options_.threads)), 1, std::max<std::size_t>(blocks, 1));
    detail::on_threads(threads, [&](std::size_t t) {
      work(blocks * t / threads * block, std::min(n, blocks * (t + 1) / threads * block));
    });
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
    std::map<JudgingColumn, std::uint16_t> known;
    JudgingColumn last{.stratum = -2};
    std::uint16_t last_index = 0;
    for (std::size_t r = 0; r < n; ++r) {
      const JudgingColumn& column = placement.column(panel_.unit(r));
      if (column != last) {
        const auto [at, fresh] = known.try_emplace(column, std::uint16_t(known.size()));
        if (fresh) {
          result_.columns_.push_back(column);
          doubtful_.push_back(!column.others.empty());
        }
        if (known.size() > 65535) {
          throw InvalidData({{.what = ProblemCode::too_large,
                              .found = "more than 65,535 columns",
                              .expected = "fewer combinations of overlays"}});
        }
        last = column, last_index = at->second;
      }
      result_.column_of_[r] = last_index;
    }
  }

  void copy_units() {
    result_.units_.resize(panel_.size());
    for (std::size_t r = 0; r < panel_.size(); ++r) result_.units_[r] = panel_.unit(r);
  }

  void tabulate() {
    const auto& rules = result_.rules_;
    thresholds_.resize(rules.indicator_count());
    tables_.resize(rules.indicator_count());
    for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
      const PlanNode& node = reader_.node(f);
      const auto& comparisons = comparisons_.emplace_back(detail::comparisons_of(node));
      std::size_t most = 1;  // thresholds of one column
      for (const auto& column : result_.columns_) {
        thresholds_[f].push_back(rules.threshold(f, column));
        most = std::max(most, 1 + thresholds_[f].back().others.size());
      }
      const auto plain = [&](const op::Compare& part) {
        return is_plain(reader_.source(f, part.read));
      };
      if (comparisons && !std::ranges::all_of(comparisons->parts, plain)) {
        comparisons_.back().reset();
      }
      if (!comparisons) continue;
      const std::size_t parts = comparisons->parts.size();
      tables_[f].assign(most, Tables(parts));
      for (std::size_t k = 0; k < most; ++k) {
        for (const Threshold& t : thresholds_[f]) {
          const Threshold& one = k > 0 && k <= t.others.size() ? t.others[k - 1] : t;
          for (std::size_t p = 0; p < parts; ++p) {
            const auto cut = comparisons->parts[p].cut;
            tables_[f][k][p].push_back(kernel_column(one, cut, node.reads.size() == 1));
          }
        }
      }
    }
  }

  static detail::KernelColumn kernel_column(const Threshold& t, std::size_t cut, bool sole) {
    detail::KernelColumn k{0, 0, {}};
    const bool usable = !t.unusable && cut < t.limits.size();
    if (usable) k.low = t.limits[cut].low, k.high = t.limits[cut].high;
    // An assertion that a single measure is not applicable comes before its threshold.
    const auto state = [&](int s) {
      const Cell absent = cell_of_absence(static_cast<Observed>(s));
      return usable || (sole && absent.verdict() == Verdict::not_applicable)
                 ? absent.byte()
                 : Cell(possible::undecided, t.unusable.value_or(Reason::not_published)).byte();
    };
    k.cell[2] = state(int(Observed::invalid));
    k.cell[0] = usable ? detail::is_short.byte() : k.cell[2];
    k.cell[1] = usable ? detail::is_met.byte() : k.cell[2];
    for (int s = 1; s < observed_kinds; ++s) k.cell[s + 2] = state(s);
    return k;
  }

  // Whether a source can be judged by the interval kernel.
  static bool is_plain(const detail::RowReader::Source& source) {
    const Column* c = source.choice.single();
    return source.choice.empty() || (c && c->denominators.empty());
  }

  void judge_part(std::size_t f, std::size_t k, std::size_t part, std::size_t at, std::size_t n,
                  bool one_column, std::uint8_t* out) const {
    const auto& source = reader_.source(f, comparisons_[f]->parts[part].read);
    const auto* columns = result_.column_of_.data() + at;
    const auto& table = tables_[f][k][part];
    const Column* column = source.choice.single();
    if (!column) {
      for (std::size_t u = 0; u < n; ++u) {
        out[u] = table[columns[u]].cell[int(Observed::not_collected) + 2];
      }
      return;
    }
    const double* values = column->values.data() + at;
    const std::uint8_t* states = column->states.empty() ? nullptr : column->states.data() + at;
    const bool attained = source.measure->kind == MeasureKind::attained;
    const auto kernel = attained ? (one_column ? detail::judge_interval_in_vectors<true>
                                               : detail::judge_interval<true, false>)
                                 : (one_column ? detail::judge_interval_in_vectors<false>
                                               : detail::judge_interval<false, false>);
    kernel(values, states, columns, n, table.data(), source.measure->smallest(),
           source.measure->largest(), out);
  }

  // A block of units: which rows, whether they share one column, whether one of them has others.
  struct Block {
    std::size_t at, n;
    bool one_column, doubtful;
    std::vector<std::uint8_t> part, other;  // scratch
  };

  // The cells of an indicator of intervals by the threshold number k of each column.
  void judge_intervals(std::size_t f, std::size_t k, Block& b, std::uint8_t* out) const {
    judge_part(f, k, 0, b.at, b.n, b.one_column, out);
    for (std::size_t p = 1; p < comparisons_[f]->parts.size(); ++p) {
      judge_part(f, k, p, b.at, b.n, b.one_column, b.part.data());
      detail::fold_worst(out, b.part.data(), b.n);
    }
    if (comparisons_[f]->within) part_above_whole(f, k, b.at, b.n, out);
  }

  void judge_indicator(std::size_t f, Block& b, std::uint8_t* out) const {
    if (comparisons_[f]) {
      judge_intervals(f, 0, b, out);
      for (std::size_t k = 1; b.doubtful && k < tables_[f].size(); ++k) {
        b.other.resize(block);
        judge_intervals(f, k, b, b.other.data());
        for (std::size_t u = 0; u < b.n; ++u) {
          out[u] = detail::unite(Cell::from_byte(out[u]), Cell::from_byte(b.other[u]),
                                 Reason::stratum_missing)
                       .byte();
        }
      }
      if (const auto* condition = reader_.condition_of(reader_.node(f))) {
        for (std::size_t u = 0; u < b.n; ++u) {
          out[u] = apply(reader_.read(*condition, b.at + u), Cell::from_byte(out[u])).byte();
        }
      }
      return;
    }
    for (std::size_t u = 0; u < b.n; ++u) {
      const auto column_index = result_.column_of_[b.at + u];
      out[u] = reader_.cell(f, b.at + u, thresholds_[f][column_index]).byte();
    }
  }

  void part_above_whole(std::size_t f, std::size_t k, std::size_t at, std::size_t n,
                        std::uint8_t* out) const {
    const auto& of_part = reader_.source(f, comparisons_[f]->within->part);
    const Column* whole = reader_.source(f, comparisons_[f]->within->whole).choice.single();
    const Column* part = of_part.choice.single();
    if (!whole || !part) return;
    const double most = of_part.measure->largest();
    for (std::size_t u = at; u < at + n; ++u) {
      const bool both = (whole->states.empty() || whole->states[u] == 0) &&
                        (part->states.empty() || part->states[u] == 0);
      if (both && part->values[u] > whole->values[u] && whole->values[u] >= 0 &&
          part->values[u] <= most) {
        out[u - at] = tables_[f][k][0][result_.column_of_[u]].cell[2];
      }
    }
  }

  void judge_block(std::size_t at, std::size_t n) {
    const auto& rules = result_.rules_;
    std::vector<std::uint8_t> buffer;
    const auto* columns = result_.column_of_.data() + at;
    Block b{.at = at,
            .n = n,
            .one_column = std::all_of(columns, columns + n, [&](auto c) { return c == *columns; }),
            .doubtful = false,
            .part = std::vector<std::uint8_t>(block),
            .other = {}};
    b.doubtful = b.one_column
                     ? doubtful_[*columns]
                     : std::any_of(columns, columns + n, [&](auto c) { return doubtful_[c]; });
    std::size_t f = 0;
    for (std::size_t c = 0; c < result_.criteria(); ++c) {
      const Criterion& criterion = rules.criterion(c);
      const std::size_t members = criterion.indicators.size();
      const bool all = std::holds_alternative<rule::AllOf>(criterion.rule);
      buffer.resize((all ? 1 : std::max<std::size_t>(members, 1)) * block);
      std::uint8_t* out = result_.cells_.data() + c * panel_.size() + at;
      for (std::size_t i = 0; i < members; ++i, ++f) {
        std::uint8_t* cells = all ? (i == 0 ? out : buffer.data()) : buffer.data() + i * block;
        judge_indicator(f, b, cells);
        if (!result_.indicator_cells_.empty()) {
          std::copy_n(cells, n, result_.indicator_cells_.data() + f * panel_.size() + at);
        }
        if (all && i > 0) detail::fold_worst(out, cells, n);
      }
      if (members == 0 || !all) {
        std::vector<Cell> row(members);
        for (std::size_t u = 0; u < n; ++u) {
          for (std::size_t i = 0; i < members; ++i) {
            row[i] = Cell::from_byte(buffer[i * block + u]);
          }
          out[u] = combine(criterion.rule, row).byte();
        }
      }
      if (const auto* condition = reader_.condition_of(rules.plan().criterion(c))) {
        for (std::size_t u = 0; u < n; ++u) {
          out[u] = apply(reader_.read(*condition, at + u), Cell::from_byte(out[u])).byte();
        }
      }
      if (declared_[c]) use_declared(c, at, n, out);
    }
    for (std::size_t c = 0; c < result_.criteria(); ++c) count(c, at, n);
    if (!panel_.counts().empty()) use_counts(at, n);
  }

  void count(std::size_t c, std::size_t at, std::size_t n) {
    detail::count_cells(result_.cells_.data() + c * panel_.size() + at, n,
                        result_.met_least_.data() + at, result_.met_most_.data() + at,
                        result_.applicable_least_.data() + at,
                        result_.applicable_most_.data() + at);
  }

  void use_declared(std::size_t c, std::size_t at, std::size_t n, std::uint8_t* out) const {
    for (std::size_t u = 0; u < n; ++u) {
      bool found = false;
      const auto [cell, evidence] = detail::declared_cell(panel_.verdicts(), result_.rules_, c,
                                                          result_.options_, at + u, found);
      if (!found) continue;
      const Cell derived = Cell::from_byte(out[u]);
      const Evidence own = derived.decided() ? reader_.evidence(c, at + u) : Evidence{};
      out[u] = detail::reconcile(derived, own, cell, evidence).byte();
    }
  }

  void use_counts(std::size_t at, std::size_t n) {
    const auto& rules = result_.rules_;
    const int all = int(result_.criteria());
    for (std::size_t row = at; row < at + n; ++row) {
      const DeclaredCounts* best = nullptr;
      for (const auto& d : panel_.counts()) {
        if (d.set != rules.set().id() || d.least[row] > d.most[row]) continue;
        if (d.reference > rules.on() || d.reference < result_.options_.max_age.oldest(rules.on())) {
          continue;
        }
        if (result_.options_.known_on && d.reference > *result_.options_.known_on) continue;
        if (!best || d.reference > best->reference ||
            (d.reference == best->reference && d.evidence > best->evidence)) {
          best = &d;
        }
      }
      if (!best) continue;
      const int least = std::max<int>(result_.met_least_[row], best->least[row]);
      const int most = std::min<int>(result_.met_most_[row], best->most[row]);
      if (least > most) {
        result_.count_conflict_[row] = 1;
        continue;
      }
      if (best->most[row] == 0 || best->least[row] == all) {
        const bool none = best->most[row] == 0;
        for (auto* counts : {&result_.met_least_, &result_.met_most_, &result_.applicable_least_,
                             &result_.applicable_most_}) {
          (*counts)[row] = 0;
        }
        for (std::size_t c = 0; c < result_.criteria(); ++c) {
          std::uint8_t& byte = result_.cells_[c * panel_.size() + row];
          const Cell cell = Cell::from_byte(byte);
          const auto left = static_cast<Possible>(
              cell.possible() &
              (none ? possible::not_met | possible::not_applicable : possible::met));
          if (!cell.decided()) byte = Cell(left, Reason::implied_by_count).byte();
          count(c, row, 1);
        }
      }
      result_.met_least_[row] = std::uint8_t(std::max<int>(result_.met_least_[row], least));
      result_.met_most_[row] = std::uint8_t(std::min<int>(result_.met_most_[row], most));
    }
  }

  const Registry& registry_;
  const Panel& panel_;
  Assessment result_;
  StopSignal stop_;
  detail::RowReader reader_;
  std::vector<std::vector<Threshold>> thresholds_;
  std::vector<std::optional<detail::Comparisons>> comparisons_;   // of plain columns, else nothing
  using Tables = std::vector<std::vector<detail::KernelColumn>>;  // [part][column]
  std::vector<std::vector<Tables>> tables_;  // [indicator][threshold of the column]
  std::vector<bool> doubtful_;               // [column] whether it has others
  std::vector<bool> declared_;
};

}  // namespace tieuchi::inline v1
