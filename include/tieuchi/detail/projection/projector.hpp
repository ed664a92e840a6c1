// Draws next years: the class behind `project`.
#pragma once

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tieuchi/assessment/assess_options.hpp"
#include "tieuchi/detail/parallel.hpp"
#include "tieuchi/detail/projection/too_few.hpp"
#include "tieuchi/projection/outlook.hpp"
#include "tieuchi/projection/project_options.hpp"

namespace tieuchi::inline v1 {

class Projector {
 public:
  Projector(const Model& model, const ProjectOptions& options)
      : model_(model), o_(options), h_(model.history()) {
    check();
    prepare();
  }

  Outlook run() {
    run_draws();
    if (o_.evidence.empty()) return std::move(out_);
    // Draws are known by their number: those that agree are walked once more, alone.
    std::vector<std::uint32_t> kept;
    for (std::size_t s = 0; s < out_.draws_; ++s) {
      if (agrees(s)) kept.push_back(numbers_[s]);
    }
    if (kept.size() < 50)
      detail::too_few("evidence", kept.size(), "50 draws that agree with it; ask for more draws");
    Projector again(model_, o_);
    again.out_.reasons_.push_back(std::to_string(kept.size()) + " of " +
                                  std::to_string(out_.draws_) + " draws agree with the evidence");
    again.use(std::move(kept));
    again.run_draws();
    return std::move(again.out_);
  }

 private:
  // Sums over draws as integers, whose order does not matter. Chances are kept to 2⁻³².
  struct Sums {
    std::vector<std::uint64_t> chance, all;
    std::vector<std::uint32_t> law, first_all;
    explicit Sums(const Projector& p)
        : chance(p.ahead_ * p.cells_),
          all(p.ahead_ * p.n_),
          law(p.ahead_ * p.n_ * (p.k_ + 1)),
          first_all(p.n_ * (p.ahead_ + 1)) {}
    Sums& operator+=(const Sums& other) {
      const auto add = [](auto& a, const auto& b) {
        for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
      };
      add(chance, other.chance), add(all, other.all), add(law, other.law),
          add(first_all, other.first_all);
      return *this;
    }
  };
  // Laws are summed as doubles, draw after draw within blocks of a fixed size.
  static constexpr std::size_t block = 64;

  void run_draws() {
    const auto n_threads = static_cast<std::size_t>(std::clamp(o_.threads, 1, 256));
    const std::size_t blocks = (out_.draws_ + block - 1) / block;
    laws_.assign(blocks, std::vector<double>(ahead_ * (n_ + 1), 0.0));
    std::vector<Sums> sums(n_threads, Sums(*this));
    std::atomic<std::size_t> next{0};
    const auto work = [&](std::size_t k) {
      try {
        for (std::size_t b; (b = next.fetch_add(1)) < blocks;) {
          for (std::size_t s = b * block; s < std::min((b + 1) * block, out_.draws_); ++s) {
            if (o_.stop.stop_requested()) throw Stopped();
            draw(s, sums[k], laws_[b]);
          }
        }
      } catch (...) {
        next = blocks;  // the others need not go on
        throw;
      }
    };
    detail::on_threads(n_threads, work);
    for (std::size_t k = 1; k < n_threads; ++k) sums[0] += sums[k];
    finish(sums[0]);
  }

  [[nodiscard]] bool lists_known() const {
    return h_.knows_registration() || !o_.registered.empty();
  }
  static std::uint64_t scaled(double p) {
    return static_cast<std::uint64_t>(std::llround(p * 0x1p32));
  }

  void check();
  void prepare();
  void draw(std::size_t s, Sums& sums, std::vector<double>& laws);
  [[nodiscard]] bool agrees(std::size_t s) const;
  void use(std::vector<std::uint32_t> numbers);
  void finish(const Sums& sums);

  const Model& model_;
  const ProjectOptions& o_;
  const History& h_;
  std::size_t n_ = 0, k_ = 0, cells_ = 0, ahead_ = 0;
  std::vector<std::uint8_t> start_state_;  // [cells]: 0, 1 known; 2 not known; 3 not applicable
  std::vector<double> start_chance_;       // [cells] where not known
  std::vector<double> registers_;          // P(registers) by number of criteria met, [k + 1]
  std::vector<std::vector<FundedWork>> works_of_year_;
  std::vector<std::uint32_t> numbers_;     // [draws] the counter of each draw
  std::vector<std::vector<double>> laws_;  // [blocks, ahead · (n + 1)]
  Outlook out_;
};

}  // namespace tieuchi::inline v1
