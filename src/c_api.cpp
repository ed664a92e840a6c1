// The C interface over the C++ one: handles, statuses and nothing else. Each function checks its
// pointers, calls the library and turns whatever is thrown into a status.
#include "tieuchi/tieuchi.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

#include "tieuchi/assessment/coverage.hpp"
#include "tieuchi/assessment/recognition.hpp"
#include "tieuchi/assessment/rollup.hpp"
#include "tieuchi/assessment/unit_judge.hpp"
#include "tieuchi/catalog.hpp"
#include "tieuchi/exchange/archive.hpp"
#include "tieuchi/exchange/arrow.hpp"
#include "tieuchi/exchange/arrow_owned.hpp"
#include "tieuchi/exchange/file.hpp"
#include "tieuchi/exchange/json.hpp"
#include "tieuchi/planning/prioritise.hpp"
#include "tieuchi/projection/programme_outlook.hpp"
#include "tieuchi/projection/project.hpp"
#include "tieuchi/version.hpp"

namespace tc = tieuchi;

struct tieuchi_set {
  tc::CriteriaSet value;
  std::vector<const tc::Indicator*> indicators;
  explicit tieuchi_set(tc::CriteriaSet set) : value(std::move(set)) {
    for (const auto& c : value.criteria()) {
      for (const auto& i : c.indicators) indicators.push_back(&i);
    }
  }
};
struct tieuchi_overlay {
  tc::Overlay value;
};
struct tieuchi_rules {
  tc::CompiledSet value;
};
struct tieuchi_registry {
  tc::Registry value;
};
struct tieuchi_result {
  tc::Assessment value;
};
struct tieuchi_judge {
  tc::UnitJudge value;
};
struct tieuchi_rule {
  tc::RecognitionRule value;
};
struct tieuchi_programme {
  tc::Programme value;
};
struct tieuchi_model {
  tc::Model value;
};
struct tieuchi_outlook {
  tc::Outlook value;
};
struct tieuchi_plan {
  tc::WorkPlan value;
  std::vector<std::size_t> works;
};

struct tieuchi_panel {
  std::size_t n;
  std::vector<tc::UnitIndex> units;
  std::vector<tc::Column> columns;
  // Released with the panel that reads them.
  std::vector<std::unique_ptr<tc::arrow::Owned<ArrowArray>>> batches;
  std::vector<std::unique_ptr<double[]>> numbers;
  std::vector<std::unique_ptr<std::uint8_t[]>> states;
  [[nodiscard]] tc::Panel view() const { return tc::Panel(n, columns, {}, {}, units); }
};

namespace {

// What only this interface can refuse.
struct Refusal {
  tieuchi_status status;
  const char* what;
};

void put(char* to, std::size_t room, std::string_view text) {
  std::size_t n = std::min(room - 1, text.size());
  // Not within a character: continuation bytes are 10xxxxxx.
  if (n < text.size()) {
    while (n > 0 && (static_cast<unsigned char>(text[n]) & 0xC0) == 0x80) --n;
  }
  std::memcpy(to, text.data(), n);
  to[n] = '\0';
}

tieuchi_status fill(tieuchi_error* error, tieuchi_status status, const char* what) {
  if (error) {
    *error = {};
    error->status = status, error->problems = 1;
    put(error->message, sizeof error->message, what);
  }
  return status;
}

tieuchi_status status_of(const std::string& id) {  // "TC-D-003"
  constexpr std::string_view families = "CDUANI";
  return static_cast<tieuchi_status>((families.find(id[3]) + 1) * 1000) + std::atoi(id.c_str() + 5);
}

tieuchi_status fill(tieuchi_error* error, const tc::Error& thrown) {
  const tc::Problem& first = thrown.problems().front();
  const std::string id = first.id();
  const tieuchi_status status = status_of(id);
  if (error) {
    *error = {};
    error->status = status, error->problems = static_cast<std::int32_t>(thrown.problems().size()),
    error->row = first.row;
    put(error->id, sizeof error->id, id);
    put(error->file, sizeof error->file, first.file);
    put(error->column, sizeof error->column, first.column);
    put(error->code, sizeof error->code, first.code);
    put(error->found, sizeof error->found, first.found);
    put(error->expected, sizeof error->expected, first.expected);
    put(error->message, sizeof error->message, thrown.what());
  }
  return status;
}

template <class F>
tieuchi_status guarded(tieuchi_error* error, F&& body) noexcept {
  try {
    body();
    return TIEUCHI_OK;
  } catch (const tc::Error& e) {
    try {
      return fill(error, e);
    } catch (...) {
      return fill(error, TIEUCHI_NO_MEMORY, "no memory");
    }
  } catch (const Refusal& r) {
    return fill(error, r.status, r.what);
  } catch (const std::bad_alloc&) {
    return fill(error, TIEUCHI_NO_MEMORY, "no memory");
  } catch (const std::length_error&) {
    return fill(error, TIEUCHI_NO_MEMORY, "more than memory can hold");
  } catch (const std::exception& e) {
    return fill(error, TIEUCHI_INTERNAL, e.what());
  } catch (...) {
    return fill(error, TIEUCHI_INTERNAL, "an unknown exception");
  }
}

template <class... P>
void need(const P*... pointers) {
  if ((!pointers || ...))
    throw Refusal{TIEUCHI_NULL_ARGUMENT, "a pointer that must not be NULL is NULL"};
}

void within(bool good, const char* what) {
  if (!good) throw Refusal{TIEUCHI_OUT_OF_RANGE, what};
}

std::string text_of(const char* text) {
  std::string out = text ? text : "";
  if (!tc::vietnamese::is_utf8(out)) {
    throw tc::InvalidData({{.what = tc::ProblemCode::wrong_encoding,
                            .found = "bytes that are not UTF-8",
                            .expected = "UTF-8"}});
  }
  return out;
}

std::string_view view_of(const char* text, std::size_t length) {
  if (length > 0) need(text);
  return {text ? text : "", length};
}

tc::Date date_of(tieuchi_date d) { return tc::Date(d / 10'000, d / 100 % 100, d % 100); }

template <class E>
E choice_of(std::int32_t value, E last, const char* what) {
  within(value >= 0 && value <= static_cast<std::int32_t>(last), what);
  return static_cast<E>(value);
}

int threads_of(std::int32_t threads) {
  within(threads >= 0 && threads <= 1024, "threads: 0 to 1024");
  return std::max(1, threads);
}

char* handed(const std::string& text) {
  char* out = static_cast<char*>(std::malloc(text.size() + 1));
  if (!out) throw std::bad_alloc();
  std::memcpy(out, text.c_str(), text.size() + 1);
  return out;
}

// Cells as verdicts and reasons.
void split(std::span<const std::uint8_t> cells, std::uint8_t* verdicts, std::uint8_t* reasons) {
  static constexpr auto verdict_of = [] {
    std::array<std::uint8_t, 256> t{};
    for (std::size_t b = 0; b < 256; ++b)
      t[b] = static_cast<std::uint8_t>(tc::Cell::from_byte(static_cast<std::uint8_t>(b)).verdict());
    return t;
  }();
  for (std::size_t i = 0; i < cells.size(); ++i) verdicts[i] = verdict_of[cells[i]];
  if (!reasons) return;
  for (std::size_t i = 0; i < cells.size(); ++i) reasons[i] = cells[i] >> 3;
}

const char* at_or_null(std::size_t position, std::size_t size, auto&& text) {
  return position < size ? text(position).c_str() : nullptr;
}

}  // namespace

extern "C" {

const char* tieuchi_version(void) { return tc::version; }
int32_t tieuchi_abi(void) { return TIEUCHI_ABI; }
void tieuchi_text_free(char* text) { std::free(text); }

// ---- what a law asks

static const std::vector<tc::SetId>* catalog_ids() noexcept {
  try {
    static const auto ids = tc::catalog::criteria_sets();
    return &ids;
  } catch (...) {
    return nullptr;
  }
}

size_t tieuchi_catalog_size(void) { return catalog_ids() ? catalog_ids()->size() : 0; }
const char* tieuchi_catalog_id(size_t position) {
  const auto* ids = catalog_ids();
  return ids && position < ids->size() ? (*ids)[position].str().c_str() : nullptr;
}

tieuchi_status tieuchi_set_from_catalog(const char* id, tieuchi_set** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(id, out);
    *out = new tieuchi_set(tc::catalog::criteria_set(text_of(id)));
  });
}

tieuchi_status tieuchi_set_from_json(const char* text, size_t length, const char* file,
                                     tieuchi_set** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(out);
    *out = new tieuchi_set(tc::json::read_criteria_set(view_of(text, length), text_of(file)));
  });
}

tieuchi_status tieuchi_set_to_json(const tieuchi_set* set, char** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(set, out);
    *out = handed(tc::json::write(set->value));
  });
}

size_t tieuchi_set_criteria(const tieuchi_set* set) {
  return set ? set->value.criteria().size() : 0;
}
size_t tieuchi_set_indicators(const tieuchi_set* set) { return set ? set->indicators.size() : 0; }
size_t tieuchi_set_measures(const tieuchi_set* set) {
  return set ? set->value.parts().measures.size() : 0;
}
const char* tieuchi_set_criterion(const tieuchi_set* set, size_t position) {
  return at_or_null(
      position, tieuchi_set_criteria(set), [&](std::size_t k) -> auto& {
        return set->value.criteria()[k].number.str();
      });
}
const char* tieuchi_set_indicator(const tieuchi_set* set, size_t position) {
  return at_or_null(
      position, tieuchi_set_indicators(set), [&](std::size_t k) -> auto& {
        return set->indicators[k]->number.str();
      });
}
const char* tieuchi_set_measure(const tieuchi_set* set, size_t position) {
  return at_or_null(
      position, tieuchi_set_measures(set), [&](std::size_t k) -> auto& {
        return set->value.parts().measures[k].code.str();
      });
}
int32_t tieuchi_set_stratum(const tieuchi_set* set, const char* code) {
  if (!set || !code) return -1;
  const auto& strata = set->value.parts().strata;
  for (std::size_t k = 0; k < strata.size(); ++k) {
    if (strata[k].str() == code) return static_cast<int32_t>(k);
  }
  return -1;
}
void tieuchi_set_free(tieuchi_set* set) { delete set; }

tieuchi_status tieuchi_overlay_from_json(const char* text, size_t length, const char* file,
                                         tieuchi_overlay** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(out);
    *out = new tieuchi_overlay{tc::json::read_overlay(view_of(text, length), text_of(file))};
  });
}
void tieuchi_overlay_free(tieuchi_overlay* overlay) { delete overlay; }

tieuchi_status tieuchi_compile(const tieuchi_set* set, const tieuchi_compile_options* options,
                               tieuchi_rules** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(set, options, out);
    if (options->n_overlays > 0) need(options->overlays);
    within(options->provenance >= TIEUCHI_VERIFIED_ONLY &&
               options->provenance <= TIEUCHI_ALLOW_TRANSCRIBED,
           "provenance: one of TIEUCHI_VERIFIED_ONLY, ALLOW_UNVERIFIED, ALLOW_TRANSCRIBED");
    tc::CompileOptions how{.on = date_of(options->on),
                           .provenance = static_cast<tc::Provenance>(options->provenance),
                           .outside_period = options->outside_period != 0};
    for (std::size_t k = 0; k < options->n_overlays; ++k) {
      need(options->overlays[k]);
      how.overlays.push_back(options->overlays[k]->value);
    }
    if (options->known_on != 0) how.known_on = date_of(options->known_on);
    *out = new tieuchi_rules{tc::compile(set->value, std::move(how))};
  });
}
void tieuchi_rules_free(tieuchi_rules* rules) { delete rules; }

// ---- who is judged

tieuchi_status tieuchi_registry_from_json(const char* text, size_t length, const char* file,
                                          tieuchi_registry** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(out);
    *out = new tieuchi_registry{tc::json::read_registry(view_of(text, length), text_of(file))};
  });
}

tieuchi_status tieuchi_registry_from_units(const tieuchi_unit* units, size_t n_units,
                                           const char* dimension, tieuchi_registry** out,
                                           tieuchi_error* error) {
  return guarded(error, [&] {
    need(out);
    if (n_units > 0) need(units);
    const tc::Dimension named{text_of(dimension)};
    std::vector<tc::Unit> list;
    for (std::size_t k = 0; k < n_units; ++k) {
      const tieuchi_unit& u = units[k];
      need(u.code);
      tc::Unit unit{.code = tc::UnitCode{text_of(u.code)},
                    .level = choice_of(u.level, tc::Level::nation,
                                       "level: TIEUCHI_VILLAGE to TIEUCHI_NATION")};
      if (u.name) unit.names = {{text_of(u.name)}};
      if (u.parent) unit.parents = {{tc::UnitCode{text_of(u.parent)}}};
      if (u.stratum) unit.strata = {{{named, tc::StratumCode{text_of(u.stratum)}}}};
      list.push_back(std::move(unit));
    }
    *out = new tieuchi_registry{tc::Registry(std::move(list))};
  });
}

size_t tieuchi_registry_size(const tieuchi_registry* registry) {
  return registry ? registry->value.size() : 0;
}
const char* tieuchi_registry_code(const tieuchi_registry* registry, size_t position) {
  return at_or_null(
      position, tieuchi_registry_size(registry), [&](std::size_t k) -> auto& {
        return registry->value.units()[k].code.str();
      });
}
tieuchi_status tieuchi_registry_find(const tieuchi_registry* registry, const char* code,
                                     uint32_t* out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(registry, code, out);
    const auto found = registry->value.find(tc::UnitCode{text_of(code)});
    if (!found)
      throw tc::UnknownCode({{.what = tc::ProblemCode::unknown_code,
                              .found = code,
                              .expected = "a unit of the registry"}});
    *out = *found;
  });
}
void tieuchi_registry_free(tieuchi_registry* registry) { delete registry; }

// ---- what was measured

tieuchi_status tieuchi_panel_new(size_t n_units, const uint32_t* units, tieuchi_panel** out,
                                 tieuchi_error* error) {
  return guarded(error, [&] {
    need(out);
    within(n_units <= UINT32_MAX, "units: less than 2^32");
    auto panel = std::make_unique<tieuchi_panel>();
    panel->n = n_units;
    if (units && n_units > 0) panel->units.assign(units, units + n_units);
    *out = panel.release();
  });
}

tieuchi_status tieuchi_panel_add(tieuchi_panel* panel, const tieuchi_column* c,
                                 tieuchi_error* error) {
  return guarded(error, [&] {
    need(panel, c, c ? c->measure : nullptr);
    if (panel->n > 0) need(c->values);
    const auto span = [&](const auto* p) {
      return p ? std::span(p, panel->n) : std::span<std::remove_reference_t<decltype(*p)>>();
    };
    tc::Column column{
        .measure = tc::MeasureCode{text_of(c->measure)},
        .reference = date_of(c->reference),
        .values = {c->values, panel->n},
        .states = span(c->states),
        .denominators = span(c->denominators),
        .evidence = span(c->evidence),
        .evidence_of_all = choice_of(c->evidence_of_all, tc::Evidence::approved,
                                     "evidence: TIEUCHI_SELF_ASSESSED to TIEUCHI_APPROVED"),
        .source = text_of(c->source)};
    if (c->recorded != 0) column.recorded = date_of(c->recorded);
    panel->columns.push_back(std::move(column));
  });
}

tieuchi_status tieuchi_panel_add_arrow(tieuchi_panel* panel, const struct ArrowSchema* schema,
                                       struct ArrowArray* batch, tieuchi_date reference,
                                       tieuchi_error* error) {
  return guarded(error, [&] {
    need(panel, schema, batch);
    within(schema->release && batch->release, "Arrow structures that were not released");
    within(batch->length >= 0 && static_cast<std::uint64_t>(batch->length) == panel->n,
           "a batch of as many rows as the panel has");
    const tc::Date on = date_of(reference);
    tieuchi_panel more{};
    for (std::int64_t k = 0; k < schema->n_children; ++k) {
      const auto read = tc::arrow::column(*schema, *batch, k);
      tc::Column column{.measure = tc::MeasureCode{text_of(read.name.data())}, .reference = on};
      if (const auto in_place = read.doubles()) {
        column.values = *in_place;
      } else {
        more.numbers.push_back(std::make_unique_for_overwrite<double[]>(panel->n));
        read.widen(more.numbers.back().get());
        column.values = {more.numbers.back().get(), panel->n};
      }
      if (read.validity) {
        more.states.push_back(std::make_unique_for_overwrite<std::uint8_t[]>(panel->n));
        read.states(more.states.back().get());
        column.states = {more.states.back().get(), panel->n};
      }
      more.columns.push_back(std::move(column));
    }
    // Everything that can fail comes before the batch changes hands.
    panel->batches.reserve(panel->batches.size() + 1);
    panel->numbers.reserve(panel->numbers.size() + more.numbers.size());
    panel->states.reserve(panel->states.size() + more.states.size());
    panel->columns.reserve(panel->columns.size() + more.columns.size());
    auto held = std::make_unique<tc::arrow::Owned<ArrowArray>>();
    held->value = *batch;
    batch->release = nullptr;
    panel->batches.push_back(std::move(held));
    std::ranges::move(more.numbers, std::back_inserter(panel->numbers));
    std::ranges::move(more.states, std::back_inserter(panel->states));
    std::ranges::move(more.columns, std::back_inserter(panel->columns));
  });
}
void tieuchi_panel_free(tieuchi_panel* panel) { delete panel; }

// ---- judging

tieuchi_status tieuchi_assess(const tieuchi_rules* rules, const tieuchi_registry* registry,
                              const tieuchi_panel* panel, const tieuchi_assess_options* options,
                              tieuchi_result** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(rules, registry, panel, out);
    tc::AssessOptions how;
    if (options) {
      how.threads = threads_of(options->threads);
      within(options->max_age_years >= 0 && options->max_age_years < 10'000,
             "max_age_years: 0 or more");
      if (options->max_age_years > 0) how.max_age = tc::MaxAge::years(options->max_age_years);
      how.keep_indicators = options->keep_indicators != 0;
    }
    *out = new tieuchi_result{tc::assess(rules->value, registry->value, panel->view(), how)};
  });
}

size_t tieuchi_result_units(const tieuchi_result* result) {
  return result ? result->value.size() : 0;
}
size_t tieuchi_result_criteria(const tieuchi_result* result) {
  return result ? result->value.criteria() : 0;
}

tieuchi_status tieuchi_result_verdicts(const tieuchi_result* result, size_t criterion,
                                       uint8_t* verdicts, uint8_t* reasons, tieuchi_error* error) {
  return guarded(error, [&] {
    need(result);
    within(criterion < result->value.criteria(), "criterion: a position in the set");
    if (result->value.size() > 0) need(verdicts);
    split(result->value.cells(criterion), verdicts, reasons);
  });
}

tieuchi_status tieuchi_result_counts(const tieuchi_result* result, uint16_t* met_least,
                                     uint16_t* met_most, uint16_t* applicable_least,
                                     uint16_t* applicable_most, tieuchi_error* error) {
  return guarded(error, [&] {
    need(result);
    for (std::size_t row = 0; row < result->value.size(); ++row) {
      const auto met = result->value.met(row), applicable = result->value.applicable(row);
      if (met_least) met_least[row] = static_cast<std::uint16_t>(met.least);
      if (met_most) met_most[row] = static_cast<std::uint16_t>(met.most);
      if (applicable_least) applicable_least[row] = static_cast<std::uint16_t>(applicable.least);
      if (applicable_most) applicable_most[row] = static_cast<std::uint16_t>(applicable.most);
    }
  });
}

tieuchi_status tieuchi_result_coverage(const tieuchi_result* result, char** out,
                                       tieuchi_error* error) {
  return guarded(error, [&] {
    need(result, out);
    *out = handed(tc::stamp(result->value));
  });
}

tieuchi_status tieuchi_result_to_json(const tieuchi_result* result,
                                      const tieuchi_registry* registry, char** out,
                                      tieuchi_error* error) {
  return guarded(error, [&] {
    need(result, registry, out);
    for (std::size_t row = 0; row < result->value.size(); ++row) {
      within(result->value.unit(row) < registry->value.size(), "the registry that was judged");
    }
    *out = handed(tc::json::write(result->value, registry->value));
  });
}

tieuchi_status tieuchi_explain(const tieuchi_result* result, const tieuchi_registry* registry,
                               const tieuchi_panel* panel, const char* unit, const char* indicator,
                               char** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(result, registry, panel, unit, indicator, out);
    *out = handed(tc::json::write(tc::explain(result->value, registry->value, panel->view(),
                                              tc::UnitCode{text_of(unit)},
                                              tc::IndicatorNumber{text_of(indicator)})));
  });
}
void tieuchi_result_free(tieuchi_result* result) { delete result; }

tieuchi_status tieuchi_judge_new(const tieuchi_rules* rules, int32_t stratum, tieuchi_judge** out,
                                 tieuchi_error* error) {
  return guarded(error, [&] {
    need(rules, out);
    *out = new tieuchi_judge{tc::UnitJudge(rules->value, {.stratum = stratum})};
  });
}

tieuchi_status tieuchi_judge_unit(const tieuchi_judge* judge, const double* values,
                                  const uint8_t* states, uint8_t* verdicts, uint8_t* reasons,
                                  tieuchi_error* error) {
  return guarded(error, [&] {
    need(judge, values, verdicts);
    const std::size_t n = judge->value.measures().size(), k = judge->value.criteria();
    std::array<tc::Cell, 64> few;
    std::vector<tc::Cell> many(k > few.size() ? k : 0);
    const std::span<tc::Cell> cells(many.empty() ? few.data() : many.data(), k);
    judge->value({values, n}, states ? std::span(states, n) : std::span<const std::uint8_t>(),
                 cells);
    for (std::size_t c = 0; c < k; ++c) {
      verdicts[c] = static_cast<std::uint8_t>(cells[c].verdict());
      if (reasons) reasons[c] = static_cast<std::uint8_t>(cells[c].reason());
    }
  });
}
void tieuchi_judge_free(tieuchi_judge* judge) { delete judge; }

tieuchi_status tieuchi_roll_up(const tieuchi_result* result, const tieuchi_registry* registry,
                               int32_t level, size_t* n_groups, tieuchi_count* counts,
                               tieuchi_error* error) {
  return guarded(error, [&] {
    need(result, registry, n_groups);
    for (std::size_t row = 0; row < result->value.size(); ++row) {
      within(result->value.unit(row) < registry->value.size(), "the registry that was judged");
    }
    const auto up = tc::roll_up(
        result->value, registry->value,
        {.na_count = tc::NaCount::drop(),
         .by = choice_of(level, tc::Level::nation, "level: TIEUCHI_VILLAGE to TIEUCHI_NATION")});
    *n_groups = up.groups.size() + 1;
    if (!counts) return;
    for (std::size_t g = 0; g <= up.groups.size(); ++g) {
      const auto& group = g < up.groups.size() ? up.groups[g] : up.total;
      for (const auto& c : group.criteria) {
        *counts++ = {group.unit ? registry->value.unit(*group.unit).code.str().c_str() : nullptr,
                     group.units,
                     c.met,
                     c.not_met,
                     c.unknown,
                     c.not_applicable,
                     c.error};
      }
    }
  });
}

tieuchi_status tieuchi_rule_from_catalog(const char* id, tieuchi_rule** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(id, out);
    *out = new tieuchi_rule{tc::catalog::recognition_rule(text_of(id))};
  });
}
void tieuchi_rule_free(tieuchi_rule* rule) { delete rule; }

tieuchi_status tieuchi_recognise(const tieuchi_result* result, const tieuchi_registry* registry,
                                 const tieuchi_panel* panel, const tieuchi_rule* rule,
                                 uint8_t* verdicts, tieuchi_error* error) {
  return guarded(error, [&] {
    need(result, registry, panel, rule);
    if (result->value.size() > 0) need(verdicts);
    const tc::Panel view = panel->view();
    // Written at the end: a failure leaves the caller's array as it was.
    std::vector<std::uint8_t> found;
    for (std::size_t row = 0; row < result->value.size(); ++row) {
      found.push_back(static_cast<std::uint8_t>(
          tc::recognise(result->value, registry->value, view, rule->value, row).verdict));
    }
    std::ranges::copy(found, verdicts);
  });
}

// ---- where it is heading

tieuchi_status tieuchi_fit(const tieuchi_result* const* results, size_t n_results,
                           const tieuchi_registry* registry, tieuchi_model** out,
                           tieuchi_error* error) {
  return guarded(error, [&] {
    need(registry, out);
    if (n_results > 0) need(results);
    std::vector<tc::Assessment> list;
    for (std::size_t k = 0; k < n_results; ++k) {
      need(results[k]);
      list.push_back(results[k]->value);
      for (std::size_t row = 0; row < list.back().size(); ++row) {
        within(list.back().unit(row) < registry->value.size(), "the registry that was judged");
      }
    }
    *out = new tieuchi_model{tc::fit(tc::history(list, registry->value))};
  });
}

tieuchi_status tieuchi_model_summary(const tieuchi_model* model, char** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(model, out);
    *out = handed(model->value.summary());
  });
}
void tieuchi_model_free(tieuchi_model* model) { delete model; }

tieuchi_status tieuchi_project(const tieuchi_model* model, const tieuchi_project_options* options,
                               tieuchi_outlook** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(model, options, out);
    within(options->draws >= 0 && options->draws <= 10'000'000, "draws: 0 to 10,000,000");
    *out = new tieuchi_outlook{
        tc::project(model->value, {.until = options->until,
                                   .draws = options->draws ? options->draws : 1000,
                                   .seed = options->seed,
                                   .threads = threads_of(options->threads)})};
  });
}
size_t tieuchi_outlook_units(const tieuchi_outlook* outlook) {
  return outlook ? outlook->value.units().size() : 0;
}
size_t tieuchi_outlook_years(const tieuchi_outlook* outlook) {
  return outlook ? outlook->value.years().size() : 0;
}
tieuchi_status tieuchi_outlook_chances(const tieuchi_outlook* outlook, size_t year,
                                       size_t criterion, double* chances, tieuchi_error* error) {
  return guarded(error, [&] {
    need(outlook, chances);
    within(year < outlook->value.years().size() && criterion < outlook->value.criteria().size(),
           "a year and a criterion of the outlook");
    for (std::size_t i = 0; i < outlook->value.units().size(); ++i)
      chances[i] = outlook->value.chance(year, criterion, i);
  });
}
void tieuchi_outlook_free(tieuchi_outlook* outlook) { delete outlook; }

tieuchi_status tieuchi_programme_from_catalog(const char* id, tieuchi_programme** out,
                                              tieuchi_error* error) {
  return guarded(error, [&] {
    need(id, out);
    *out = new tieuchi_programme{tc::catalog::programme(text_of(id))};
  });
}
tieuchi_status tieuchi_programme_from_json(const char* text, size_t length, const char* file,
                                           tieuchi_programme** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(out);
    *out = new tieuchi_programme{tc::json::read_programme(view_of(text, length), text_of(file))};
  });
}
size_t tieuchi_programme_targets(const tieuchi_programme* programme) {
  return programme ? programme->value.targets().size() : 0;
}
const char* tieuchi_programme_target(const tieuchi_programme* programme, size_t position) {
  return at_or_null(
      position, tieuchi_programme_targets(programme), [&](std::size_t k) -> auto& {
        return programme->value.targets()[k].code;
      });
}
void tieuchi_programme_free(tieuchi_programme* programme) { delete programme; }

tieuchi_status tieuchi_target_probability(const tieuchi_outlook* outlook,
                                          const tieuchi_programme* programme, const char* target,
                                          const tieuchi_registry* registry, double* probability,
                                          double* standard_error, tieuchi_error* error) {
  return guarded(error, [&] {
    need(outlook, programme, target, probability);
    const std::string code = text_of(target);
    const tc::Programme one(programme->value.id(), programme->value.title(),
                            {programme->value.target(code)});
    const auto said =
        tc::answer(outlook->value, one, {.registry = registry ? &registry->value : nullptr});
    const auto& a = said.answer(code);
    if (!a.identified) {
      throw tc::NotEnoughData({{.what = tc::ProblemCode::too_few_observations,
                                .code = code,
                                .found = a.why.en,
                                .expected = "data that speak of this target"}});
    }
    *probability = a.probability.value;
    if (standard_error) *standard_error = a.probability.error;
  });
}

// ---- what to do first

tieuchi_status tieuchi_prioritise(const tieuchi_work* works, size_t n_works, double budget,
                                  double bonus, tieuchi_plan** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(out);
    if (n_works > 0) need(works);
    within(bonus >= 0 && bonus < 1e300, "bonus: 0 or more");
    std::vector<tc::Work> list;
    for (std::size_t k = 0; k < n_works; ++k) {
      const tieuchi_work& w = works[k];
      need(w.unit, w.criterion);
      // The code is the place in the caller's list: a WorkList sorts.
      list.push_back({.code = std::to_string(k),
                      .unit = tc::UnitCode{text_of(w.unit)},
                      .criterion = tc::CriterionNumber{text_of(w.criterion)},
                      .cost = w.cost,
                      .chance = w.chance,
                      .chance_without = w.chance_without});
    }
    const tc::WorkList sorted(std::move(list));
    auto plan = std::make_unique<tieuchi_plan>(
        tieuchi_plan{tc::prioritise(sorted, {.budget = budget, .wanted = {.bonus = bonus}}), {}});
    for (const auto& c : plan->value.chosen)
      plan->works.push_back(static_cast<std::size_t>(std::stoull(sorted[c.work].code)));
    std::ranges::sort(plan->works);
    *out = plan.release();
  });
}

tieuchi_status tieuchi_plan_describe(const tieuchi_plan* plan, tieuchi_plan_summary* out,
                                     tieuchi_error* error) {
  return guarded(error, [&] {
    need(plan, out);
    *out = {plan->works.size(), plan->value.cost,     plan->value.value,
            plan->value.bound,  plan->value.criteria, plan->value.recognised};
  });
}

tieuchi_status tieuchi_plan_works(const tieuchi_plan* plan, size_t* works, tieuchi_error* error) {
  return guarded(error, [&] {
    need(plan);
    if (!plan->works.empty()) need(works);
    std::ranges::copy(plan->works, works);
  });
}
void tieuchi_plan_free(tieuchi_plan* plan) { delete plan; }

// ---- files

tieuchi_status tieuchi_result_save(const tieuchi_result* result, const char* path,
                                   tieuchi_error* error) {
  return guarded(error, [&] {
    need(result, path);
    tc::write_file(path, tc::archive::save(result->value));
  });
}
tieuchi_status tieuchi_result_load(const char* path, tieuchi_result** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(path, out);
    *out = new tieuchi_result{tc::archive::load<tc::Assessment>(tc::read_file(path), path)};
  });
}
tieuchi_status tieuchi_model_save(const tieuchi_model* model, const char* path,
                                  tieuchi_error* error) {
  return guarded(error, [&] {
    need(model, path);
    tc::write_file(path, tc::archive::save(model->value));
  });
}
tieuchi_status tieuchi_model_load(const char* path, tieuchi_model** out, tieuchi_error* error) {
  return guarded(error, [&] {
    need(path, out);
    *out = new tieuchi_model{tc::archive::load<tc::Model>(tc::read_file(path), path)};
  });
}

}  // extern "C"
