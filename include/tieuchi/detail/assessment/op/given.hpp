// What a step works on: the readings of its node, the threshold that is tried, cells so far.
#include "tieuchi/assessment/judge.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_ASSESSMENT_OP_GIVEN
#define TIEUCHI_DETAIL_ASSESSMENT_OP_GIVEN

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "tieuchi/detail/wide_integer.hpp"

namespace tieuchi::inline v1::detail {

inline constexpr Cell is_met{possible::met, Reason::met_by_value};
inline constexpr Cell is_short{possible::not_met, Reason::short_by_gap};
inline constexpr Cell is_invalid{possible::undecided, Reason::invalid};

// Whether a measure can have a value. Attained is 0 or 1 and nothing between.
inline bool in_range(double x, const Measure& measure) {
  const bool binary = measure.kind != MeasureKind::attained || x == 0.0 || x == 1.0;
  return x >= measure.smallest() && x <= measure.largest() && binary;
}

// A verdict that an office declares of a criterion.
struct Declared {
  Cell cell;
  Evidence evidence;
};

struct Given {
  const PlanNode& node;
  std::span<const Reading> readings;         // of the node, checked
  std::span<const Measure* const> measures;  // of the readings; null where none is declared
  const Threshold& threshold;
  const Reading* condition = nullptr;  // of the node's gate
  const Declared* declared = nullptr;  // null where nothing is declared
  Evidence own{};                      // the weakest behind the cell that the declared one meets

  [[nodiscard]] bool share(std::size_t read) const {
    return measures[read] && measures[read]->kind == MeasureKind::share;
  }
  [[nodiscard]] double plain(std::size_t read) const { return readings[read].plain(share(read)); }
  [[nodiscard]] bool is_value(std::size_t read) const {
    return readings[read].state == Observed::value;
  }
};

// Cells that wait for a step. Sets of the law need a handful, longer ones take the heap.
class CellStack {
 public:
  CellStack() = default;
  CellStack(const CellStack&) = delete;
  CellStack& operator=(const CellStack&) = delete;

  void push(Cell c) {
    if (n_ == room_) grow();
    cells_[n_++] = c;
  }
  Cell pop() { return cells_[--n_]; }
  [[nodiscard]] std::span<const Cell> last(std::size_t n) const { return {cells_ + n_ - n, n}; }
  void drop(std::size_t n) { n_ -= n; }

 private:
  void grow() {
    std::vector<Cell> more(2 * room_);
    std::copy_n(cells_, n_, more.begin());
    many_ = std::move(more);
    cells_ = many_.data(), room_ = many_.size();
  }

  std::array<Cell, 32> few_{};
  std::vector<Cell> many_;
  Cell* cells_ = few_.data();
  std::size_t n_ = 0, room_ = few_.size();
};

// What is lacking of each reading, where a step tells it.
using ReadGaps = std::vector<std::optional<double>>;

class GapStack {
 public:
  explicit GapStack(std::size_t readings) : readings_(readings) {}

  void push(std::size_t read, std::optional<double> gap) {
    ReadGaps gaps(readings_);
    gaps[read] = gap;
    gaps_.push_back(std::move(gaps));
  }
  void push(ReadGaps gaps) {
    gaps.resize(readings_);
    gaps_.push_back(std::move(gaps));
  }
  ReadGaps pop() {
    ReadGaps gaps = std::move(gaps_.back());
    gaps_.pop_back();
    return gaps;
  }
  // The largest of each reading, over the last n.
  void merge(std::size_t n) {
    ReadGaps most(readings_);
    for (std::size_t k = 0; k < n; ++k) {
      const ReadGaps gaps = pop();
      for (std::size_t r = 0; r < readings_; ++r) most[r] = std::max(most[r], gaps[r]);
    }
    gaps_.push_back(std::move(most));
  }

 private:
  std::size_t readings_;
  std::vector<ReadGaps> gaps_;
};

// Words of what is asked: places of cuts in the order in which steps name them, each once.
struct Asked {
  struct Part {
    std::uint32_t cut;
    bool times;  // the number multiplies another value
  };
  std::vector<Part> parts;

  void add(std::uint32_t cut, bool times = false) {
    for (const auto& p : parts) {
      if (p.cut == cut) return;
    }
    parts.push_back({cut, times});
  }
};

// What either cell leaves possible; `why` where they differ.
constexpr Cell unite(Cell a, Cell b, Reason why) {
  return a == b ? a : Cell(static_cast<Possible>(a.possible() | b.possible()), why);
}

}  // namespace tieuchi::inline v1::detail

#endif
