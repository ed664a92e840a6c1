#include "interruptible.hpp"
#include "rows.hpp"
#include "tieuchi/projection/aggregate.hpp"
#include "tieuchi/projection/backtest.hpp"
#include "tieuchi/projection/rasch.hpp"

namespace {

py::dict forecast(const tc::Forecast& f) {
  py::list levels;
  for (double level : {0.5, 0.8, 0.9})
    levels.append(py::make_tuple(level, f.interval(level).first, f.interval(level).second));
  return py::dict("median"_a = f.median(), "intervals"_a = levels);
}

}  // namespace

void bind_forecast(py::module_& m) {
  m.def(
      "backtest",
      [](const tc::History& h, int horizon, std::size_t first_origin, std::vector<tc::Rung> rungs,
         bool by_district, int draws, std::uint64_t seed, int threads) {
        std::stop_source stop;
        const tc::BacktestOptions o{.horizon = horizon,
                                    .first_origin = first_origin,
                                    .rungs = rungs,
                                    .by_district = by_district,
                                    .draws = draws,
                                    .seed = seed,
                                    .threads = threads,
                                    .stop = stop};
        const auto b = interruptible(stop, true, [&] { return tc::backtest(h, o); });
        py::list lines, pit, reliability, warnings;
        for (const auto& l : b.lines) {
          lines.append(py::dict(
              "rung"_a = l.rung, "horizon"_a = l.horizon, "group"_a = l.group,
              "origins"_a = l.origins, "cells"_a = l.cells, "units"_a = l.units,
              "outcomes"_a = l.outcomes, "brier"_a = l.brier, "log"_a = l.log, "rps"_a = l.rps,
              "crps_mean"_a = l.crps_mean, "crps_all"_a = l.crps_all, "cover_50"_a = l.cover_50,
              "cover_80"_a = l.cover_80, "cover_90"_a = l.cover_90, "intervals"_a = l.intervals,
              "skill_pooled"_a = l.skill_pooled, "skill_persistence"_a = l.skill_persistence,
              "fell_back"_a = l.fell_back));
        }
        for (const auto& [rung, bins] : b.pit) pit.append(py::make_tuple(rung, bins));
        for (const auto& [rung, bins] : b.reliability) {
          py::list points;
          for (const auto& x : bins)
            points.append(py::make_tuple(x.mean_probability, x.frequency, x.n));
          reliability.append(py::make_tuple(rung, points));
        }
        for (std::size_t k = 0; k < tc::rung_count; ++k) {
          const auto r = static_cast<tc::Rung>(k);
          warnings.append(py::make_tuple(r, b.warning(r)));
        }
        std::optional<py::dict> again;
        if (b.recalibrated) {
          again = py::dict("intercept"_a = b.recalibrated->map.intercept,
                           "slope"_a = b.recalibrated->map.slope,
                           "log_before"_a = b.recalibrated->log_before,
                           "log_after"_a = b.recalibrated->log_after);
        }
        return py::dict("lines"_a = lines, "pit"_a = pit, "reliability"_a = reliability,
                        "warnings"_a = warnings, "recalibrated"_a = again);
      },
      "history"_a, "horizon"_a, "first_origin"_a, "rungs"_a, "by_district"_a, "draws"_a, "seed"_a,
      "threads"_a);

  m.def(
      "official_progress",
      [](const std::vector<std::pair<double, double>>& series, double target, double year) {
        std::vector<tc::YearValue> points;
        for (const auto& [y, v] : series) points.push_back({y, v});
        py::list out;
        for (const auto& v : tc::official_progress(points, {target, year}))
          out.append(py::make_tuple(v.rule, v.measure, v.value, v.verdict, v.second_hand));
        return out;
      },
      "series"_a, "target"_a, "year"_a);

  m.def(
      "rasch",
      [](const tc::History& h, std::size_t year, bool conditional, double expected) {
        tc::RaschModel r = [&] {
          py::gil_scoped_release release;
          return tc::fit_rasch(
              h, year,
              {.method = conditional ? tc::RaschMethod::conditional : tc::RaschMethod::marginal});
        }();
        py::list gaps;
        for (const auto& g : r.unexpected_gaps(tc::responses(h, year), expected))
          gaps.append(py::make_tuple(g.unit, g.criterion, g.expected));
        return py::dict("difficulty"_a = r.difficulty(), "se"_a = r.difficulty_se(),
                        "unit_sd"_a = r.unit_sd(), "ability"_a = r.ability(), "infit"_a = r.infit(),
                        "outfit"_a = r.outfit(), "log_likelihood"_a = r.log_likelihood(),
                        "converged"_a = r.converged(), "dropped"_a = r.dropped(),
                        "order"_a = r.order(), "gaps"_a = gaps);
      },
      "history"_a, "year"_a, "conditional"_a, "expected"_a);

  m.def(
      "mean_forecast",
      [](const std::vector<std::tuple<int, double, double>>& evidence, int year, double ceiling,
         double drift, double drift_sd, double persistence, double damping,
         const std::vector<double>& at_least) {
        std::vector<tc::MeanEvidence> means;
        for (const auto& [y, low, high] : evidence) means.push_back({y, low, high});
        const auto f = tc::mean_forecast(means, year,
                                         {.ceiling = ceiling,
                                          .prior_drift = drift,
                                          .prior_drift_sd = drift_sd,
                                          .persistence = persistence,
                                          .damping = damping});
        py::dict out = forecast(f);
        std::vector<double> chances;
        for (double x : at_least) chances.push_back(f.at_least(x));
        out["at_least"] = chances;
        return out;
      },
      "evidence"_a, "year"_a, "ceiling"_a, "drift"_a, "drift_sd"_a, "persistence"_a, "damping"_a,
      "at_least"_a);
  m.def(
      "damped_trend",
      [](const std::vector<std::vector<std::pair<double, double>>>& units, double years,
         double ceiling, double damping, double threshold) {
        std::vector<std::vector<tc::YearValue>> series;
        for (const auto& u : units) {
          auto& s = series.emplace_back();
          for (const auto& [y, v] : u) s.push_back({y, v});
        }
        const tc::DampedTrend trend(series, {.ceiling = ceiling, .damping = damping});
        std::vector<double> out;
        for (std::size_t u = 0; u < trend.size(); ++u) {
          const auto f = trend.forecast(u, years);
          out.insert(out.end(),
                     {f.median(), f.interval(0.8).first, f.interval(0.8).second,
                      f.interval(0.9).first, f.interval(0.9).second, f.at_least(threshold)});
        }
        return square(std::move(out), py::ssize_t(trend.size()), 6);
      },
      "units"_a, "years"_a, "ceiling"_a, "damping"_a, "threshold"_a);
  m.def(
      "band_draws",
      [](const std::vector<std::pair<int, std::vector<double>>>& dates, int until, int draws,
         std::uint64_t seed) {
        std::vector<tc::BandCounts> counts;
        for (const auto& [year, units] : dates) counts.push_back({year, units});
        const std::size_t bands = counts.empty() ? 0 : counts[0].units.size();
        const auto fitted = tc::fit_bands(counts, bands);
        if (counts.empty() || until <= counts.back().year) {
          throw tc::InvalidData({{.what = tc::ProblemCode::not_after_last_date,
                                  .code = "until",
                                  .found = std::to_string(until),
                                  .expected = "a year after the last one"}});
        }
        auto d = fitted.draws(counts.back().units, until - counts.back().year, draws, seed);
        std::vector<double> matrix;
        for (std::size_t i = 0; i < bands; ++i) {
          for (std::size_t j = 0; j < bands; ++j) matrix.push_back(fitted.chance(i, j));
        }
        return py::make_tuple(array_of(std::move(d)).attr("reshape")(draws, bands),
                              square(std::move(matrix), py::ssize_t(bands), py::ssize_t(bands)),
                              fitted.from_data());
      },
      "dates"_a, "until"_a, "draws"_a, "seed"_a);
  m.def(
      "next_events",
      [](int events, int trials, int at_risk) {
        const auto law = tc::next_events(events, trials, at_risk);
        return array_of(std::vector<double>(law.law().begin(), law.law().end()));
      },
      "events"_a, "trials"_a, "at_risk"_a, "Probabilities of 0, 1, …, at_risk.");
  m.def(
      "count_distribution",
      [](const Doubles& chances) {
        const auto law = tc::count_distribution({chances.data(), std::size_t(chances.size())});
        return array_of(std::vector<double>(law.law().begin(), law.law().end()));
      },
      "chances"_a, "Exact probabilities of 0, 1, …, n events.");
}
