#include "tieuchi/assessment/legal_difference.hpp"
#include "support/builder.hpp"

using namespace support;

namespace {

using Kind = LegalChange::Kind;

// 1.1 is left to the province, which may ask for more in 1.2 and for less in 1.3; 1.4 is fixed, not
// verified.
CriteriaSet law() {
  const requirement::Bound x{MeasureCode{"x"}};
  Indicator left = indicator("1.1", requirement::Delegated{x}, {cell({}, "A"), cell({}, "B")});
  for (auto& c : left.cells) c.state = CellState::delegated;
  auto p = parts(
      {criterion("1", {left, indicator("1.2", x, {cell({d("50")}, "A"), cell({d("60")}, "B")}),
                       indicator("1.3", x, {cell({d("50")}, "A"), cell({d("50")}, "B")}),
                       indicator("1.4", x,
                                 {cell({d("50")}, "A", Period::always(), Status::unverified),
                                  cell({d("50")}, "B")})})},
      {measure("x")}, {"A", "B"});
  p.grants = {{.indicator = IndicatorNumber{"1.2"}, .direction = Grant::Direction::tighten},
              {.indicator = IndicatorNumber{"1.3"}, .direction = Grant::Direction::relax}};
  return CriteriaSet(p);
}

Overlay decision(const char* instrument, std::vector<std::pair<const char*, const char*>> values) {
  Overlay o;
  o.instrument = instrument, o.set = SetId{"test"}, o.issued = Date(2015, 1, 1);
  o.body = UnitCode{"p"};
  for (const auto& [number, value] : values) {
    o.values.push_back({.indicator = IndicatorNumber{number},
                        .numbers = {d(value)},
                        .citation = {Status::verified, "article 1"}});
  }
  return o;
}

Overlay at_the_border(Overlay o) {
  o.scope.attributes = {{Dimension{"border"}, StratumCode{"yes"}}};
  return o;
}

std::vector<std::string> lines(const std::vector<LegalChange>& list,
                               Language language = Language::en) {
  std::vector<std::string> out;
  for (const auto& c : list) out.push_back(c.text(language));
  return out;
}

}  // namespace

TEST(LegalDifference, names_both_figures_and_both_texts) {
  auto border = at_the_border(decision("2/QĐ", {{"1.1", "50"}}));
  Overlay copy = decision("3/CV", {{"1.4", "50"}});
  copy.kind = Overlay::Kind::check;
  copy.values[0].stratum = StratumCode{"A"};
  const auto list = legal_difference(
      law(), {border, decision("1/QĐ", {{"1.1", "70"}, {"1.2", "60"}, {"1.3", "40"}}), copy},
      end_2019);
  EXPECT_EQ(
      lines(list),
      (std::vector<std::string>{
          "1.1 A {p}: " + word(Reason::delegated_not_set, Language::en) +
              " → 70 [1/QĐ, verified] (article 1): filled",
          "1.1 A {p, border yes}: " + word(Reason::delegated_not_set, Language::en) +
              " → 50 [2/QĐ, verified] (article 1): filled",
          "1.1 B {p}: " + word(Reason::delegated_not_set, Language::en) +
              " → 70 [1/QĐ, verified] (article 1): filled",
          "1.1 B {p, border yes}: " + word(Reason::delegated_not_set, Language::en) +
              " → 50 [2/QĐ, verified] (article 1): filled",
          "1.2 A {p}: 50 [1/TEST, verified] (source) → 60 [1/QĐ, verified] (article 1): tightened",
          "1.2 B {p}: 60 [1/TEST, verified] (source) → 60 [1/QĐ, verified] (article 1): confirmed",
          "1.3 A {p}: 50 [1/TEST, verified] (source) → 40 [1/QĐ, verified] (article 1): relaxed",
          "1.3 B {p}: 50 [1/TEST, verified] (source) → 40 [1/QĐ, verified] (article 1): relaxed",
          "1.4 A {p}: 50 [1/TEST, UNVERIFIED] (source) → 50 [3/CV, transcribed] (article 1): "
          "confirmed",
      }));
  EXPECT_EQ(
      list[4].text(Language::vi),
      "1.2 A {p}: 50 [1/TEST, đã kiểm chứng] (source) → 60 [1/QĐ, đã kiểm chứng] (article 1): "
      "chặt hơn");
}

TEST(LegalDifference, is_of_one_day_and_of_what_was_known) {
  Overlay o = decision("1/QĐ", {{"1.1", "70"}});
  EXPECT_TRUE(legal_difference(law(), {o}, Date(2014, 12, 31)).empty());
  EXPECT_EQ(legal_difference(law(), {o}, Date(2015, 1, 1)).size(), 2u);
  o.recorded = Date(2016, 1, 1);
  CompileOptions options{.on = end_2019, .overlays = {o}};
  options.known_on = Date(2015, 6, 1);
  EXPECT_TRUE(legal_difference(law(), options).empty());
  EXPECT_TRUE(legal_difference(law(), std::vector<Overlay>{}, end_2019).empty());
}

TEST(LegalDifference, shows_what_two_texts_dispute_and_where) {
  auto coast = decision("2/QĐ", {{"1.1", "60"}});
  coast.scope.attributes = {{Dimension{"coast"}, StratumCode{"yes"}}};
  const auto list =
      legal_difference(law(), {at_the_border(decision("1/QĐ", {{"1.1", "70"}})), coast}, end_2019);
  ASSERT_EQ(list.size(), 6u);
  EXPECT_EQ(list[1].kind, Kind::disputed);
  EXPECT_EQ(list[1].scope.attributes.size(), 2u);
  EXPECT_EQ(list[1].dispute, "1/QĐ against 2/QĐ");
  EXPECT_EQ(list[1].after.unusable, Reason::no_threshold);
  EXPECT_EQ(list[1].text(),
            "1.1 A {p, border yes, coast yes}: " + word(Reason::delegated_not_set, Language::en) +
                " → 1/QĐ against 2/QĐ: disputed");
}

// A district of the province: only a registry knows that it lies in it.
TEST(LegalDifference, knows_places_from_the_registry_or_from_the_body) {
  Overlay inner = decision("2/QĐ", {{"1.1", "50"}});
  inner.scope.within = UnitCode{"d"};
  const std::vector<Overlay> both{decision("1/QĐ", {{"1.1", "70"}, {"1.2", "70"}}), inner};
  const auto by_body = legal_difference(law(), both, end_2019);
  const Registry registry = communes(1);
  const auto by_registry = legal_difference(law(), {.on = end_2019, .overlays = both}, &registry);
  EXPECT_EQ(lines(by_body), lines(by_registry));
  EXPECT_EQ(by_body.size(), 6u) << "1.2 is not listed again for the district";
}

TEST(LegalDifference, refuses_what_compile_refuses) {
  EXPECT_TRUE(has(problems_of<InvalidCriteria>([] {
                    (void)legal_difference(law(), {decision("1/QĐ", {{"1.2", "40"}})}, end_2019);
                  }),
                  ProblemCode::against_direction));
  EXPECT_THROW((void)legal_difference(law(), std::vector<Overlay>{}, Date(2031, 1, 1)),
               InvalidData);
}
