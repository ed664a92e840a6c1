// The calibration study: SYNTHETIC provinces with a known next year, what each rung's intervals
// held. Also simulation-based calibration of the crossed model's draws with the deviations known,
// and what Laplace's approximation does to the unit's deviation by rows per unit. Prints Markdown.
//
// Usage: calibration [PROVINCES] [THREADS]
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "synthetic_history.hpp"
#include "tieuchi/detail/distributions.hpp"
#include "tieuchi/projection/backtest.hpp"
#include "tieuchi/projection/parameter_draw.hpp"

using namespace tieuchi;

namespace {

constexpr std::array<Rung, 6> rungs{Rung::persistence, Rung::pooled,     Rung::criterion,
                                    Rung::crossed,     Rung::covariates, Rung::full};
constexpr std::array<double, 3> levels{0.5, 0.8, 0.9};

struct Scenario {
  const char* name;
  double shock, registered_share, registered_effect;
};
constexpr std::array<Scenario, 4> scenarios{{{"yearly shocks, sd 0.3", 0.3, 0, 0},
                                             {"no shocks", 0, 0, 0},
                                             {"shocks and bunching at 19", 0.3, 0.35, 4},
                                             {"bunching, no shocks", 0, 0.35, 4}}};

// Held intervals: [scenario][rung][mean, units at 19, bands][level], how many were asked, and how
// many the forecasts themselves said would hold: closed intervals of whole numbers hold more than
// their level.
struct Held {
  std::array<std::array<std::array<std::array<long, 3>, 3>, 6>, 4> n{};
  std::array<std::array<std::array<std::array<double, 3>, 3>, 6>, 4> said{};
  std::array<std::array<long, 3>, 4> asked{};
  void add(const Held& o) {
    for (std::size_t s = 0; s < 4; ++s) {
      for (std::size_t m = 0; m < 3; ++m) {
        asked[s][m] += o.asked[s][m];
        for (std::size_t r = 0; r < 6; ++r) {
          for (std::size_t l = 0; l < 3; ++l)
            n[s][r][m][l] += o.n[s][r][m][l], said[s][r][m][l] += o.said[s][r][m][l];
        }
      }
    }
  }
};

void one_province(std::size_t s, std::uint64_t seed, Held& held) {
  synthetic::World w{.units = 100,
                     .years = 7,
                     .districts = 5,
                     .year_sd = scenarios[s].shock,
                     .registered_share = scenarios[s].registered_share,
                     .registered_effect = scenarios[s].registered_effect,
                     .seed = seed};
  const HistoryParts whole = synthetic::panel(w, 1);
  const History past = synthetic::known(w, whole), truth(whole);
  std::array<double, 20> came{};
  double total = 0;
  for (std::size_t i = 0; i < w.units; ++i) {
    std::size_t met = 0;
    for (std::size_t j = 0; j < 19; ++j) met += truth.state(w.years, j, i) == State::met;
    came[met] += 1, total += double(met);
  }
  const auto bands = reporting_bands();
  ++held.asked[s][0], ++held.asked[s][1];
  held.asked[s][2] += long(bands.size());
  for (std::size_t r = 0; r < rungs.size(); ++r) {
    const auto o = project(fit(past, {.at_most = rungs[r]}),
                           {.until = past.parts().years.back() + 1, .draws = 300, .seed = seed});
    const auto count = [&](std::size_t m, const std::vector<double>& draws, double value) {
      for (std::size_t l = 0; l < 3; ++l) {
        const double low = quantile(draws, 0.5 - levels[l] / 2) - 1e-9,
                     high = quantile(draws, 0.5 + levels[l] / 2) + 1e-9;
        held.n[s][r][m][l] += value >= low && value <= high;
        const auto inside =
            std::ranges::count_if(draws, [&](double x) { return x >= low && x <= high; });
        held.said[s][r][m][l] += double(inside) / double(draws.size());
      }
    };
    count(0, o.draws_of(Metric::mean_criteria, 0), total / double(w.units));
    count(1, o.draws_of(Band{"", 19, 19}, 0), came[19]);
    for (const auto& b : bands) {
      double units = 0;
      for (int c = b.least; c <= b.most; ++c) units += came[std::size_t(c)];
      count(2, o.draws_of(b, 0), units);
    }
  }
}

// Ranks of true effects among posterior draws, deviations known: flat if the draws are right.
void simulation_based(int replicates) {
  constexpr int bins = 10, draws = 99;
  const std::array<double, effect_kinds> sd{0.7, 0.3, 0.5, 0.9, 0.3};
  std::array<std::array<int, bins>, 3> ranks{};
  for (int k = 0; k < replicates; ++k) {
    RandomStream r(std::uint64_t(k) + 1000, 0, 50);
    HistoryParts p{
        .years = {2014, 2015, 2016, 2017, 2018, 2019}, .units = {}, .criteria = {}, .states = {}};
    const std::size_t n = 60, jn = 12;
    std::vector<double> unit, criterion, year, district;
    for (std::size_t d = 0; d < 5; ++d)
      district.push_back(sd[1] * r.normal()),
          p.districts.push_back(UnitCode{"d" + std::to_string(d)});
    for (std::size_t i = 0; i < n; ++i) {
      unit.push_back(sd[0] * r.normal()), p.units.push_back(UnitCode{"u" + std::to_string(i)});
      p.district.push_back(std::uint32_t(i % 5));
    }
    for (std::size_t j = 0; j < jn; ++j)
      criterion.push_back(sd[3] * r.normal()),
          p.criteria.push_back(CriterionNumber{std::to_string(j)});
    p.states.assign(jn * n, 0);
    for (std::size_t t = 1; t < 6; ++t) {
      year.push_back(sd[4] * r.normal());
      for (std::size_t j = 0; j < jn; ++j) {
        for (std::size_t i = 0; i < n; ++i) {
          const bool before = p.states[((t - 1) * jn + j) * n + i] != 0;
          const double eta = -1.2 + unit[i] + district[i % 5] + criterion[j] + year.back();
          p.states.push_back(before ? r.uniform() < 0.85 : r.uniform() < detail::logistic(eta));
        }
      }
    }
    const History h(p);
    const auto m = fit_crossed(h, Direction::gain, {.known_sd = sd});
    std::array<int, 3> below{};
    for (int s = 0; s < draws; ++s) {
      RandomStream draw(std::uint64_t(k) + 5000, std::uint32_t(s), 1);
      const auto d = draw_model(m, h, {.shocks = false}, draw);
      below[0] += d.unit[0] < unit[0] + district[0];
      // A contrast of criteria, and the whole predictor of a cell in a common year: no intercept to
      // share.
      below[1] += d.criterion[0] - d.criterion[1] < criterion[0] - criterion[1];
      below[2] += d.unit[7] - d.unit[8] < unit[7] + district[2] - unit[8] - district[3];
    }
    for (std::size_t q = 0; q < 3; ++q) ++ranks[q][std::size_t(below[q] * bins / (draws + 1))];
  }
  static constexpr const char* names[] = {"unit and district effect", "contrast of two criteria",
                                          "contrast of two units"};
  std::printf("\n| ranks of | χ² on %d bins | p |\n| --- | --- | --- |\n", bins);
  for (std::size_t q = 0; q < 3; ++q) {
    double chi = 0;
    for (int c : ranks[q])
      chi += std::pow(c - double(replicates) / bins, 2) / (double(replicates) / bins);
    // Wilson and Hilferty's cube root of χ² with 9 degrees of freedom.
    const double df = bins - 1,
                 z = (std::cbrt(chi / df) - (1 - 2 / (9 * df))) / std::sqrt(2 / (9 * df));
    std::printf("| %s | %.1f | %.3f |\n", names[q], chi, 1 - detail::normal_cdf(z));
  }
}

void attenuation(std::size_t worlds) {
  std::printf(
      "\n| criteria × transitions: rows at risk a unit, about | true sd | Laplace ML | EM-Laplace "
      "|\n| --- | --- | --- | --- |\n");
  for (auto [criteria, years] :
       {std::pair<std::size_t, std::size_t>{3, 3}, {6, 3}, {10, 4}, {19, 6}}) {
    double ml = 0, em = 0, rows = 0;
    for (std::uint64_t k = 0; k < worlds; ++k) {
      const History h(synthetic::panel({.units = 400,
                                        .criteria = criteria,
                                        .years = years,
                                        .unit_sd = 0.8,
                                        .district_sd = 0.01,
                                        .seed = 900 + k}));
      const auto a = fit_crossed(h, Direction::gain),
                 b = fit_crossed(h, Direction::gain, {.estimator = Estimator::em_laplace});
      ml += a.sd(Effect::unit) / double(worlds), em += b.sd(Effect::unit) / double(worlds),
          rows += double(a.rows()) / 400 / double(worlds);
    }
    std::printf("| %zu × %zu: %.0f | 0.80 | %.2f | %.2f |\n", criteria, years - 1, rows, ml, em);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int provinces = argc > 1 ? std::atoi(argv[1]) : 1000,
            threads = argc > 2 ? std::atoi(argv[2]) : 2;
  std::vector<Held> held(std::size_t(threads), Held{});
  std::atomic<int> next{0};
  std::vector<std::thread> pool;
  for (int k = 0; k < threads; ++k) {
    pool.emplace_back([&, k] {
      for (int i; (i = next++) < 4 * provinces;)
        one_province(std::size_t(i % 4), std::uint64_t(i), held[std::size_t(k)]);
    });
  }
  for (auto& t : pool) t.join();
  for (std::size_t k = 1; k < held.size(); ++k) held[0].add(held[k]);
  std::printf(
      "%d SYNTHETIC provinces a scenario: 100 units, 19 criteria, six transitions seen, one year "
      "ahead, 300 draws.\n",
      provinces);
  for (std::size_t s = 0; s < 4; ++s) {
    std::printf(
        "\n**%s**\n\n| rung | mean 50/80/90 %% | units at 19 (by its own law) | bands (by their "
        "own law) |\n| --- | --- | --- | --- |\n",
        scenarios[s].name);
    for (std::size_t r = 0; r < 6; ++r) {
      std::printf("| %s |", word(rungs[r]).en.c_str());
      for (std::size_t m = 0; m < 3; ++m) {
        const double asked = double(held[0].asked[s][m]);
        for (std::size_t l = 0; l < 3; ++l)
          std::printf("%s%.0f", l ? " / " : " ", 100.0 * double(held[0].n[s][r][m][l]) / asked);
        if (m > 0) {
          for (std::size_t l = 0; l < 3; ++l)
            std::printf("%s%.0f", l ? "/" : " (", 100.0 * held[0].said[s][r][m][l] / asked);
          std::printf(")");
        }
        std::printf(" |");
      }
      std::printf("\n");
    }
  }
  simulation_based(std::max(provinces, 500));
  attenuation(8);
}
