/** @file
 * tieuchi for C and for every language that calls C. Shared library: target `tieuchi::c`,
 * -ltieuchi.
 *
 * Rules that hold for every function:
 * - It returns a status: 0, or the number of the first problem: TC-D-003 is 2003 (see TIEUCHI_OK).
 * `error` may be NULL; otherwise it is filled on failure and left alone on success.
 * - Handles are opaque and belong to the caller: each is freed by its own `_free`, which takes
 * NULL. An `out` parameter is written on success only. Handles are immutable once made, but for
 * tieuchi_panel while columns are added: any number of threads may read the same one until it is
 * freed.
 * - Strings are UTF-8 and end in 0. A `const char*` that comes back belongs to its handle and lives
 * as long; a `char*` belongs to the caller and is freed by tieuchi_text_free.
 * - Every array says its length in brackets. Arrays that come in are not kept, but for the columns
 * of a panel, which are read in place: the caller keeps them until the panel is freed.
 * - No exception leaves a function; lack of memory is a status like any other.
 *
 * Example: examples/embedding.c.
 */
#ifndef TIEUCHI_TIEUCHI_H
#define TIEUCHI_TIEUCHI_H

#include <stddef.h>
#include <stdint.h>

#include "tieuchi/arrow_abi.h"

#if defined(__GNUC__)
#define TIEUCHI_API __attribute__((visibility("default")))
#else
#define TIEUCHI_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Rises when a function or a struct changes so that compiled callers break. */
#define TIEUCHI_ABI 1

/** 0, or family × 1000 + number: families 1 criteria, 2 data, 3 unknown code, 4 archive, 5 not
 * enough data, 6 infeasible. The statuses from 9001 on are of this interface alone. */
typedef int32_t tieuchi_status;
enum {
  TIEUCHI_OK = 0,
  TIEUCHI_NO_MEMORY = 9001,
  TIEUCHI_NULL_ARGUMENT = 9002, /**< a pointer that must not be NULL is */
  TIEUCHI_OUT_OF_RANGE = 9003,  /**< a position, date or choice that does not exist */
  TIEUCHI_INTERNAL = 9999       /**< a defect of the library */
};

/** What went wrong, in memory of the caller. The first problem in parts, all of them in `message`
 * (one a line, cut at a whole character). */
typedef struct tieuchi_error {
  tieuchi_status status;
  int32_t problems; /**< how many there are */
  int64_t row;      /**< line of the file from 1; 0 where there is none */
  char id[16];      /**< "TC-D-003" */
  char file[256];
  char column[128];
  char code[128]; /**< unit, measure, indicator or field concerned */
  char found[256];
  char expected[256];
  char message[4096];
} tieuchi_error;

/** A day as 20191231. */
typedef int32_t tieuchi_date;

/** Verdicts and states, as in the C++ enums Verdict and Observed; reasons are those of Reason. */
enum { TIEUCHI_MET = 0, TIEUCHI_NOT_MET = 1, TIEUCHI_NOT_APPLICABLE = 2, TIEUCHI_UNKNOWN = 3 };
enum {
  TIEUCHI_VALUE = 0,
  TIEUCHI_NOT_COLLECTED = 1,
  TIEUCHI_NOT_REPORTED = 2,
  TIEUCHI_PENDING = 3,
  TIEUCHI_SUPPRESSED = 4,
  TIEUCHI_INVALID = 5,
  TIEUCHI_NOT_APPLICABLE_ASSERTED = 6,
  TIEUCHI_WITHDRAWN = 9 /**< its source takes back what it said of this cell */
};
enum { TIEUCHI_SELF_ASSESSED = 0, TIEUCHI_VERIFIED = 1, TIEUCHI_APPROVED = 2 };
enum {
  TIEUCHI_VILLAGE = 0,
  TIEUCHI_RESIDENTIAL_AREA = 1,
  TIEUCHI_COMMUNE = 2,
  TIEUCHI_DISTRICT = 3,
  TIEUCHI_PROVINCE = 4,
  TIEUCHI_NATION = 5
};
enum { TIEUCHI_VI = 0, TIEUCHI_EN = 1 };

typedef struct tieuchi_set tieuchi_set;             /**< a criteria set: what a law asks */
typedef struct tieuchi_overlay tieuchi_overlay;     /**< values of a lower instrument */
typedef struct tieuchi_rules tieuchi_rules;         /**< a set made ready for one day */
typedef struct tieuchi_registry tieuchi_registry;   /**< who is judged */
typedef struct tieuchi_panel tieuchi_panel;         /**< what was measured */
typedef struct tieuchi_result tieuchi_result;       /**< verdicts */
typedef struct tieuchi_judge tieuchi_judge;         /**< rules for one unit at a time */
typedef struct tieuchi_rule tieuchi_rule;           /**< a recognition rule */
typedef struct tieuchi_programme tieuchi_programme; /**< targets of a plan */
typedef struct tieuchi_model tieuchi_model;         /**< a fitted model */
typedef struct tieuchi_outlook tieuchi_outlook;     /**< a projection */
typedef struct tieuchi_plan tieuchi_plan;           /**< works chosen */

/** "0.1.0"; lives for ever. */
TIEUCHI_API const char* tieuchi_version(void);
/** TIEUCHI_ABI of the library that was loaded: compare it with the one compiled with. */
TIEUCHI_API int32_t tieuchi_abi(void);
/** Frees a text that the library handed over. */
TIEUCHI_API void tieuchi_text_free(char* text);

/* ---- what a law asks ---- */

/** Number of criteria sets in the catalog, and the id of one; the id lives for ever, NULL beyond
 * the end. */
TIEUCHI_API size_t tieuchi_catalog_size(void);
TIEUCHI_API const char* tieuchi_catalog_id(size_t position);
/** A set of the catalog. The caller frees it. */
TIEUCHI_API tieuchi_status tieuchi_set_from_catalog(const char* id, tieuchi_set** out,
                                                    tieuchi_error* error);
/** A set from JSON, text [length]; `file` names it in problems and may be NULL. The caller frees
 * it. */
TIEUCHI_API tieuchi_status tieuchi_set_from_json(const char* text, size_t length, const char* file,
                                                 tieuchi_set** out, tieuchi_error* error);
TIEUCHI_API tieuchi_status tieuchi_set_to_json(const tieuchi_set* set, char** out,
                                               tieuchi_error* error);
TIEUCHI_API size_t tieuchi_set_criteria(const tieuchi_set* set);
TIEUCHI_API size_t tieuchi_set_indicators(const tieuchi_set* set);
TIEUCHI_API size_t tieuchi_set_measures(const tieuchi_set* set);
/** Number of a criterion or indicator, code of a measure; NULL beyond the end. They belong to the
 * set. */
TIEUCHI_API const char* tieuchi_set_criterion(const tieuchi_set* set, size_t position);
TIEUCHI_API const char* tieuchi_set_indicator(const tieuchi_set* set, size_t position);
TIEUCHI_API const char* tieuchi_set_measure(const tieuchi_set* set, size_t position);
/** Position of a stratum in the set; −1 if it has none of that code. */
TIEUCHI_API int32_t tieuchi_set_stratum(const tieuchi_set* set, const char* code);
TIEUCHI_API void tieuchi_set_free(tieuchi_set* set);

/** An overlay from JSON, text [length]. The caller frees it. */
TIEUCHI_API tieuchi_status tieuchi_overlay_from_json(const char* text, size_t length,
                                                     const char* file, tieuchi_overlay** out,
                                                     tieuchi_error* error);
TIEUCHI_API void tieuchi_overlay_free(tieuchi_overlay* overlay);

/* Which thresholds may be used. */
enum {
  TIEUCHI_VERIFIED_ONLY = 0,
  TIEUCHI_ALLOW_UNVERIFIED = 1, /* also those that nobody checked */
  TIEUCHI_ALLOW_TRANSCRIBED = 2 /* also those that an office has copied from its text */
};

typedef struct tieuchi_compile_options {
  tieuchi_date on;        /**< the day judged */
  int32_t provenance;     /**< one of TIEUCHI_VERIFIED_ONLY …; marked on every verdict */
  int32_t outside_period; /**< 1: judge although the set is not in force that day */
  const tieuchi_overlay* const* overlays; /**< [n_overlays], or NULL */
  size_t n_overlays;
  tieuchi_date known_on; /**< 0, or: only what was recorded by this day, law and facts */
} tieuchi_compile_options;

/** Makes a set ready for a day. The rules own copies of everything. The caller frees them. */
TIEUCHI_API tieuchi_status tieuchi_compile(const tieuchi_set* set,
                                           const tieuchi_compile_options* options,
                                           tieuchi_rules** out, tieuchi_error* error);
TIEUCHI_API void tieuchi_rules_free(tieuchi_rules* rules);

/* ---- who is judged ---- */

/** A registry from JSON, text [length]. The caller frees it. */
TIEUCHI_API tieuchi_status tieuchi_registry_from_json(const char* text, size_t length,
                                                      const char* file, tieuchi_registry** out,
                                                      tieuchi_error* error);

/** A unit of a plain registry, for all days. Every pointer but `code` may be NULL. */
typedef struct tieuchi_unit {
  const char* code;
  const char* name;
  const char* parent;  /**< code of a unit of the same list */
  const char* stratum; /**< in the dimension handed over */
  int32_t level;       /**< TIEUCHI_COMMUNE … */
} tieuchi_unit;
/** A registry of units [n_units]; `dimension` names what the strata are of ("region"), or NULL. The
 * caller frees it. */
TIEUCHI_API tieuchi_status tieuchi_registry_from_units(const tieuchi_unit* units, size_t n_units,
                                                       const char* dimension,
                                                       tieuchi_registry** out,
                                                       tieuchi_error* error);
TIEUCHI_API size_t tieuchi_registry_size(const tieuchi_registry* registry);
/** Code of a unit by its position; NULL beyond the end. It belongs to the registry. */
TIEUCHI_API const char* tieuchi_registry_code(const tieuchi_registry* registry, size_t position);
/** Position of a unit; fails with TC-U-001 if there is none of that code. */
TIEUCHI_API tieuchi_status tieuchi_registry_find(const tieuchi_registry* registry, const char* code,
                                                 uint32_t* out, tieuchi_error* error);
TIEUCHI_API void tieuchi_registry_free(tieuchi_registry* registry);

/* ---- what was measured ---- */

/** An empty panel of n_units rows; units [n_units] are positions in the registry, NULL: row i is
 * unit i. The caller frees it. */
TIEUCHI_API tieuchi_status tieuchi_panel_new(size_t n_units, const uint32_t* units,
                                             tieuchi_panel** out, tieuchi_error* error);

/** One measure on one day. Arrays are borrowed until the panel is freed. */
typedef struct tieuchi_column {
  const char* measure;
  tieuchi_date reference;     /**< the day the values describe */
  tieuchi_date recorded;      /**< when the office knew; 0: on the reference date */
  const double* values;       /**< [n_units], in the unit of the measure */
  const uint8_t* states;      /**< [n_units], TIEUCHI_VALUE …; NULL: every cell is a value */
  const double* denominators; /**< [n_units]: values are numerators of a ratio of counts; or NULL */
  const uint8_t* evidence;    /**< [n_units]; NULL: evidence_of_all */
  int32_t evidence_of_all;    /**< TIEUCHI_SELF_ASSESSED … */
  const char* source;         /**< copied; or NULL */
} tieuchi_column;
TIEUCHI_API tieuchi_status tieuchi_panel_add(tieuchi_panel* panel, const tieuchi_column* column,
                                             tieuchi_error* error);
/** Every child of an Arrow record batch as a measure of its name: numbers of n_units rows. Doubles
 * are read in place. On success the panel owns `batch` (its `release` becomes NULL here, as the
 * interface moves arrays) and releases it when it is freed; on failure, and for `schema` always,
 * the caller still owns it. */
TIEUCHI_API tieuchi_status tieuchi_panel_add_arrow(tieuchi_panel* panel,
                                                   const struct ArrowSchema* schema,
                                                   struct ArrowArray* batch, tieuchi_date reference,
                                                   tieuchi_error* error);
TIEUCHI_API void tieuchi_panel_free(tieuchi_panel* panel);

/* ---- judging ---- */

typedef struct tieuchi_assess_options {
  int32_t threads;         /**< 0 or 1: this one */
  int32_t max_age_years;   /**< 0: observations of the same calendar year only */
  int32_t keep_indicators; /**< 1: also keep a byte a unit and indicator */
} tieuchi_assess_options;

/** Judges every row; options may be NULL. The result owns its rules and no column. The caller frees
 * it. */
TIEUCHI_API tieuchi_status tieuchi_assess(const tieuchi_rules* rules,
                                          const tieuchi_registry* registry,
                                          const tieuchi_panel* panel,
                                          const tieuchi_assess_options* options,
                                          tieuchi_result** out, tieuchi_error* error);
TIEUCHI_API size_t tieuchi_result_units(const tieuchi_result* result);
TIEUCHI_API size_t tieuchi_result_criteria(const tieuchi_result* result);
/** Writes verdicts [n_units] of a criterion, and its reasons [n_units] where not NULL. */
TIEUCHI_API tieuchi_status tieuchi_result_verdicts(const tieuchi_result* result, size_t criterion,
                                                   uint8_t* verdicts, uint8_t* reasons,
                                                   tieuchi_error* error);
/** Writes bounds of the numbers of criteria met and applicable, each [n_units] or NULL. */
TIEUCHI_API tieuchi_status tieuchi_result_counts(const tieuchi_result* result, uint16_t* met_least,
                                                 uint16_t* met_most, uint16_t* applicable_least,
                                                 uint16_t* applicable_most, tieuchi_error* error);
/** What this set can judge and why not the rest, for a reader: print it first. */
TIEUCHI_API tieuchi_status tieuchi_result_coverage(const tieuchi_result* result, char** out,
                                                   tieuchi_error* error);
/** Everything as JSON: stamp, coverage and one object a unit. */
TIEUCHI_API tieuchi_status tieuchi_result_to_json(const tieuchi_result* result,
                                                  const tieuchi_registry* registry, char** out,
                                                  tieuchi_error* error);
/** Why one cell is what it is, as JSON; the panel must be the one judged. */
TIEUCHI_API tieuchi_status tieuchi_explain(const tieuchi_result* result,
                                           const tieuchi_registry* registry,
                                           const tieuchi_panel* panel, const char* unit,
                                           const char* indicator, char** out, tieuchi_error* error);
TIEUCHI_API void tieuchi_result_free(tieuchi_result* result);

/** A unit at a time. `stratum` is a position of tieuchi_set_stratum, that of the override where one
 * holds; -1 where it is not known which: then nothing is decided. The caller frees it. */
TIEUCHI_API tieuchi_status tieuchi_judge_new(const tieuchi_rules* rules, int32_t stratum,
                                             tieuchi_judge** out, tieuchi_error* error);
/** Judges one unit from values [n_measures] and states [n_measures] or NULL, all of the day judged,
 * into verdicts [n_criteria] and reasons [n_criteria] or NULL. Threads may share the judge. */
TIEUCHI_API tieuchi_status tieuchi_judge_unit(const tieuchi_judge* judge, const double* values,
                                              const uint8_t* states, uint8_t* verdicts,
                                              uint8_t* reasons, tieuchi_error* error);
TIEUCHI_API void tieuchi_judge_free(tieuchi_judge* judge);

/** One row of a roll-up. `group` belongs to the registry; NULL: the total, or units without such an
 * ancestor. */
typedef struct tieuchi_count {
  const char* group;
  int64_t units, met, not_met, unknown, not_applicable, error;
} tieuchi_count;
/** Five counts of every group and criterion: n_groups × n_criteria rows, group by group, the total
 * last. With counts NULL only *n_groups (the total among them) is written; else counts [n_groups ×
 * n_criteria] are. */
TIEUCHI_API tieuchi_status tieuchi_roll_up(const tieuchi_result* result,
                                           const tieuchi_registry* registry, int32_t level,
                                           size_t* n_groups, tieuchi_count* counts,
                                           tieuchi_error* error);

/** A recognition rule of the catalog. The caller frees it. */
TIEUCHI_API tieuchi_status tieuchi_rule_from_catalog(const char* id, tieuchi_rule** out,
                                                     tieuchi_error* error);
TIEUCHI_API void tieuchi_rule_free(tieuchi_rule* rule);
/** Writes a verdict for every row, verdicts [n_units]: whether it is to be recognised; the panel
 * judged holds the conditions. */
TIEUCHI_API tieuchi_status tieuchi_recognise(const tieuchi_result* result,
                                             const tieuchi_registry* registry,
                                             const tieuchi_panel* panel, const tieuchi_rule* rule,
                                             uint8_t* verdicts, tieuchi_error* error);

/* ---- where it is heading ---- */

/** Fits the highest rung that results [n_results] of several dates carry, oldest first. The caller
 * frees it. */
TIEUCHI_API tieuchi_status tieuchi_fit(const tieuchi_result* const* results, size_t n_results,
                                       const tieuchi_registry* registry, tieuchi_model** out,
                                       tieuchi_error* error);
/** Rung, coefficients and what the data could not carry, for a reader. */
TIEUCHI_API tieuchi_status tieuchi_model_summary(const tieuchi_model* model, char** out,
                                                 tieuchi_error* error);
TIEUCHI_API void tieuchi_model_free(tieuchi_model* model);

typedef struct tieuchi_project_options {
  int32_t until; /**< last year */
  int32_t draws; /**< 0: 1000 */
  uint64_t seed;
  int32_t threads; /**< 0 or 1: this one */
} tieuchi_project_options;
/** Projects a model. The caller frees the outlook. */
TIEUCHI_API tieuchi_status tieuchi_project(const tieuchi_model* model,
                                           const tieuchi_project_options* options,
                                           tieuchi_outlook** out, tieuchi_error* error);
TIEUCHI_API size_t tieuchi_outlook_units(const tieuchi_outlook* outlook);
TIEUCHI_API size_t tieuchi_outlook_years(const tieuchi_outlook* outlook);
/** Writes P(met) [n_units] of a criterion at the end of the year number `year`, from 0. */
TIEUCHI_API tieuchi_status tieuchi_outlook_chances(const tieuchi_outlook* outlook, size_t year,
                                                   size_t criterion, double* chances,
                                                   tieuchi_error* error);
TIEUCHI_API void tieuchi_outlook_free(tieuchi_outlook* outlook);

/** A programme of targets of the catalog, or from JSON, text [length]. The caller frees it. */
TIEUCHI_API tieuchi_status tieuchi_programme_from_catalog(const char* id, tieuchi_programme** out,
                                                          tieuchi_error* error);
TIEUCHI_API tieuchi_status tieuchi_programme_from_json(const char* text, size_t length,
                                                       const char* file, tieuchi_programme** out,
                                                       tieuchi_error* error);
TIEUCHI_API size_t tieuchi_programme_targets(const tieuchi_programme* programme);
/** Code of a target; NULL beyond the end. It belongs to the programme. */
TIEUCHI_API const char* tieuchi_programme_target(const tieuchi_programme* programme,
                                                 size_t position);
TIEUCHI_API void tieuchi_programme_free(tieuchi_programme* programme);
/** P(target is reached) by draws, with its Monte Carlo error. Fails with TC-N-001 and the reason
 * for a target that the data cannot speak to. The registry answers for cohorts and may be NULL. */
TIEUCHI_API tieuchi_status tieuchi_target_probability(const tieuchi_outlook* outlook,
                                                      const tieuchi_programme* programme,
                                                      const char* target,
                                                      const tieuchi_registry* registry,
                                                      double* probability, double* standard_error,
                                                      tieuchi_error* error);

/* ---- what to do first ---- */

/** A work that would make a unit meet a criterion. Costs and the budget share one unit of money. */
typedef struct tieuchi_work {
  const char* unit;
  const char* criterion;
  double cost;
  double chance;         /**< P(met) if done, 1 for sure */
  double chance_without; /**< P(met) if not */
} tieuchi_work;
/** Chooses works [n_works] under a budget: criteria gained plus `bonus` for each unit whose listed
 * criteria are all met. The caller frees the plan. */
TIEUCHI_API tieuchi_status tieuchi_prioritise(const tieuchi_work* works, size_t n_works,
                                              double budget, double bonus, tieuchi_plan** out,
                                              tieuchi_error* error);
typedef struct tieuchi_plan_summary {
  size_t chosen;
  double cost, value, bound, criteria, recognised;
} tieuchi_plan_summary;
TIEUCHI_API tieuchi_status tieuchi_plan_describe(const tieuchi_plan* plan,
                                                 tieuchi_plan_summary* out, tieuchi_error* error);
/** Writes the positions of the chosen works in the list handed over, works [chosen], rising. */
TIEUCHI_API tieuchi_status tieuchi_plan_works(const tieuchi_plan* plan, size_t* works,
                                              tieuchi_error* error);
TIEUCHI_API void tieuchi_plan_free(tieuchi_plan* plan);

/* ---- files ---- */

/** Saves and loads archives: whole files, written beside the target and renamed. What is loaded the
 * caller frees. */
TIEUCHI_API tieuchi_status tieuchi_result_save(const tieuchi_result* result, const char* path,
                                               tieuchi_error* error);
TIEUCHI_API tieuchi_status tieuchi_result_load(const char* path, tieuchi_result** out,
                                               tieuchi_error* error);
TIEUCHI_API tieuchi_status tieuchi_model_save(const tieuchi_model* model, const char* path,
                                              tieuchi_error* error);
TIEUCHI_API tieuchi_status tieuchi_model_load(const char* path, tieuchi_model** out,
                                              tieuchi_error* error);

#ifdef __cplusplus
}
#endif

#endif
