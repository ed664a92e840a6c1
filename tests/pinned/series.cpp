#include "made_up_history.hpp"
#include "projected.hpp"
#include "tieuchi/projection/aggregate.hpp"
#include "tieuchi/projection/rasch.hpp"
#include "tieuchi/projection/skill.hpp"
#include "tieuchi/projection/trend.hpp"

namespace pinned {

using namespace tieuchi;

namespace {

const std::vector<YearValue> rising{{2014, 41}, {2015, 47.5}, {2016, 52}, {2018, 63}, {2019, 66.5}};
const std::vector<YearValue> falling{{2014, 19.2}, {2016, 15.1}, {2017, 14}, {2019, 9.8}};

Table rasch(const char* title, const RaschModel& model) {
  Table out{std::string("difficulty, ") + title,
            "criterion",
            "number",
            {"difficulty", "error", "infit", "outfit"}};
  for (std::size_t c = 0; c < model.difficulty().size(); ++c) {
    out.add(std::to_string(c + 1), {about(model.difficulty()[c]), about(model.difficulty_se()[c]),
                                    about(model.infit()[c]), about(model.outfit()[c])});
  }
  out.add("units", {about(model.unit_sd()), about(model.log_likelihood()),
                    about(model.ability()[0]), about(model.ability()[7])});
  return out;
}

Table exact_counts() {
  Table out{"exact counts",
            "chances",
            "number",
            {"mean", "variance", "P(0)", "P(>=3)", "P(<=1)", "10%", "50%", "90%"}};
  const auto put = [&](const char* name, const std::vector<double>& chances) {
    const auto law = count_distribution(chances);
    out.add(name, {about(law.mean()), about(law.variance()), about(law.probability(0)),
                   about(law.at_least(3)), about(law.at_most(1)), std::to_string(law.quantile(0.1)),
                   std::to_string(law.quantile(0.5)), std::to_string(law.quantile(0.9))});
  };
  put("five-unlike", {0.1, 0.25, 0.5, 0.75, 0.9});
  put("certain-ones", {1, 1, 0, 0.3});
  std::vector<double> many;
  for (int k = 1; k <= 200; ++k) many.push_back(k / 300.0);
  put("two-hundred", many);
  const auto next = next_events(3, 20, 18);
  out.add("next-events",
          {about(next.mean()), about(next.variance()), about(next.probability(0)),
           about(next.at_least(3)), about(next.at_most(1)), std::to_string(next.quantile(0.1)),
           std::to_string(next.quantile(0.5)), std::to_string(next.quantile(0.9))});
  return out;
}

Table forecasts() {
  Table out{"forecasts", "forecast", "number", {"10%", "50%", "90%", "P(>=80)", "P(>=12.5)"}};
  const auto put = [&](const char* name, const Forecast& f) {
    out.add(name, {about(f.quantile(0.1)), about(f.median()), about(f.quantile(0.9)),
                   about(f.at_least(80)), about(f.at_least(12.5))});
  };
  put("random-walk", random_walk_with_drift(rising, 2));
  put("straight-line", straight_line(rising, 2022));
  put("logit-line", logit_line(rising, 2022, 100));
  const std::vector<std::vector<YearValue>> units{rising, {{2017, 70}, {2019, 78}}, {{2019, 55}}};
  const DampedTrend trend(units, {.prior_drift = 0.1});
  put("damped,first", trend.forecast(0, 3));
  put("damped,second", trend.forecast(1, 3));
  put("damped,third", trend.forecast(2, 1));
  // Lạng Sơn's printed means of 2018 and 2019, of 19 criteria.
  const std::vector<MeanEvidence> means{{2018, 10.04, 10.04}, {2019, 11.53, 11.55}};
  put("mean", mean_forecast(means, 2020, {.ceiling = 19}));
  put("mean,two-years", mean_forecast(means, 2021, {.ceiling = 19}));
  const std::vector<Condition> both{{trend.forecast(0, 2), 75}, {trend.forecast(1, 2), 85}};
  out.add("two-conditions", {about(chance_of_all(both)), about(chance_of_all(both, 0.5, 1000)),
                             about(probability_of_meeting(79, 2.5, 80)),
                             about(probability_of_meeting(5.2, 0.5, 5, false)), "-"});
  return out;
}

Table bands() {
  const std::vector<BandCounts> dates{
      {2016, {10, 14, 30, 46}}, {2018, {22, 20, 34, 24}}, {2019, {30, 24, 30, 16}}};
  const auto fitted = fit_bands(dates, 4);
  Table out{"bands", "from", "to", {"1", "2", "3", "4"}};
  for (std::size_t a = 0; a < 4; ++a) {
    std::vector<std::string> cells;
    for (std::size_t b = 0; b < 4; ++b) cells.push_back(about(fitted.chance(a, b)));
    out.add(std::to_string(a + 1), std::move(cells));
  }
  std::vector<std::string> expected;
  for (const double x : fitted.expected(dates.back().units, 2)) expected.push_back(about(x));
  out.add("expected-in-two-years", std::move(expected));
  return out;
}

Table progress() {
  Table out{"progress", "series,rule", "answer", {"value", "verdict"}};
  const auto put = [&](const char* name, const std::vector<YearValue>& series,
                       ProgressTarget goal) {
    for (const auto& v : official_progress(series, goal)) {
      std::string rule = v.rule, verdict = v.verdict.in(Language::en);
      for (auto* text : {&rule, &verdict}) std::ranges::replace(*text, ' ', '-');
      out.add(std::string(name) + "," + rule, {about(v.value), verdict});
    }
  };
  put("rising", rising, {80, 2025});
  put("falling", falling, {5, 2022});
  put("away", rising, {30, 2025});
  const auto ratio = growth_ratio(rising.front(), rising.back(), {80, 2025});
  out.add("rising,growth-ratio", {about(ratio.ratio), about(ratio.score())});
  const auto rate = reduction_rate(falling);
  out.add("falling,reduction-rate", {about(rate.slope), about(rate.rate)});
  return out;
}

Table scores() {
  const std::vector<double> law{0.1, 0.2, 0.4, 0.3};
  const std::vector<double> chances{0.1, 0.2, 0.35, 0.4, 0.6, 0.7, 0.8, 0.95, 0.3, 0.55};
  const std::vector<std::uint8_t> outcomes{0, 0, 1, 0, 1, 1, 0, 1, 0, 1};
  const auto map = recalibrate(chances, outcomes);
  const auto pit = pit_interval(law, 2);
  Table out{"scores", "score", "number", {"value"}};
  out.add("brier", {about(brier(0.3, true))});
  out.add("log", {about(log_score(0.3, true))});
  out.add("ranked-probability", {about(ranked_probability_score(law, 1))});
  out.add("crps-normal", {about(crps_normal(2, 1.5, 3.1))});
  out.add("crps-draws", {about(crps_draws({1, 2, 2.5, 4, 7}, 3))});
  out.add("pit-from", {about(pit.first)});
  out.add("pit-to", {about(pit.second)});
  out.add("recalibrated-intercept", {about(map.intercept)});
  out.add("recalibrated-slope", {about(map.slope)});
  out.add("quantile", {about(quantile({1, 2, 2.5, 4, 7}, 0.3))});
  return out;
}

Table chains() {
  Table out{
      "two states", "chain", "number", {"gain-3-years", "loss-3-years", "from-0.4", "long-run"}};
  const auto put = [&](const char* name, TwoState s) {
    const auto run = s.long_run();
    out.add(name, {about(s.gain_over(3)), about(s.loss_over(3)), about(s.met_after(0.4, 3)),
                   run ? about(*run) : "none"});
  };
  put("usual", {0.2, 0.05});
  put("swinging", {0.9, 0.8});
  put("still", {0, 0});
  const std::vector<TransitionCounts> counts{{12, 60, 3, 40, 1}, {20, 50, 5, 44, 2}};
  put("from-counts", chain_from_counts(counts));
  put("half-a-year", intensity({0.2, 0.05}).over(0.5));
  return out;
}

}  // namespace

Page series() {
  Page page{"series"};
  const History history = made_up_history();
  page.tables.push_back(rasch("marginal", fit_rasch(history, 4)));
  page.tables.push_back(
      rasch("conditional", fit_rasch(history, 4, {.method = RaschMethod::conditional})));
  page.tables.push_back(exact_counts());
  page.tables.push_back(forecasts());
  page.tables.push_back(bands());
  page.tables.push_back(progress());
  page.tables.push_back(scores());
  page.tables.push_back(chains());
  return page;
}

}  // namespace pinned
