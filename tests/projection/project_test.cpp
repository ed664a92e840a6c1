#include "tieuchi/projection/project.hpp"
#include "support/builder.hpp"
#include "synthetic_history.hpp"
#include "tieuchi/projection/skill.hpp"

using namespace support;

namespace {

const Model& model() {
  static const Model m =
      fit(History(synthetic::panel({.units = 60, .years = 5, .districts = 4, .seed = 12})));
  return m;
}

bool same(const Outlook& a, const Outlook& b) {
  for (std::size_t t = 0; t < a.years().size(); ++t) {
    for (Metric m : {Metric::mean_criteria, Metric::recognised, Metric::newly_recognised,
                     Metric::least_criteria}) {
      if (a.recognitions_identified() != b.recognitions_identified()) return false;
      if (counts_recognitions(m) && !a.recognitions_identified()) continue;
      if (a.draws_of(m, t) != b.draws_of(m, t)) return false;
    }
    for (std::size_t i = 0; i < a.units().size(); ++i) {
      if (a.chance_of_all(t, i) != b.chance_of_all(t, i) || a.unit_law(t, i) != b.unit_law(t, i))
        return false;
      for (std::size_t j = 0; j < a.criteria().size(); ++j) {
        if (a.chance(t, j, i) != b.chance(t, j, i)) return false;
      }
    }
    if (!std::ranges::equal(a.law_of_all(t).law(), b.law_of_all(t).law())) return false;
    if (a.district_mean(1, t) != b.district_mean(1, t)) return false;
  }
  return true;
}

}  // namespace

TEST(Project, same_bits_for_any_number_of_threads) {
  const auto one = project(model(), {.until = 2021, .draws = 300, .seed = 5});
  for (int threads : {2, 8})
    EXPECT_TRUE(
        same(one, project(model(), {.until = 2021, .draws = 300, .seed = 5, .threads = threads})));
  EXPECT_FALSE(same(one, project(model(), {.until = 2021, .draws = 300, .seed = 6})));
}

TEST(Project, probabilities_agree_with_the_draws_they_come_from) {
  const auto o = project(model(), {.until = 2022, .draws = 2000, .seed = 1});
  ASSERT_EQ(o.years(), (std::vector<int>{2020, 2021, 2022}));
  for (std::size_t t = 0; t < 3; ++t) {
    double expected = 0, all = 0;
    for (std::size_t i = 0; i < 60; ++i) {
      all += o.chance_of_all(t, i);
      for (std::size_t j = 0; j < 19; ++j) {
        ASSERT_TRUE(o.chance(t, j, i) >= 0 && o.chance(t, j, i) <= 1);
        expected += o.chance(t, j, i);
      }
      double law = 0;
      for (double p : o.unit_law(t, i)) law += p;
      ASSERT_NEAR(law, 1, 1e-12);
    }
    double drawn = 0;
    for (double x : o.draws_of(Metric::mean_criteria, t)) drawn += x / 2000;
    EXPECT_NEAR(drawn, expected / 60, 0.02);
    EXPECT_NEAR(o.law_of_all(t).mean(), all, 1e-6);
    double bands = 0;
    for (const auto& b : reporting_bands()) bands += o.draws_of(b, t)[17];
    EXPECT_EQ(bands, 60);
  }
  double time = 0;
  for (double p : o.time_to_all(3)) time += p;
  EXPECT_NEAR(time, 1, 1e-12);
}

TEST(Project, shocks_widen_the_mean_and_leave_the_middle_alone) {
  const auto with = project(model(), {.until = 2020, .draws = 1500}),
             without = project(model(), {.until = 2020, .draws = 1500, .shocks = false});
  const auto width = [](const Outlook& o) {
    const auto d = o.draws_of(Metric::mean_criteria, 0);
    return quantile(d, 0.95) - quantile(d, 0.05);
  };
  EXPECT_GT(width(with), 1.3 * width(without));
  EXPECT_NEAR(quantile(with.draws_of(Metric::mean_criteria, 0), 0.5),
              quantile(without.draws_of(Metric::mean_criteria, 0), 0.5), 0.15);
  EXPECT_FALSE(without.shocks());
  EXPECT_TRUE(std::ranges::any_of(without.reasons(), [](const std::string& reason) {
    return reason.find("too narrow") != std::string::npos;
  }));
}

TEST(Project, pooled_chances_are_the_chain_by_hand) {
  const auto m = fit(model().history(), {.at_most = Rung::pooled});
  const auto o = project(m, {.until = 2020, .draws = 20});
  const History& h = m.history();
  for (std::size_t i = 0; i < 60; ++i) {
    const double expected = h.state(4, 3, i) == State::met ? 1 - m.pooled().loss : m.pooled().gain;
    EXPECT_NEAR(o.chance(0, 3, i), expected, 1e-9);
  }
  const auto still = project(fit(h, {.at_most = Rung::persistence}), {.until = 2025, .draws = 3});
  for (std::size_t i = 0; i < 60; ++i)
    EXPECT_EQ(still.chance(5, 2, i), h.state(4, 2, i) == State::met ? 1 : 0);
}

TEST(Project, recognition_is_kept_and_works_never_lower_a_count) {
  std::vector<std::uint8_t> recognised(60, 0);
  recognised[0] = recognised[5] = 1;
  const std::vector<std::uint8_t> everyone(2 * 60, 1);
  const ProjectOptions base{
      .until = 2021, .draws = 200, .recognised = recognised, .registered = everyone};
  const auto plain = project(model(), base);
  ProjectOptions funded = base;
  for (std::size_t j = 0; j < 19; ++j)
    funded.works.push_back({.unit = 7, .criterion = j, .year = 2020});
  const auto works = project(model(), funded);
  EXPECT_NEAR(works.chance_of_all(0, 7), 1, 1e-9);
  for (std::size_t t = 0; t < 2; ++t) {
    const auto a = plain.draws_of(Metric::mean_criteria, t),
               b = works.draws_of(Metric::mean_criteria, t);
    const auto r = plain.draws_of(Metric::recognised, t), s = works.draws_of(Metric::recognised, t);
    for (std::size_t d = 0; d < a.size(); ++d) {
      EXPECT_LE(a[d], b[d]);
      EXPECT_LE(r[d], s[d]);
      EXPECT_GE(r[d], 2);
    }
  }
  std::vector<std::uint8_t> nobody(2 * 60, 0);
  const auto closed = project(model(), {.until = 2021,
                                        .draws = 100,
                                        .recognised = recognised,
                                        .registered = nobody,
                                        .only_registered = true});
  for (double x : closed.draws_of(Metric::recognised, 1)) EXPECT_EQ(x, 2);
}

TEST(Project, registration_lists_are_simulated_or_given_never_assumed) {
  const auto m = fit(History(synthetic::panel(
      {.units = 80, .years = 6, .registered_share = 0.3, .registered_effect = 3, .seed = 7})));
  const auto reasons = project(m, {.until = 2021, .draws = 50}).reasons();
  EXPECT_TRUE(std::ranges::any_of(
      reasons, [](const auto& r) { return r.find("registration lists are simulated") != r.npos; }));
  const auto mean = [&](std::uint8_t listed) {
    const auto o = project(
        m, {.until = 2021, .draws = 400, .registered = std::vector<std::uint8_t>(80, listed)});
    return quantile(o.draws_of(Metric::mean_criteria, 0), 0.5);
  };
  EXPECT_GT(mean(1), mean(0) + 1);
}

TEST(Project, recognitions_without_a_registration_list_are_not_identified) {
  const auto o = project(model(), {.until = 2021, .draws = 60});
  EXPECT_FALSE(o.recognitions_identified());
  for (const Metric m : {Metric::recognised, Metric::newly_recognised}) {
    const auto problems = problems_of<NotEnoughData>([&] { (void)o.draws_of(m, 0); });
    EXPECT_EQ(problems.at(0).found, recognitions_need_a_list().en);
    EXPECT_THROW((void)o.probability(m, 0, 1), NotEnoughData);
    const ProjectOptions known{.until = 2021,
                               .draws = 60,
                               .evidence = {{.metric = m, .year = 2020, .least = 0, .most = 60}}};
    EXPECT_THROW((void)project(model(), known), InvalidData);
  }
  EXPECT_TRUE(std::ranges::count(o.reasons(), recognitions_need_a_list().en) == 1);
  EXPECT_EQ(o.draws_of(Metric::mean_criteria, 0).size(), 60u);
  // A list of the years ahead is enough, and so are past ones; criteria are drawn as before.
  const std::vector<std::uint8_t> everyone(2 * 60, 1);
  const auto listed = project(model(), {.until = 2021, .draws = 60, .registered = everyone});
  EXPECT_TRUE(listed.recognitions_identified());
  EXPECT_EQ(listed.draws_of(Metric::mean_criteria, 1), o.draws_of(Metric::mean_criteria, 1));
  const auto past =
      History(synthetic::panel({.units = 60, .years = 4, .registered_share = 0.3, .seed = 7}));
  EXPECT_TRUE(project(fit(past), {.until = 2019, .draws = 60}).recognitions_identified());
}

TEST(Project, evidence_keeps_the_draws_that_agree) {
  const auto free = project(model(), {.until = 2021, .draws = 2000});
  const double middle = quantile(free.draws_of(Metric::mean_criteria, 0), 0.5);
  const ProjectOptions known{
      .until = 2021,
      .draws = 2000,
      .evidence = {{.metric = Metric::mean_criteria, .year = 2020, .least = middle, .most = 19}}};
  const auto o = project(model(), known);
  EXPECT_NEAR(double(o.draws()), 1000, 60);
  for (double x : o.draws_of(Metric::mean_criteria, 0)) EXPECT_GE(x, middle);
  EXPECT_GT(quantile(o.draws_of(Metric::mean_criteria, 1), 0.5),
            quantile(free.draws_of(Metric::mean_criteria, 1), 0.5));
  ProjectOptions never = known;
  never.evidence[0].least = 18.9;
  EXPECT_THROW((void)project(model(), never), NotEnoughData);
}

TEST(Project, missing_and_inapplicable_cells_and_units_that_vanish) {
  auto p = synthetic::panel({.units = 40, .years = 4, .seed = 20});
  const std::size_t last = 3 * 19 * 40;
  // Unit 1 not seen in the last year.
  for (std::size_t j = 0; j < 19; ++j) p.states[last + j * 40 + 1] = 2;
  for (std::size_t c = 2; c < p.states.size(); c += 40) p.states[c] = 2;  // unit 2 never seen
  // Unit 3: criterion 7 not applicable.
  for (std::size_t t = 0; t < 4; ++t) p.states[(t * 19 + 6) * 40 + 3] = 3;
  const auto o = project(fit(History(p)), {.until = 2020, .draws = 200});
  EXPECT_EQ(o.chance(0, 6, 3), 1);
  EXPECT_EQ(o.unit_law(0, 3)[19], 0);  // 18 of 18 is the most
  for (std::size_t i : {1u, 2u}) {
    double sum = 0;
    for (std::size_t j = 0; j < 19; ++j) sum += o.chance(0, j, i);
    EXPECT_TRUE(sum > 0 && sum < 19);
  }
  EXPECT_TRUE(std::ranges::any_of(
      o.reasons(), [](const auto& r) { return r.find("not seen in 2018") != r.npos; }));
}

TEST(Project, bad_options_are_said_at_once_and_a_stop_is_honoured) {
  const auto problems = problems_of<InvalidData>([] {
    (void)project(model(), {.until = 2019,
                            .draws = 0,
                            .recognised = {1},
                            .works = {{.unit = 999, .criterion = 0, .year = 2020}}});
  });
  EXPECT_TRUE(has(problems, ProblemCode::not_after_last_date));
  EXPECT_TRUE(has(problems, ProblemCode::wrong_size));
  EXPECT_EQ(std::ranges::count(problems, ProblemCode::value_out_of_range, &Problem::what), 2);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW((void)project(model(), {.until = 2020, .stop = stop}), Stopped);
}
