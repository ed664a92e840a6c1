#include "tieuchi/planning/money.hpp"
#include "support/builder.hpp"
#include "tieuchi/projection/random.hpp"

using namespace support;

TEST(Money, decimals_add_up_as_they_were_written) {
  const Money money(std::vector{0.1, 0.2, 0.7, 1e9});
  EXPECT_TRUE(money[0] + money[1] == money.within(0.3));
  EXPECT_TRUE(money[0] + money[1] > money.within(0.29));
  EXPECT_EQ(money.amount(money[0] + money[1]), 0.3);
  EXPECT_EQ(money.amount(money[0] + money[2]), 0.8);
  EXPECT_EQ(money.amount(money.total()), 1000000001.0);
}

TEST(Money, a_limit_counts_only_down_to_the_unit_and_up_to_the_sum) {
  const Money whole(std::vector{3.0, 5e15, 0.0});
  EXPECT_TRUE(whole.within(3.999) == 3);
  EXPECT_TRUE(whole.within(2.5) == 2);
  EXPECT_TRUE(whole.within(0) == 0);
  EXPECT_TRUE(whole.within(1e-300) == 0);
  EXPECT_TRUE(whole.within(1e300) == whole.total());
  EXPECT_TRUE(whole.not_below(2.5) == 3);
  EXPECT_TRUE(whole.not_below(3) == 3);
  EXPECT_TRUE(whole.not_below(1e300) > whole.total());
  EXPECT_TRUE(whole[0] + whole[1] > whole.within(5e15));
  const Money thousands(std::vector{2000.0, 5000.0});
  EXPECT_TRUE(thousands.within(6999) == 6);
  EXPECT_EQ(thousands.amount(7), 7000);
}

TEST(Money, every_amount_comes_back_to_the_bit) {
  RandomStream random(3, 0, 0);
  for (int instance = 0; instance < 300; ++instance) {
    std::vector<double> amounts;
    for (int k = 0; k < 5; ++k) {
      const double scale = std::pow(10, std::floor(random.uniform() * 12) - 4);
      amounts.push_back(random.uniform() * scale);
    }
    const Money money(amounts);
    for (std::size_t k = 0; k < amounts.size(); ++k) {
      ASSERT_EQ(money.amount(money[k]), amounts[k]);
      ASSERT_TRUE(money.within(amounts[k]) == money[k]);
      ASSERT_TRUE(money.not_below(amounts[k]) == money[k]);
    }
  }
}

TEST(Money, refuses_what_cannot_be_counted) {
  EXPECT_THROW(Money(std::vector{-1.0}), InvalidData);
  EXPECT_THROW(Money(std::vector{std::nan("")}), InvalidData);
  EXPECT_THROW(Money(std::vector{1e300, 0.1}), InvalidData);
  EXPECT_THROW(Money(std::vector{9e36, 9e36, 1.0}), InvalidData);
  EXPECT_NO_THROW(Money(std::vector{1e300, 2e300}));
}
