#include "tieuchi/population/reorganisation.hpp"
#include "support/builder.hpp"

using namespace support;

namespace {

const Date day{2020, 1, 1}, later{2025, 7, 1};
UnitCode u(const char* code) { return UnitCode{code}; }
std::vector<UnitCode> codes(std::initializer_list<const char*> list) {
  std::vector<UnitCode> out;
  for (const char* c : list) out.emplace_back(c);
  return out;
}
Succession goes(const char* from, const char* to, std::optional<double> share = 1, Date on = day) {
  return {u(from), u(to), on, share, "818/NQ-UBTVQH14"};
}

}  // namespace

TEST(Reorganisation, merging_splitting_absorbing_and_founding_are_one_graph) {
  const Reorganisation r({goes("A", "C"), goes("B", "C"), goes("D", "E", 0.4), goes("D", "F", 0.6),
                          goes("G", ""), goes("H", "K"), goes("", "N", std::nullopt)});
  const auto d =
      r.descent(codes({"A", "B", "D", "E", "G", "H", "K", "Z"}), {2019, 12, 31}, {2020, 12, 31});
  EXPECT_EQ(d.after(), codes({"E", "K", "Z", "C", "F", "N"}));
  const auto at = [&](const char* code) {
    return std::size_t(std::ranges::find(d.after(), u(code)) - d.after().begin());
  };
  ASSERT_EQ(d.parents(at("C")).size(), 2u);
  EXPECT_EQ(d.parents(at("C"))[1].before, 1u);
  ASSERT_EQ(d.parents(at("E")).size(), 2u);  // itself and a part of D
  EXPECT_EQ(*d.parents(at("E"))[0].share, 0.4);
  EXPECT_EQ(*d.parents(at("F"))[0].share, 0.6);
  EXPECT_EQ(d.parents(at("K")).size(), 2u);  // keeps its code and is another unit
  EXPECT_FALSE(d.unchanged(at("K")));
  EXPECT_TRUE(d.unchanged(at("Z")));
  EXPECT_TRUE(d.parents_missing(at("N")));
  EXPECT_FALSE(d.parents_missing(at("C")));
  EXPECT_EQ(d.left(), std::vector<std::size_t>{4});
  // Nothing happened yet the day before.
  EXPECT_EQ(r.descent(codes({"A", "B"}), {2019, 1, 1}, {2019, 12, 31}).after(), codes({"A", "B"}));
}

TEST(Reorganisation, steps_compose_with_the_product_of_their_shares) {
  const Reorganisation r({goes("A", "C", 0.5), goes("A", "D", 0.5), goes("C", "X", 0.2, later),
                          goes("C", "Y", 0.8, later), goes("D", "Y", 1, later)});
  const auto d = r.descent(codes({"A", "B"}), {2019, 12, 31}, {2025, 12, 31});
  EXPECT_EQ(d.after(), codes({"B", "X", "Y"}));
  EXPECT_DOUBLE_EQ(*d.parents(1)[0].share, 0.1);
  ASSERT_EQ(d.parents(2).size(), 1u);
  EXPECT_DOUBLE_EQ(*d.parents(2)[0].share, 0.9);  // by two ways
  // What is not published stays so.
  const Reorganisation part({goes("A", "C", std::nullopt)}, codes({"A"}));
  const auto some = part.descent(codes({"A"}), {2019, 12, 31}, {2020, 12, 31});
  EXPECT_FALSE(some.parents(0)[0].share);
  EXPECT_EQ(some.untraced(), std::vector<std::size_t>{0});
  const auto gone = Reorganisation({goes("A", "", std::nullopt)}, codes({"A"}))
                        .descent(codes({"A", "B"}), {2019, 12, 31}, {2020, 12, 31});
  EXPECT_EQ(gone.after(), codes({"B"}));
  EXPECT_TRUE(gone.left().empty());
  EXPECT_EQ(gone.untraced(), std::vector<std::size_t>{0});
}

TEST(Reorganisation, every_problem_of_a_graph_is_told_at_once) {
  const auto list = problems_of<InvalidData>([] {
    Reorganisation({goes("A", "C", 0.4), goes("A", "D", 0.5), goes("B", "B"), goes("E", "F", 1.5),
                    goes("G", "H"), goes("G", "H"), goes("I", "J"), goes("I", "K", 1, later),
                    goes("", ""), goes("L", "M", std::nullopt)});
  });
  // A, E, G, L.
  EXPECT_EQ(std::ranges::count(list, ProblemCode::shares_not_one, &Problem::what), 4);
  for (auto what : {ProblemCode::value_out_of_range, ProblemCode::duplicate_row,
                    ProblemCode::two_values, ProblemCode::missing_field})
    EXPECT_TRUE(has(list, what));
  EXPECT_EQ(std::ranges::find(list, ProblemCode::shares_not_one, &Problem::what)->id(), "TC-D-034");
  EXPECT_NO_THROW(Reorganisation({goes("A", "C", 0.4)}, codes({"A"})));
}

TEST(Reorganisation, a_registry_says_who_exists_on_the_day) {
  std::vector<Unit> units{{.code = u("A"), .exists = {Date{}, day}},
                          {.code = u("C"), .exists = {day}},
                          {.code = u("late"), .exists = {later}}};
  const Registry registry(units);
  EXPECT_NO_THROW(Reorganisation({goes("A", "C")}, {}, &registry));
  const auto list = problems_of<InvalidData>([&] {
    Reorganisation({goes("A", "late", 0.5), goes("A", "nobody", 0.5)}, {}, &registry);
  });
  EXPECT_TRUE(has(list, ProblemCode::not_there_yet));
  EXPECT_TRUE(has(list, ProblemCode::unknown_unit));
  EXPECT_THROW((void)Reorganisation({}).descent(codes({"A", "A"}), day, later), InvalidData);
  EXPECT_THROW((void)Reorganisation({}).descent(codes({"A"}), later, day), InvalidData);
}
