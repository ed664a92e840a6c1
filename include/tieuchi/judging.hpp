/// @file
/// Everything about judging: criteria, population, observation, assessment. No Eigen, and light to
/// compile; what is projected and planned from it is in tieuchi.hpp.
#pragma once

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/assessment/comparison.hpp"
#include "tieuchi/assessment/conflicts.hpp"
#include "tieuchi/assessment/counting.hpp"
#include "tieuchi/assessment/coverage.hpp"
#include "tieuchi/assessment/explain.hpp"
#include "tieuchi/assessment/gaps.hpp"
#include "tieuchi/assessment/improvement.hpp"
#include "tieuchi/assessment/legal_difference.hpp"
#include "tieuchi/assessment/re_review.hpp"
#include "tieuchi/assessment/recognition.hpp"
#include "tieuchi/assessment/rollup.hpp"
#include "tieuchi/assessment/submission.hpp"
#include "tieuchi/assessment/target_standing.hpp"
#include "tieuchi/assessment/unit_judge.hpp"
#include "tieuchi/criteria/crosswalk.hpp"
#include "tieuchi/criteria/rating.hpp"
#include "tieuchi/population/name_match.hpp"
#include "tieuchi/programme/programme.hpp"
#include "tieuchi/version.hpp"
