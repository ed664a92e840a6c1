// Takes the steps of a plan over blocks of rows. What comes out is what the steps taken row by row
// leave, byte for byte; a law holds the two against each other.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "tieuchi/detail/assessment/op/block.hpp"
#include "tieuchi/detail/assessment/row_reader.hpp"

namespace tieuchi::inline v1::detail {

class Executor {
 public:
  static constexpr std::size_t block = 2048;  // rows whose planes stay in the first cache

  // Tabulates what each node compares with in each judging column.
  Executor(const CompiledSet& rules, const RowReader& reader,
           std::span<const JudgingColumn> columns)
      : rules_(rules), reader_(reader), bases_(rules.plan().inputs.size()), no_thresholds_(1) {
    for (const auto& c : columns) doubtful_.push_back(!c.others.empty());
    for (std::size_t f = 0; f < rules.indicator_count(); ++f) {
      auto& thresholds = thresholds_.emplace_back();
      std::size_t most = 1;
      for (const auto& c : columns) {
        thresholds.push_back(rules.threshold(f, c));
        most = std::max(most, 1 + thresholds.back().others.size());
      }
      auto& tables = tables_.emplace_back();
      for (std::size_t k = 0; k < most; ++k) tables.push_back(tables_of(f, k));
      in_tables_.push_back(in_tables(node(f), tables.front()));
    }
    no_thresholds_[0].comparisons.resize(most_steps(rules.plan()));
  }

  // Judges n rows from `first` on. `columns` are those of the panel's rows. `out` is given each
  // plane when it is done, as `indicator(flat, plane)`, `criterion(c, plane)`, `whole(plane)`.
  template <class Out>
  void run(std::size_t first, std::size_t n, const std::uint16_t* columns, PlaneStack& planes,
           Out&& out) const {
    const Rows rows{first, n, columns + first, runs_of(columns + first, n)};
    const Plan& plan = rules_.plan();
    const Rule& whole = std::get<op::Fold>(plan.whole().steps.front()).rule;
    for (const PlanNode& node : plan.nodes) {
      switch (node.role) {
        case PlanNode::Role::indicator: {
          ask(node, rows, planes);
          out.indicator(node.place, planes.top());
          const auto& place = rules_.place(node.place);
          fold_early(rules_.criterion(place.criterion).rule, place.indicator, n, planes);
          break;
        }
        case PlanNode::Role::criterion:
          fold(node, rows, planes);
          out.criterion(node.place, planes.top());
          fold_early(whole, node.place, n, planes);
          break;
        case PlanNode::Role::whole:
          fold(node, rows, planes);
          out.whole(planes.top());
          planes.drop();
          break;
      }
    }
  }

 private:
  struct Rows {
    std::size_t first, n;
    const std::uint16_t* columns;
    std::vector<Run> runs;
  };

  [[nodiscard]] const PlanNode& node(std::size_t flat) const {
    return rules_.plan().indicator(flat);
  }
  static std::size_t most_steps(const Plan& plan) {
    std::size_t most = 0;
    for (const auto& n : plan.nodes) most = std::max(most, n.steps.size());
    return most;
  }

  // Whether tables hold the cells of unusable thresholds as well.
  static bool in_tables(const PlanNode& of, const NodeTables& tables) {
    for (std::size_t s = 0; s < of.body; ++s) {
      const auto* fold = std::get_if<op::Fold>(&of.steps[s]);
      const bool worst_of = fold && std::holds_alternative<rule::AllOf>(fold->rule);
      if (!worst_of && tables.comparisons[s].columns.empty()) return false;
    }
    return true;
  }
  NodeTables tables_of(std::size_t f, std::size_t k) {
    const PlanNode& of = node(f);
    NodeTables out;
    for (const Threshold& t : thresholds_[f]) {
      const Threshold& one = k > 0 && k <= t.others.size() ? t.others[k - 1] : t;
      out.thresholds.push_back(&one);
      out.some_unusable = out.some_unusable || one.unusable;
    }
    out.comparisons.resize(of.steps.size());
    for (std::size_t s = 0; s < of.body; ++s) {
      const auto* compare = std::get_if<op::Compare>(&of.steps[s]);
      if (!compare) continue;
      const std::uint32_t input = of.reads[compare->read];
      const auto& source = reader_.input(input);
      const Column* base = base_of(input);
      if (!source.plain() && !base) continue;
      KernelTable& table = out.comparisons[s];
      table = table_of(out, *compare, of.reads.size() == 1);
      table.base = base, table.chosen = !source.plain();
    }
    return out;
  }
  // The column that a reading is compared in; null where rows are read.
  const Column* base_of(std::uint32_t input) {
    auto& known = bases_[input];
    if (!known) {
      const auto& source = reader_.input(input);
      const Column* single = source.choice.single();
      const Column* base = source.from_above ? nullptr : single ? single : source.choice.fullest();
      known = base && base->denominators.empty() ? base : nullptr;
    }
    return *known;
  }

  static KernelTable table_of(const NodeTables& of, const op::Compare& step, bool sole) {
    KernelTable out;
    const Limit* usual = nullptr;  // of the first column that has one
    for (const Threshold* t : of.thresholds) {
      const Limit* limit = t->unusable ? nullptr : limit_of(step, *t);
      if (!usual) usual = limit;
      if (limit && (limit->low != usual->low || limit->high != usual->high)) {
        out.same_bounds = false;
      }
    }
    for (const Threshold* t : of.thresholds) {
      const Limit* limit = t->unusable ? nullptr : limit_of(step, *t);
      const Limit& bounds = limit ? *limit : usual ? *usual : Limit{};
      KernelColumn k{bounds.low, bounds.high, {}};
      // An assertion that a single measure is not applicable comes before its threshold.
      const auto state = [&](Observed s) {
        const Cell absent = cell_of_absence(s);
        return limit || (sole && absent.verdict() == Verdict::not_applicable)
                   ? absent.byte()
                   : Cell(possible::undecided, t->unusable.value_or(Reason::not_published)).byte();
      };
      k.cell[2] = state(Observed::invalid);
      k.cell[0] = limit ? is_short.byte() : k.cell[2];
      k.cell[1] = limit ? is_met.byte() : k.cell[2];
      for (int s = 1; s < observed_kinds; ++s) k.cell[s + 2] = state(static_cast<Observed>(s));
      out.same_cells = out.same_cells && (out.columns.empty() ||
                                          std::ranges::equal(out.columns.front().cell, k.cell));
      out.columns.push_back(k);
    }
    return out;
  }

  // Neighbours of one judging column, if they are many.
  static std::vector<Run> runs_of(const std::uint16_t* columns, std::size_t n) {
    constexpr std::size_t worth_it = 64;  // rows in a run, on average
    std::vector<Run> runs;
    for (std::size_t at = 0; at < n;) {
      std::size_t to = at + 1;
      while (to < n && columns[to] == columns[at]) ++to;
      if ((runs.size() + 1) * worth_it > n && !runs.empty()) return {};
      runs.push_back({at, to - at});
      at = to;
    }
    return runs;
  }

  [[nodiscard]] BlockGiven given(const PlanNode& of, const NodeTables& tables,
                                 const Rows& r) const {
    return {of, tables, reader_, r.first, r.n, r.columns, r.runs};
  }
  static void take(BlockGiven& b, std::size_t from, std::size_t to, PlaneStack& planes) {
    for (b.step = from; b.step < to; ++b.step) {
      std::visit([&](const auto& step) { block_of(step, b, planes); }, b.node.steps[b.step]);
    }
  }
  template <class Step>
  static void block_of(const Step& step, const BlockGiven& b, PlaneStack& planes) {
    detail::block(step, b, planes);
  }

  // The cells under the threshold number k, before the gate.
  void under(const PlanNode& of, std::size_t k, const Rows& rows, PlaneStack& planes) const {
    const NodeTables& tables = tables_[of.place][k];
    BlockGiven b = given(of, tables, rows);
    take(b, 0, of.body, planes);
    if (in_tables_[of.place] || !tables.some_unusable) return;
    std::uint8_t* cells = planes.top();
    for (std::size_t u = 0; u < rows.n; ++u) {
      if (const auto why = b.threshold(u).unusable) {
        cells[u] = Cell(possible::undecided, *why).byte();
      }
    }
  }

  // As `ask` of one row.
  void ask(const PlanNode& of, const Rows& rows, PlaneStack& planes) const {
    under(of, 0, rows, planes);
    const auto& tables = tables_[of.place];
    for (std::size_t k = 1; k < tables.size(); ++k) {
      under(of, k, rows, planes);
      const std::uint8_t* other = planes.top();
      std::uint8_t* cells = planes.top(1);
      for (std::size_t u = 0; u < rows.n; ++u) {
        if (!doubtful_[rows.columns[u]]) continue;
        cells[u] =
            unite(Cell::from_byte(cells[u]), Cell::from_byte(other[u]), Reason::stratum_missing)
                .byte();
      }
      planes.drop();
    }
    BlockGiven b = given(of, tables.front(), rows);
    if (!in_tables_[of.place] && of.reads.size() == 1) {
      std::uint8_t* cells = planes.top();
      for (std::size_t u = 0; u < rows.n; ++u) {
        if (b.read(0, u).state == Observed::not_applicable) {
          cells[u] = cell_of_absence(Observed::not_applicable).byte();
        }
      }
    }
    take(b, of.body, of.steps.size(), planes);
  }

  // Members fold into the first as they come, where the rule is made of pairs.
  static void fold_early(const Rule& rule, std::size_t member, std::size_t n, PlaneStack& planes) {
    if (member == 0 || !folds_in_pairs(rule)) return;
    fold_pair(rule, planes.top(1), planes.top(), n);
    planes.drop();
  }
  void fold(const PlanNode& of, const Rows& rows, PlaneStack& planes) const {
    const auto& step = std::get<op::Fold>(of.steps.front());
    const bool done = step.members > 0 && folds_in_pairs(step.rule);
    BlockGiven b = given(of, no_thresholds_.front(), rows);
    take(b, done ? 1 : 0, of.steps.size(), planes);
  }

  const CompiledSet& rules_;
  const RowReader& reader_;
  std::vector<std::optional<const Column*>> bases_;  // [input], once asked for
  std::vector<std::vector<Threshold>> thresholds_;   // [indicator][column]
  std::vector<std::vector<NodeTables>> tables_;      // [indicator][threshold of the column]
  std::vector<NodeTables> no_thresholds_;            // of criteria and the whole
  std::vector<bool> in_tables_;  // [indicator] whether unusable thresholds are in its tables
  std::vector<bool> doubtful_;   // [column] whether it has others
};

}  // namespace tieuchi::inline v1::detail
