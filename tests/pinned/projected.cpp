#include "projected.hpp"

#include "made_up_history.hpp"
#include "tieuchi/projection/backtest.hpp"
#include "tieuchi/projection/fit.hpp"
#include "tieuchi/projection/programme_outlook.hpp"
#include "tieuchi/projection/project.hpp"

namespace pinned {

using namespace tieuchi;

namespace {

constexpr int draws = 200;

std::string rung_name(Rung rung) { return word(rung).in(Language::en); }

std::vector<double> sorted(std::vector<double> list) {
  std::ranges::sort(list);
  return list;
}

Target target(const char* code, Metric metric, const char* least) {
  return {.code = code,
          .metric = metric,
          .by = Date::end_of(2022),
          .at_least = Decimal::parse(least).value()};
}

Programme programme() {
  Target band = target("few-under-three", Metric::units_in_band, "0");
  band.at_least.reset(), band.at_most = Decimal(4), band.band = CriteriaRange{0, 2};
  Target share = target("half-meet-7", Metric::criterion_share, "50");
  share.criterion = CriterionNumber{"7"};
  Target first = target("mean-of-D1", Metric::mean_criteria, "4.5");
  first.population.cohort.within = UnitCode{"D1"};
  Target listed = target("of-four-units", Metric::recognised, "1");
  listed.population.units = {UnitCode{"S1"}, UnitCode{"S5"}, UnitCode{"S9"}, UnitCode{"S13"}};
  return Programme(
      "synthetic", {},
      {target("mean", Metric::mean_criteria, "5"), target("recognised", Metric::recognised, "6"),
       target("newly-recognised", Metric::newly_recognised, "3"),
       target("least", Metric::least_criteria, "2"), band, share, first, listed,
       target("tier", Metric::tier_total, "2")});
}

Table rates(const std::string& rung, const Model& model) {
  Table out{"rates, " + rung, "criterion", "number", {"gain", "loss"}};
  out.add("all", {about(model.pooled().gain), about(model.pooled().loss)});
  for (std::size_t c = 0; c < model.criteria().size(); ++c) {
    out.add(model.history().parts().criteria[c].str(),
            {about(model.criteria()[c].gain), about(model.criteria()[c].loss)});
  }
  return out;
}

Table chances(const std::string& rung, const Outlook& outlook) {
  Table out{"chance met at the end of 2022, " + rung, "unit", "criterion", {}};
  for (const auto& c : outlook.criteria()) out.columns.push_back(c.str());
  out.columns.emplace_back("all");
  for (std::size_t u = 0; u < outlook.units().size(); u += 5) {
    std::vector<std::string> cells;
    for (std::size_t c = 0; c < outlook.criteria().size(); ++c) {
      cells.push_back(about(outlook.chance(1, c, u)));
    }
    cells.push_back(about(outlook.chance_of_all(1, u)));
    out.add(outlook.units()[u].str(), std::move(cells));
  }
  return out;
}

Table metrics(const std::string& rung, const Outlook& outlook) {
  Table out{"metrics, " + rung, "metric", "quantile", {"10%", "50%", "90%", "mean"}};
  const auto put = [&](const std::string& name, std::vector<double> list) {
    double sum = 0;
    for (const double x : list) sum += x;
    const double n = static_cast<double>(list.size());
    list = sorted(std::move(list));
    const auto at = [&](double p) { return about(quantile(list, p)); };
    out.add(name, {at(0.1), at(0.5), at(0.9), about(sum / n)});
  };
  for (std::size_t a = 0; a < outlook.years().size(); ++a) {
    const std::string year = std::to_string(outlook.years()[a]);
    for (const Metric m : {Metric::mean_criteria, Metric::least_criteria, Metric::recognised,
                           Metric::newly_recognised}) {
      put(std::string(name(m)) + "," + year, outlook.draws_of(m, a));
    }
    put("in-band-3-5," + year, outlook.draws_of(Band{"", 3, 5}, a));
    put("mean-of-D2," + year, outlook.district_mean(1, a));
    const auto& law = outlook.law_of_all(a);
    out.add("law-of-all," + year,
            {std::to_string(law.quantile(0.1)), std::to_string(law.quantile(0.5)),
             std::to_string(law.quantile(0.9)), about(law.mean())});
  }
  return out;
}

Table targets(const std::string& rung, const Outlook& outlook) {
  const auto said = answer(outlook, programme());
  Table out{"targets, " + rung,
            "target",
            "number",
            {"identified", "probability", "error", "median", "low", "high", "units"}};
  for (const auto& a : said.answers()) {
    out.add(a.code,
            {a.identified ? "yes" : "no", about(a.probability.value), about(a.probability.error),
             about(a.median), about(a.low), about(a.high), std::to_string(a.units)});
  }
  const auto joint = said.joint({"mean", "newly-recognised"});
  out.add("mean,and,newly-recognised",
          {"yes", about(joint.value), about(joint.error), "-", "-", "-", "-"});
  return out;
}

Table crossed(const Model& model) {
  Table out{"crossed models", "number", "model", {"gain", "loss"}};
  const auto& g = *model.gain();
  const auto& l = *model.loss();
  const auto put = [&](std::string row, double a, double b) {
    std::ranges::replace(row, ' ', '-');
    out.add(std::move(row), {about(a), about(b)});
  };
  put("events", static_cast<double>(g.events()), static_cast<double>(l.events()));
  put("log-likelihood", g.log_likelihood(), l.log_likelihood());
  for (std::size_t k = 0; k < std::min(g.beta().size(), l.beta().size()); ++k) {
    put("beta," + g.fixed_names()[k], g.beta()[k], l.beta()[k]);
    put("error," + g.fixed_names()[k], g.beta_se()[k], l.beta_se()[k]);
  }
  for (std::size_t e = 0; e < effect_kinds; ++e) {
    put("sd," + std::to_string(e), g.sd(static_cast<Effect>(e)), l.sd(static_cast<Effect>(e)));
  }
  return out;
}

Table backtested(const History& history) {
  const auto tested =
      backtest(history, {.first_origin = 3,
                         .rungs = {Rung::persistence, Rung::pooled, Rung::criterion},
                         .draws = 100});
  Table out{"backtest",
            "rung",
            "number",
            {"origins", "cells", "outcomes", "intervals", "brier", "log", "rps", "crps-mean",
             "crps-all", "cover-80", "skill-persistence"}};
  const auto scored = [](const std::optional<double>& score) {
    return score ? about(*score) : std::string("-");
  };
  for (const auto& l : tested.lines) {
    out.add(
        rung_name(l.rung),
        {std::to_string(l.origins), std::to_string(l.cells), std::to_string(l.outcomes),
         std::to_string(l.intervals), scored(l.brier), scored(l.log), scored(l.rps),
         scored(l.crps_mean), scored(l.crps_all), scored(l.cover_80), scored(l.skill_persistence)});
  }
  return out;
}

}  // namespace

Page rungs() {
  Page page{"rungs"};
  const History history = made_up_history();
  Table reached{"rung answered", "asked", "answer", {"rung", "fingerprint"}};
  for (const Rung rung : {Rung::persistence, Rung::pooled, Rung::criterion, Rung::crossed,
                          Rung::covariates, Rung::full}) {
    const std::string name = rung_name(rung);
    const Model model = fit(history, {.at_most = rung});
    reached.add(name, {rung_name(model.rung()), hashed(model.history().fingerprint())});
    const Outlook outlook = project(model, {.until = 2022, .draws = draws, .seed = 15});
    if (rung == Rung::pooled || rung == Rung::criterion) page.tables.push_back(rates(name, model));
    if (rung == Rung::full && model.gain() && model.loss()) page.tables.push_back(crossed(model));
    page.tables.push_back(chances(name, outlook));
    page.tables.push_back(metrics(name, outlook));
    page.tables.push_back(targets(name, outlook));
  }
  page.tables.push_back(std::move(reached));
  page.tables.push_back(backtested(history));
  return page;
}

}  // namespace pinned
