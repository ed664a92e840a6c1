#include "tieuchi/criteria/direction.hpp"
#include "support/builder.hpp"

using namespace support;

namespace {

const MeasureCode x{"x"}, y{"y"};

CriteriaSet reading(std::vector<Indicator> indicators) {
  return CriteriaSet(parts({criterion("1", std::move(indicators))}, {measure("x"), measure("y")}));
}
Indicator bound(const char* number, Comparator c) {
  return indicator(number, requirement::Bound{x, c}, {cell({d("5")})});
}

}  // namespace

TEST(Direction, a_comparator_says_which_way_is_better) {
  EXPECT_EQ(better_of(reading({bound("1.1", Comparator::at_least)}), x), Better::more);
  EXPECT_EQ(better_of(reading({bound("1.1", Comparator::more_than)}), x), Better::more);
  EXPECT_EQ(better_of(reading({bound("1.1", Comparator::at_most)}), x), Better::less);
  EXPECT_EQ(better_of(reading({bound("1.1", Comparator::less_than)}), x), Better::less);
}

TEST(Direction, requirements_that_agree_agree_and_others_name_none) {
  const auto agree =
      reading({bound("1.1", Comparator::at_most), bound("1.2", Comparator::less_than)});
  const auto differ =
      reading({bound("1.1", Comparator::at_most), bound("1.2", Comparator::at_least)});
  EXPECT_EQ(better_of(agree, x), Better::less);
  EXPECT_EQ(better_of(differ, x), std::nullopt);
  EXPECT_EQ(better_of(agree, y), std::nullopt);
  EXPECT_EQ(better_of(agree, MeasureCode{"z"}), std::nullopt);
}

TEST(Direction, between_and_references_have_no_direction) {
  const auto between =
      reading({indicator("1.1", requirement::Between{x}, {cell({d("5"), d("9")})})});
  EXPECT_EQ(better_of(between, x), std::nullopt);
  const auto ratio = reading({indicator(
      "1.1", requirement::RatioToSeries{x, y, Comparator::at_least}, {cell({d("1.4")})})});
  EXPECT_EQ(better_of(ratio, x), Better::more);
  EXPECT_EQ(better_of(ratio, y), std::nullopt);
  const auto years = [](requirement::SeveralYears::Pattern pattern) {
    return reading({indicator("1.1", requirement::SeveralYears{x, 3, pattern}, {cell({})})});
  };
  using Pattern = requirement::SeveralYears::Pattern;
  EXPECT_EQ(better_of(years(Pattern::attained_every_year), x), Better::more);
  EXPECT_EQ(better_of(years(Pattern::falling_every_year), x), std::nullopt);
}

TEST(Direction, every_measure_of_the_shipped_sets_moves_its_verdict_no_other_way) {
  // Where a set names a direction, its own bounds agree; poverty falls and income rises.
  const auto set = catalog::criteria_set("vn-commune-2016");
  std::size_t more = 0, less = 0;
  for (const auto& m : set.parts().measures) {
    const auto better = better_of(set, m.code);
    more += better == Better::more, less += better == Better::less;
    for (const auto& c : set.criteria()) {
      for (const auto& i : c.indicators) {
        const auto* b = std::get_if<requirement::Bound>(&i.requirement);
        if (b && b->measure == m.code && better) {
          EXPECT_EQ(wants_more(b->comparator), better == Better::more) << m.code.str();
        }
      }
    }
  }
  EXPECT_GT(more, 20u);
  EXPECT_GT(less, 0u);
}
