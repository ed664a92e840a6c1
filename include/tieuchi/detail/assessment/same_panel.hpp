// Results are explained with the panel they were made from.
#pragma once

#include "tieuchi/assessment/assess.hpp"

namespace tieuchi::inline v1::detail {

inline void require_same_panel(const Assessment& result, const Panel& panel) {
  if (panel.fingerprint() != result.panel_fingerprint()) {
    throw InvalidData({{.what = ProblemCode::other_panel,
                        .found = "another fingerprint",
                        .expected = "the panel this result was made from"}});
  }
}

}  // namespace tieuchi::inline v1::detail
