// What one row of a crossed model adds to the likelihood, and the names of its effects.
#include "tieuchi/projection/crossed_rows.hpp"

// Guarded after its header, whose bodies read this file where they are inline.
#ifndef TIEUCHI_DETAIL_PROJECTION_ROW_TERMS
#define TIEUCHI_DETAIL_PROJECTION_ROW_TERMS

#include <algorithm>
#include <array>
#include <cmath>

namespace tieuchi::inline v1::detail {

inline constexpr std::array<const char*, effect_kinds> effect_names{"unit", "district", "province",
                                                                    "criterion", "year"};

// Log-likelihood, score, weight −ℓ″ and its derivative of one row at η; see the file comment for P.
struct RowTerms {
  double fit, score, weight, turn;
};
inline RowTerms row_terms(double eta, bool outcome, double gap) {
  const double e = std::exp(-std::abs(eta)), small = e / (1 + e), large = 1 / (1 + e);
  const double p = eta > 0 ? large : small, q = eta > 0 ? small : large, w = p * q;
  const double log_q = -std::max(eta, 0.0) - std::log1p(e);
  if (gap == 1) return {outcome ? log_q + eta : log_q, outcome ? q : -p, w, w * (q - p)};
  if (!outcome) return {gap * log_q, -gap * p, gap * w, gap * w * (q - p)};
  const double never = std::exp(gap * log_q), moved = -std::expm1(gap * log_q);
  const double a = gap * p * never / moved, weight = a * (gap * p + a - q);
  return {std::log(moved), a, weight, -weight * (gap * p + a - q) + a * (gap * w + w - weight)};
}

}  // namespace tieuchi::inline v1::detail

#endif
