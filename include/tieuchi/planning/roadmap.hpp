/// @file
/// The road map: which task in which year, why there, and what money of which district and fund it
/// takes.
///
/// Two orders stand beside each other. *Easiest first* ("việc dễ làm trước, việc khó làm sau")
/// takes the cheapest task that money is left for; *recognitions first* chooses the works of the
/// whole budget that bring most recognitions, does communes whole, one after another, and spends
/// what is left on the cheapest tasks. The first meets more criteria early, the second recognises
/// more communes: `years` of both show what each gives up.
///
/// | reason                 | the task stands where it does because                        |
/// | ---------------------- | ------------------------------------------------------------ |
/// | `required_by_target`   | its commune is one that a target names                       |
/// | `unlocks_recognition`  | with it all works of its commune are done                    |
/// | `likely`               | its criterion is more likely than not to be met anyway       |
/// | `cheap`                | it costs no more than half of all works do                   |
/// | `worth_its_cost`       | it brings most for the money left                            |
///
/// @code
/// const Roadmap easy = roadmap(works, {.from = 2021, .budget = {20e9, 20e9}});
/// const Roadmap best = roadmap(
///     works,
///     {.from = 2021, .budget = {20e9, 20e9}, .order = TaskOrder::recognitions_first});
/// @endcode
#pragma once

#include <string>
#include <vector>

#include "tieuchi/planning/prioritise.hpp"
#include "tieuchi/text.hpp"

namespace tieuchi::inline v1 {

enum class TaskOrder : std::uint8_t { easiest_first, recognitions_first };
enum class TaskReason : std::uint8_t {
  required_by_target,
  unlocks_recognition,
  likely,
  cheap,
  worth_its_cost
};
/// "unlocks recognition", and the same in Vietnamese.
[[nodiscard]] const Text& word(TaskReason reason);

struct RoadmapOptions {
  int from = 0;                  ///< first year of funding
  std::vector<double> budget{};  ///< of each year from then on; what is left does not carry over
  TaskOrder order = TaskOrder::easiest_first;
  std::vector<UnitCode> required{};  ///< communes that a target names: served before the others
};

/// A task of the list.
struct Task {
  std::size_t work;
  int year;  ///< of its funding
  int done;  ///< the end of this year: year + lead time
  TaskReason reason;
  double effect;  ///< by how much it raises the chance that its criterion is met
};

/// What was reached by the end of a year, all years before included.
struct RoadmapYear {
  int year;
  double cost = 0, criteria = 0, recognised = 0;  ///< the last two in expectation
};

/// Money of a district and fund in a year.
struct RoadmapSum {
  UnitCode district;
  std::string fund;
  int year;
  std::size_t tasks = 0;
  double cost = 0;
};

/// Dated tasks. Immutable.
class Roadmap {
 public:
  /// Tasks of a plan with years; where the plan has none, all in `from`.
  Roadmap(const WorkList& works, const WorkPlan& plan, const RoadmapOptions& options);

  /// By year, then in the order of the list.
  [[nodiscard]] const std::vector<Task>& tasks() const { return tasks_; }
  /// From the first year to the last in which anything is funded or done.
  [[nodiscard]] const std::vector<RoadmapYear>& years() const { return years_; }
  /// By district, fund and year; only where there is a task.
  [[nodiscard]] const std::vector<RoadmapSum>& sums() const { return sums_; }

 private:
  std::vector<Task> tasks_;
  std::vector<RoadmapYear> years_;
  std::vector<RoadmapSum> sums_;
};

/// Orders the works within the yearly budgets. Works that wait for others come after them; a work
/// dearer than the budget of every year is left out.
/// @throws InvalidData for budgets that are none, no year, a required unit without works.
[[nodiscard]] Roadmap roadmap(const WorkList& works, const RoadmapOptions& options);

}  // namespace tieuchi::inline v1

#ifndef TIEUCHI_COMPILED
#include "tieuchi/detail/planning/roadmap.hpp"
#endif
