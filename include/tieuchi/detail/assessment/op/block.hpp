// What a step works on where many rows are judged at once: planes of cells, one byte for each row
// of a block of a few thousand.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_BLOCK
#define TIEUCHI_DETAIL_ASSESSMENT_OP_BLOCK

#include <cstring>
#include <span>
#include <vector>

#include "tieuchi/detail/assessment/kernels.hpp"
#include "tieuchi/detail/assessment/op/given.hpp"

namespace tieuchi::inline v1::detail {

class RowReader;

// Planes that wait for a step. They are made once for each thread and stay in the first cache.
class PlaneStack {
 public:
  explicit PlaneStack(std::size_t rows) : rows_(rows) {}

  std::uint8_t* push() {
    if (n_ == planes_.size()) planes_.emplace_back(rows_);
    return planes_[n_++].data();
  }
  [[nodiscard]] std::uint8_t* top(std::size_t below = 0) { return planes_[n_ - 1 - below].data(); }
  void drop(std::size_t n = 1) { n_ -= n; }

 private:
  std::size_t rows_, n_ = 0;
  std::vector<std::vector<std::uint8_t>> planes_;
};

// A comparison of a column of numbers, for each judging column.
struct KernelTable {
  std::vector<KernelColumn> columns{};
  const Column* base = nullptr;                // null: nothing was observed
  bool chosen = false;                         // other columns may count for some rows instead
  bool same_bounds = true, same_cells = true;  // in all of them
};

// What a node compares with, under one of the thresholds that may hold.
struct NodeTables {
  std::vector<const Threshold*> thresholds{};  // of each judging column
  std::vector<KernelTable> comparisons{};      // of each step; empty where rows are read
  bool some_unusable = false;
};

// Neighbours in one judging column.
struct Run {
  std::size_t first, n;  // within the block
};

struct BlockGiven {
  const PlanNode& node;
  const NodeTables& tables;
  const RowReader& reader;
  std::size_t first, n;          // rows
  const std::uint16_t* columns;  // of the rows
  std::span<const Run> runs;     // none where they are too short to be worth it
  std::size_t step = 0;          // its place in the node

  [[nodiscard]] const Threshold& threshold(std::size_t u) const {
    return *tables.thresholds[columns[u]];
  }
  // Of row `first + u`, checked.
  [[nodiscard]] Reading read(std::size_t read, std::size_t u) const;
  [[nodiscard]] Reading condition(std::size_t input, std::size_t u) const;
  // As `column`, of the measure of a condition, which is attained or not.
  [[nodiscard]] const Column* condition_column(std::size_t input) const;
  // Rows of the block, from 0, of which the base of a reading does not speak alone.
  [[nodiscard]] std::vector<std::size_t> touched(std::size_t read, const Column& base) const;
  // The only column of a reading, if it can be compared in place; null where there is none.
  [[nodiscard]] const Column* column(std::size_t read) const;
  [[nodiscard]] const Measure& measure(std::size_t read) const;
  // Puts declared verdicts beside the cells of a criterion.
  void tell(std::uint8_t* cells) const;
};

// A step that pushes one cell, row by row. `reads` are the readings that it looks at.
template <class Step>
void block_by_rows(const Step& step, const BlockGiven& b, std::span<const std::uint32_t> reads,
                   PlaneStack& planes) {
  std::uint8_t* out = planes.push();
  std::vector<Reading> readings(b.node.reads.size());
  std::vector<const Measure*> measures;
  for (std::size_t r = 0; r < readings.size(); ++r) measures.push_back(&b.measure(r));
  CellStack cells;
  for (std::size_t u = 0; u < b.n; ++u) {
    const Threshold& threshold = b.threshold(u);
    if (threshold.unusable) {
      out[u] = Cell(possible::undecided, *threshold.unusable).byte();
      continue;
    }
    for (const auto r : reads) readings[r] = b.read(r, u);
    one(step, Given{b.node, readings, measures, threshold}, cells);
    out[u] = cells.pop().byte();
  }
}

}  // namespace tieuchi::inline v1::detail

#endif
