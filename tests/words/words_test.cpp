#include "support/builder.hpp"
#include "tieuchi/detail/letters.hpp"
#include "tieuchi/vietnamese.hpp"

using namespace support;

TEST(Code, natural_order_puts_2_before_10_and_keeps_17_1_apart_from_17_10) {
  EXPECT_LT(IndicatorNumber{"17.2"}, IndicatorNumber{"17.10"});
  EXPECT_NE(IndicatorNumber{"17.1"}, IndicatorNumber{"17.10"});
  EXPECT_LT(UnitCode{"c2"}, UnitCode{"c10"});
  EXPECT_NE(UnitCode{"07"}, UnitCode{"7"});
  EXPECT_TRUE((natural_order("07", "7") <=> 0) != 0);
}

TEST(Code, kinds_of_codes_do_not_mix) {
  EXPECT_FALSE((std::is_convertible_v<UnitCode, MeasureCode>));
  EXPECT_FALSE((std::is_convertible_v<std::string, UnitCode>));
  EXPECT_FALSE((std::is_constructible_v<bool, Verdict> && std::is_convertible_v<Verdict, bool>));
}

TEST(Date, round_trips_and_refuses_days_that_do_not_exist) {
  for (int days = -40000; days < 60000; days += 37) {
    const Date a = Date::from_days(days);
    EXPECT_EQ(Date::parse(a.str()), a);
  }
  EXPECT_EQ(Date(1970, 1, 1).days(), 0);
  EXPECT_THROW(Date(2019, 2, 29), InvalidData);
  EXPECT_EQ(Date(2020, 2, 29).years_before(1), Date(2019, 2, 28));
  for (const char* bad :
       {"2019-2-1", "2019-02-30", "01/02/2019", "", "2019-02-011", "-019-01-01"}) {
    EXPECT_FALSE(Date::parse(bad)) << bad;
  }
}

TEST(Period, holds_its_last_day_and_not_the_next) {
  const Period p = Period::through({2016, 12, 1}, {2020, 12, 31});
  EXPECT_TRUE(p.contains({2020, 12, 31}));
  EXPECT_FALSE(p.contains({2021, 1, 1}));
  EXPECT_FALSE(p.contains({2016, 11, 30}));
  EXPECT_FALSE(p.overlaps(Period::through({2021, 1, 1}, {2022, 1, 1})));
  EXPECT_TRUE(p.overlaps(Period::through({2020, 12, 31}, {2022, 1, 1})));
  EXPECT_EQ(p.str(), "2016-12-01 – 2020-12-31");
}

TEST(Decimal, parses_six_places_and_nothing_else) {
  EXPECT_EQ(d("1.1") * Decimal(39), d("42.9"));
  EXPECT_EQ(d("-0.000001").micros(), -1);
  EXPECT_EQ(d("21.8").str(), "21.8");
  EXPECT_EQ(Decimal(100).str(), "100");
  for (const char* bad : {"", ".", "1.", "1.1234567", "1e3", "1,5", "--1", "99999999999999"}) {
    EXPECT_FALSE(Decimal::parse(bad)) << bad;
  }
  EXPECT_THROW(d("9000000000") * d("9000000000"), InvalidCriteria);
}

TEST(Decimal, a_double_counts_as_the_decimal_of_six_places) {
  EXPECT_EQ(Decimal::from_double(79.9999999), Decimal(80));
  EXPECT_EQ(Decimal::from_double(79.999), d("79.999"));
  EXPECT_EQ(Decimal::from_double(0.0078125), d("0.007813"));  // a tie, exactly: away from zero
  EXPECT_EQ(Decimal::from_double(-0.0078125), d("-0.007813"));
  EXPECT_EQ(Decimal::from_double(1e-300), Decimal(0));
  EXPECT_FALSE(Decimal::from_double(std::nan("")));
  EXPECT_FALSE(Decimal::from_double(1e13));
}

TEST(Decimal, the_outermost_double_is_the_last_that_passes) {
  for (const char* text :
       {"0", "0.000001", "42.9", "80", "21.8", "1.4", "59", "1000000.5", "9000000000"}) {
    const Decimal t = d(text);
    const double low = smallest_at_least(t), high = largest_at_most(t);
    EXPECT_GE(*Decimal::from_double(low), t) << text;
    EXPECT_LT(*Decimal::from_double(std::nextafter(low, -1e300)), t) << text;
    EXPECT_LE(*Decimal::from_double(high), t) << text;
    EXPECT_GT(*Decimal::from_double(std::nextafter(high, 1e300)), t) << text;
  }
}

// Doubles of 9.2 × 10¹² and more count as no decimal: limits there are reached by none or by all.
TEST(Decimal, limits_beyond_what_doubles_count_as_end_too) {
  const double inf = std::numeric_limits<double>::infinity(), last = std::nextafter(9.2e12, 0);
  constexpr std::int64_t edge = 9'200'000'000'000'000'000;
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t micros : {edge, edge + 1, most}) {
    const Decimal far = Decimal::from_micros(micros), near = Decimal::from_micros(-micros);
    EXPECT_EQ(smallest_at_least(far), inf) << far.str();
    EXPECT_EQ(largest_at_most(far), last) << far.str();
    EXPECT_EQ(smallest_at_least(near), -last) << near.str();
    EXPECT_EQ(largest_at_most(near), -inf) << near.str();
  }
  EXPECT_EQ(largest_at_most(Decimal::from_micros(std::numeric_limits<std::int64_t>::min())), -inf);
  const Limit never = Limit::of(Comparator::at_least, Decimal::from_micros(edge));
  EXPECT_FALSE(never.holds(last));
}

TEST(Vietnamese, composes_decomposed_text_and_mends_the_icelandic_letter) {
  EXPECT_EQ(vietnamese::compose("Tra\xCC\x80ng \xC3\x90i\xCC\xA3nh"), "Tràng Định");
  EXPECT_EQ(vietnamese::compose("o\xCC\x9B\xCC\x80"), "ờ");  // horn, then grave
  EXPECT_EQ(vietnamese::compose("e\xCC\xA3\xCC\x82"), "ệ");  // dot below, then circumflex
  EXPECT_EQ(vietnamese::compose("Lạng Sơn"), "Lạng Sơn");
  EXPECT_EQ(vietnamese::compose("\xFF\xFE"), "\xFF\xFE");
}

TEST(Vietnamese, folds_tone_placement_and_case_but_never_merges_d_and_dd) {
  EXPECT_EQ(vietnamese::fold("Hoà  Bình"), vietnamese::fold("HÒA BÌNH"));
  EXPECT_NE(vietnamese::fold("Đông"), vietnamese::fold("Dông"));
  EXPECT_NE(vietnamese::fold("Yên"), vietnamese::fold("Yến"));
}

TEST(Vietnamese, sorts_by_letter_then_tone) {
  std::vector<std::string> names{"Đình Lập", "Ân Thi", "Dương", "An Sơn", "Ăn", "Bắc Sơn", "Án"};
  std::ranges::sort(names, [](auto& a, auto& b) { return vietnamese::alphabetical(a, b) < 0; });
  EXPECT_EQ(names, (std::vector<std::string>{"An Sơn", "Án", "Ăn", "Ân Thi", "Bắc Sơn", "Dương",
                                             "Đình Lập"}));
}

TEST(Vietnamese, tells_text_from_other_bytes) {
  EXPECT_TRUE(vietnamese::is_utf8("Xã Tân Việt"));
  EXPECT_FALSE(vietnamese::is_utf8("X\xB7"));         // TCVN3
  EXPECT_FALSE(vietnamese::is_utf8("\xC0\xAF"));      // overlong
  EXPECT_FALSE(vietnamese::is_utf8("\xED\xA0\x80"));  // surrogate
}

TEST(Level, words_round_trip) {
  for (int l = 0; l < 7; ++l) EXPECT_EQ(parse_level(level_name(Level(l))), Level(l));
  EXPECT_FALSE(parse_level("hamlet"));
}

TEST(Text, falls_back_to_the_other_language) {
  EXPECT_EQ((Text{"xã", ""}).in(Language::en), "xã");
  EXPECT_EQ((Text{"xã", "commune"}).in(Language::en), "commune");
}

TEST(Decimal, the_outermost_double_that_passes_is_found_exactly) {
  std::vector<std::int64_t> all;
  for (std::int64_t micros = -5'000'000; micros <= 100'000'000; micros += 10'007)
    all.push_back(micros);
  // Beyond 2^53 millionths a double no longer holds every sixth place.
  for (std::int64_t micros = 9'007'199'254'740'993; micros < 40'000'000'000'000'000;
       micros += 33'333'333'333'337)
    all.push_back(micros);
  for (const std::int64_t micros : all) {
    const Decimal limit = Decimal::from_micros(micros);
    const double low = smallest_at_least(limit), high = largest_at_most(limit);
    EXPECT_GE(*Decimal::from_double(low), limit) << limit.str();
    EXPECT_LT(*Decimal::from_double(std::nextafter(low, -1e12)), limit) << limit.str();
    EXPECT_LE(*Decimal::from_double(high), limit) << limit.str();
    EXPECT_GT(*Decimal::from_double(std::nextafter(high, 1e12)), limit) << limit.str();
  }
}

namespace {

// Every Vietnamese letter, with every tone and in both cases, composed and decomposed; and signs of
// tables whose first or last byte is also one of a blank.
std::vector<std::string> letters_at_the_ends_of_texts() {
  std::vector<std::string> out;
  for (const auto& row : vietnamese::detail::vowels) {
    const auto base = row[0];
    for (std::size_t tone = 0; tone < row.size(); ++tone) {
      vietnamese::detail::encode(row[tone], out.emplace_back());
      if (tone == 0) continue;
      vietnamese::detail::encode(base, out.emplace_back());
      vietnamese::detail::encode(vietnamese::detail::tone_marks[tone], out.back());
    }
  }
  for (const char* other : {"đ", "Đ", "Ð", "a\u0302", "O\u031B", "u\u031B\u0323", "µ", "²", "°",
                            "±", "₫", "…", "“", "≥"}) {
    out.emplace_back(other);
  }
  return out;
}

}  // namespace

TEST(Vietnamese, trimming_takes_whole_blanks_away_and_never_a_part_of_a_letter) {
  for (const auto& letter : letters_at_the_ends_of_texts()) {
    for (const std::string& text :
         {letter, letter + "b", "b" + letter, letter + " \u00A0" + letter}) {
      for (const char* blank : {"", " ", "\t", "\r\n", "\u00A0", " \u00A0\u2003", "\u3000"}) {
        EXPECT_EQ(vietnamese::trim(blank + text + blank), text) << text;
      }
    }
  }
  EXPECT_EQ(vietnamese::trim(" \u00A0\t"), "");
  EXPECT_EQ(vietnamese::trim("\xA0 a \xC2"), "\xA0 a \xC2");  // not UTF-8: as it is
}

TEST(Vietnamese, an_excerpt_ends_between_letters_and_is_always_utf8) {
  for (const auto& letter : letters_at_the_ends_of_texts()) {
    std::string text;
    for (int i = 0; i < 30; ++i) text += letter;
    for (std::size_t most = 0; most < 70; ++most) {
      const std::string cut = vietnamese::excerpt(text, most);
      ASSERT_TRUE(vietnamese::is_utf8(cut)) << letter << ' ' << most;
      if (cut == text) continue;
      ASSERT_TRUE(cut.ends_with("…")) << letter << ' ' << most;
      const std::string kept = cut.substr(0, cut.size() - std::string("…").size());
      EXPECT_EQ(kept.size() % letter.size(), 0u) << letter << ' ' << most;
      EXPECT_TRUE(text.starts_with(kept));
    }
  }
  EXPECT_EQ(vietnamese::excerpt("Sơn Hà"), "Sơn Hà");
  EXPECT_EQ(vietnamese::excerpt("a\xC3"), "a\uFFFD");
  EXPECT_EQ(vietnamese::excerpt("\xFF\xFE b", 1), "\uFFFD…");
}
