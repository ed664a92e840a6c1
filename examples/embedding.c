/* tieuchi from C: judge, explain, count, project and choose, in one program. All figures of the
 * communes are SYNTHETIC; the thresholds are those of the catalog. cc embedding.c $(pkg-config
 * --cflags --libs tieuchi-c) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tieuchi/tieuchi.h"

static tieuchi_error error;

/* Every call returns a status; this program stops at the first that is not 0. */
static void ok(tieuchi_status status) {
  if (status == TIEUCHI_OK) return;
  fprintf(stderr, "status %d: %s\n", (int)status, error.message);
  exit(1);
}

enum { COMMUNES = 12, YEARS = 4 };
static const char* word[] = {"met", "not met", "not applicable", "unknown"};

int main(int argc, char** argv) {
  const char* folder = argc > 2 ? argv[2] : ".";
  printf("All figures of communes are SYNTHETIC.\n");
  if (tieuchi_abi() != TIEUCHI_ABI) return 1;

  /* The law, and who is judged. */
  tieuchi_set* set = NULL;
  ok(tieuchi_set_from_catalog("vn-commune-2016", &set, &error));
  printf("\nvn-commune-2016: %zu criteria, %zu indicators, %zu measures\n",
         tieuchi_set_criteria(set), tieuchi_set_indicators(set), tieuchi_set_measures(set));
  char codes[COMMUNES][12];
  tieuchi_unit units[COMMUNES + 2] = {{"D1", "Huyện một", NULL, NULL, TIEUCHI_DISTRICT},
                                      {"D2", "Huyện hai", NULL, NULL, TIEUCHI_DISTRICT}};
  for (int i = 0; i < COMMUNES; ++i) {
    snprintf(codes[i], sizeof codes[i], "%05d", 6001 + i);
    units[i + 2] = (tieuchi_unit){codes[i], NULL, i < 6 ? "D1" : "D2", "MNPB", TIEUCHI_COMMUNE};
  }
  tieuchi_registry* registry = NULL;
  ok(tieuchi_registry_from_units(units, COMMUNES + 2, "region", &registry, &error));

  /* Four years of two measures in arrays of our own; −1 in row 3 is no share, a bad cell and not an
   * error. */
  uint32_t rows[COMMUNES];
  for (int i = 0; i < COMMUNES; ++i)
    ok(tieuchi_registry_find(registry, codes[i], &rows[i], &error));
  static double hygienic[YEARS][COMMUNES], clean[YEARS][COMMUNES];
  static uint8_t states[YEARS][COMMUNES];
  tieuchi_result* results[YEARS];
  tieuchi_panel* panel = NULL;
  for (int t = 0; t < YEARS; ++t) {
    for (int i = 0; i < COMMUNES; ++i) {
      hygienic[t][i] = 78 + 2 * (i % 5) + 3 * t, clean[t][i] = 40 + 3 * (i % 4) + 4 * t;
      states[t][i] = i == 5 && t == 3 ? TIEUCHI_NOT_REPORTED : TIEUCHI_VALUE;
    }
    if (t == 3) hygienic[t][3] = -1;
    const tieuchi_date year_end = (2016 + t) * 10000 + 1231;
    const tieuchi_compile_options on = {.on = year_end};
    tieuchi_rules* rules = NULL;
    ok(tieuchi_compile(set, &on, &rules, &error));
    tieuchi_panel_free(panel);
    ok(tieuchi_panel_new(COMMUNES, rows, &panel, &error));
    const tieuchi_column columns[] = {
        {.measure = "water.hygienic_share",
         .reference = year_end,
         .values = hygienic[t],
         .states = states[t]},
        {.measure = "water.clean_share", .reference = year_end, .values = clean[t]}};
    for (int c = 0; c < 2; ++c) ok(tieuchi_panel_add(panel, &columns[c], &error));
    const tieuchi_assess_options how = {.threads = 2, .keep_indicators = 1};
    ok(tieuchi_assess(rules, registry, panel, &how, &results[t], &error));
    tieuchi_rules_free(rules);
  }
  const tieuchi_result* last = results[YEARS - 1];
  char* text = NULL;
  ok(tieuchi_result_coverage(last, &text, &error));
  printf("\n%s\n", text);
  tieuchi_text_free(text);

  /* Verdicts of one criterion, bounds of the number met, and why. */
  uint8_t verdicts[COMMUNES], reasons[COMMUNES];
  uint16_t least[COMMUNES], most[COMMUNES];
  ok(tieuchi_result_verdicts(last, 16, verdicts, reasons, &error));
  ok(tieuchi_result_counts(last, least, most, NULL, NULL, &error));
  printf("\ncriterion %s on 2019-12-31\n", tieuchi_set_criterion(set, 16));
  for (int i = 0; i < 6; ++i)
    printf("  %s  %-8s  met %d to %d of 19\n", codes[i], word[verdicts[i]], least[i], most[i]);
  ok(tieuchi_explain(last, registry, panel, codes[0], "17.1", &text, &error));
  const char* asks = strstr(text, "\"asks\"");
  printf("\nwhy, as JSON: ... %.*s ...\n", (int)strcspn(asks, "\n"), asks);
  tieuchi_text_free(text);
  size_t groups = 0;
  ok(tieuchi_roll_up(last, registry, TIEUCHI_DISTRICT, &groups, NULL, &error));
  tieuchi_count* counts = malloc(groups * 19 * sizeof *counts);
  ok(tieuchi_roll_up(last, registry, TIEUCHI_DISTRICT, &groups, counts, &error));
  for (size_t g = 0; g < groups; ++g) {
    const tieuchi_count* c = &counts[g * 19 + 16];
    printf("  %-6s met %lld, not met %lld, unknown %lld, error %lld\n",
           c->group ? c->group : "total", (long long)c->met, (long long)c->not_met,
           (long long)c->unknown, (long long)c->error);
  }
  free(counts);
  tieuchi_rule* rule = NULL;
  ok(tieuchi_rule_from_catalog("vn-recognition-2016", &rule, &error));
  ok(tieuchi_recognise(last, registry, panel, rule, verdicts, &error));
  printf("recognise %s: %s\n", codes[0], word[verdicts[0]]);

  /* One unit at a time, as a service would. */
  const tieuchi_compile_options today = {.on = 20191231};
  tieuchi_rules* rules = NULL;
  tieuchi_judge* judge = NULL;
  ok(tieuchi_compile(set, &today, &rules, &error));
  ok(tieuchi_judge_new(rules, tieuchi_set_stratum(set, "MNPB"), &judge, &error));
  const size_t measures = tieuchi_set_measures(set);
  double* values = calloc(measures, sizeof *values);
  uint8_t* missing = malloc(measures);
  for (size_t m = 0; m < measures; ++m) missing[m] = TIEUCHI_NOT_COLLECTED;
  uint8_t of_criteria[19];
  ok(tieuchi_judge_unit(judge, values, missing, of_criteria, NULL, &error));
  printf("one unit with nothing collected: criterion 17 is %s\n", word[of_criteria[16]]);

  /* Where it is heading: saved, loaded and projected. */
  tieuchi_model *model = NULL, *again = NULL;
  ok(tieuchi_fit((const tieuchi_result* const*)results, YEARS, registry, &model, &error));
  char path[512];
  snprintf(path, sizeof path, "%s/embedding.tieuchi", folder);
  ok(tieuchi_model_save(model, path, &error));
  ok(tieuchi_model_load(path, &again, &error));
  remove(path);
  const tieuchi_project_options ahead = {.until = 2021, .draws = 500, .seed = 1};
  tieuchi_outlook* outlook = NULL;
  ok(tieuchi_project(again, &ahead, &outlook, &error));
  printf("\nprojected: %zu communes, %zu years\n", tieuchi_outlook_units(outlook),
         tieuchi_outlook_years(outlook));
  tieuchi_programme* programme = NULL;
  ok(tieuchi_programme_from_catalog("vn-lang-son-2020", &programme, &error));
  double p = 0, se = 0;
  for (size_t k = 0; k < tieuchi_programme_targets(programme); ++k) {
    const char* target = tieuchi_programme_target(programme, k);
    const tieuchi_status status =
        tieuchi_target_probability(outlook, programme, target, registry, &p, &se, &error);
    if (status == TIEUCHI_OK)
      printf("  %s: P %.2f\n", target, p);
    else
      printf("  %s: no answer (%s): %s\n", target, error.id, error.found);
  }

  /* What to do first. */
  const tieuchi_work works[] = {
      {codes[0], "17", 3, 1, 0}, {codes[1], "17", 1, 0.9, 0.2}, {codes[2], "17", 5, 1, 0}};
  tieuchi_plan* plan = NULL;
  ok(tieuchi_prioritise(works, 3, 4.5, 0, &plan, &error));
  tieuchi_plan_summary summary;
  size_t chosen[3];
  ok(tieuchi_plan_describe(plan, &summary, &error));
  ok(tieuchi_plan_works(plan, chosen, &error));
  printf("\nunder a budget of 4.5: %zu works, cost %.1f, criteria gained %.1f, first %s\n",
         summary.chosen, summary.cost, summary.criteria, works[chosen[0]].unit);

  /* What goes wrong is a status with its place. */
  const tieuchi_status status =
      tieuchi_set_from_json("{\"format\": \"poem\"}", 18, "poem.json", &set, &error);
  printf("\nstatus %d is %s, the first of %d problems:\n  %.*s\n", (int)status, error.id,
         (int)error.problems, (int)strcspn(error.message, "\n"), error.message);

  tieuchi_plan_free(plan), tieuchi_programme_free(programme), tieuchi_outlook_free(outlook);
  tieuchi_model_free(again), tieuchi_model_free(model), tieuchi_judge_free(judge),
      tieuchi_rules_free(rules);
  free(values), free(missing), tieuchi_rule_free(rule), tieuchi_panel_free(panel);
  for (int t = 0; t < YEARS; ++t) tieuchi_result_free(results[t]);
  tieuchi_registry_free(registry), tieuchi_set_free(set);
  return 0;
}
