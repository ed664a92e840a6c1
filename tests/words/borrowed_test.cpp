// A view kept longer than a statement takes what has a name, and nothing that ends.
#include "tieuchi/borrowed.hpp"

#include <gtest/gtest.h>

#include <array>
#include <ranges>
#include <vector>

#include "tieuchi/observation/panel.hpp"

using tieuchi::Borrowed;

namespace {

template <class R>
constexpr bool taken = std::is_constructible_v<Borrowed<double>, R>;
using Numbers = std::vector<double>;

static_assert(taken<Numbers&> && taken<const Numbers&> && taken<std::array<double, 2>&>);
static_assert(taken<std::span<const double>> && taken<std::span<double>&>);
static_assert(taken<Borrowed<double>> && taken<Borrowed<double>&>);
static_assert(!taken<Numbers> && !taken<const Numbers> && !taken<std::array<double, 2>>);
static_assert(!taken<std::vector<float>&> && !taken<std::span<const float>>);
static_assert(!std::is_assignable_v<decltype(tieuchi::Column::values)&, Numbers>);
static_assert(!std::is_assignable_v<decltype(tieuchi::Column::states)&, std::vector<std::uint8_t>>);
static_assert(std::is_trivially_copyable_v<Borrowed<double>>);
static_assert(sizeof(Borrowed<double>) == sizeof(std::span<const double>));
static_assert(std::ranges::borrowed_range<Borrowed<double>> && std::ranges::view<Borrowed<double>>);

}  // namespace

TEST(Borrowed, reads_the_memory_of_the_caller) {
  Numbers numbers{1, 2, 3};
  const Borrowed<double> all = numbers, two(numbers.data(), 2), none;
  numbers[1] = 5;
  EXPECT_EQ(all.size(), 3u);
  EXPECT_EQ(all[1], 5);
  EXPECT_EQ(two.data(), numbers.data());
  EXPECT_EQ(two.size(), 2u);
  EXPECT_TRUE(none.empty());
}
