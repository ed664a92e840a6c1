#include "tieuchi/detail/distributions.hpp"

#include <gtest/gtest.h>

using namespace tieuchi;

// References with 40 digits or more: mpmath 1.3 (erfinv, erfc, betainc).

TEST(Distributions, quantiles_of_the_normal_are_the_known_ones) {
  struct Known {
    double p, quantile;
  };
  for (const Known& k : {Known{1e-300, -37.047096299361199237},
                         {1e-100, -21.273453560965324294},
                         {1e-20, -9.2623400897984075796},
                         {1e-16, -8.2220822161304356152},
                         {1e-10, -6.3613409024040561991},
                         {1e-5, -4.2648907939228246102},
                         {0.001, -3.0902323061678135354},
                         {0.02425, -1.9729610513118848376},
                         {0.1, -1.2815515655446004353},
                         {0.3, -0.52440051270804081597},
                         {0.45, -0.12566134685507400616},
                         {0.499, -0.0025066308995717662317},
                         {0.5 - 0x1p-40, -2.2797651350911114627e-12},
                         {0.75, 0.6744897501960817432},
                         {0.975, 1.9599639845400538556},
                         {0.9999, 3.7190164854557083867}}) {
    EXPECT_NEAR(detail::normal_quantile(k.p) / k.quantile, 1, 2e-15) << k.p;
  }
  EXPECT_EQ(detail::normal_quantile(0.5), 0);
  EXPECT_TRUE(std::isinf(detail::normal_quantile(0)) && std::isinf(detail::normal_quantile(1)));
}

TEST(Distributions, the_quantile_of_the_normal_gives_its_probability_back) {
  for (int i = 1; i < 20000; ++i) {
    const double p = i / 20000.0;
    EXPECT_NEAR(detail::normal_cdf(detail::normal_quantile(p)) / p, 1, 4e-15) << p;
    EXPECT_LT(detail::normal_quantile(p - 5e-5), detail::normal_quantile(p)) << p;
  }
}

TEST(Distributions, tails_and_quantiles_of_students_t_are_the_known_ones) {
  struct Known {
    double t, df, tail;
  };
  for (const Known& k : {Known{20, 0.5, 0.071697480514230315},
                         {0.001, 1, 0.49968169021991944},
                         {3, 1.5, 0.066773877127456633},
                         {0.5, 3, 0.3257239824240755},
                         {8, 4.7, 0.00032751229123652674},
                         {1.5, 8, 0.086001645975955644},
                         {5, 30.25, 1.1410040592289184e-5},
                         {20, 100, 4.997133930668478e-37},
                         {3, 1000, 0.0013833545221190962}}) {
    EXPECT_NEAR(detail::student_tail(k.t, k.df) / k.tail, 1, 1e-13) << k.t << " " << k.df;
    EXPECT_NEAR(detail::student_cdf(-k.t, k.df) / k.tail, 1, 1e-13) << k.t << " " << k.df;
    EXPECT_NEAR(detail::student_cdf(k.t, k.df), 1 - k.tail, 1e-15) << k.t << " " << k.df;
    EXPECT_NEAR(detail::student_quantile(k.tail, k.df), -k.t, 1e-12 * (1 + k.t)) << k.df;
  }
}

TEST(Distributions, students_t_has_its_closed_forms_and_the_normal_as_its_limit) {
  for (double t = -30; t <= 30; t += 0.37) {
    EXPECT_NEAR(detail::student_cdf(t, 1), 0.5 + std::atan(t) / std::numbers::pi, 1e-15) << t;
    EXPECT_NEAR(detail::student_cdf(t, 2), 0.5 + t / (2 * std::sqrt(2 + t * t)), 1e-15) << t;
    EXPECT_NEAR(detail::student_cdf(t, 1e9), detail::normal_cdf(t), 1e-9) << t;
  }
}

TEST(Distributions, the_quantile_of_students_t_gives_its_probability_back) {
  for (const double df : {1.0, 1.5, 3.0, 8.0, 40.0, 500.0}) {
    EXPECT_EQ(detail::student_quantile(0.5, df), 0);
    for (int i = 1; i < 200; ++i) {
      if (i == 100) continue;
      const double p = i / 200.0, t = detail::student_quantile(p, df);
      EXPECT_NEAR(detail::student_cdf(t, df) / p, 1, 1e-13) << p << " " << df;
    }
    for (const double p : {1e-6, 1e-12, 1e-30}) {
      const double t = detail::student_quantile(p, df);
      EXPECT_NEAR(detail::student_cdf(t, df) / p, 1, 1e-12) << p << " " << df;
    }
  }
}
