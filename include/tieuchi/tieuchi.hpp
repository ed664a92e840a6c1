/// @file
/// Everything that is header-only, in reading order: words, law, people, promises, facts,
/// judgement, outlook, choice. JSON, CSV and the catalog are in libraries of their own: see
/// exchange/ and catalog.hpp.
#pragma once

#include "tieuchi/version.hpp"

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/assessment/comparison.hpp"
#include "tieuchi/assessment/conflicts.hpp"
#include "tieuchi/assessment/counting.hpp"
#include "tieuchi/assessment/coverage.hpp"
#include "tieuchi/assessment/explain.hpp"
#include "tieuchi/assessment/gaps.hpp"
#include "tieuchi/assessment/improvement.hpp"
#include "tieuchi/assessment/re_review.hpp"
#include "tieuchi/assessment/recognition.hpp"
#include "tieuchi/assessment/rollup.hpp"
#include "tieuchi/assessment/submission.hpp"
#include "tieuchi/assessment/target_standing.hpp"
#include "tieuchi/assessment/unit_judge.hpp"
#include "tieuchi/criteria/crosswalk.hpp"
#include "tieuchi/criteria/rating.hpp"
#include "tieuchi/exchange/arrow.hpp"
#include "tieuchi/exchange/arrow_owned.hpp"
#include "tieuchi/planning/chance_plan.hpp"
#include "tieuchi/planning/roadmap.hpp"
#include "tieuchi/planning/scenario.hpp"
#include "tieuchi/planning/schedule.hpp"
#include "tieuchi/population/name_match.hpp"
#include "tieuchi/programme/programme.hpp"
#include "tieuchi/projection/aggregate.hpp"
#include "tieuchi/projection/backtest.hpp"
#include "tieuchi/projection/merged_history.hpp"
#include "tieuchi/projection/rasch.hpp"
