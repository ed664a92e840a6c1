// Sequences of calls of the C interface: each byte a call, its arguments from the next bytes,
// handles from what earlier calls made or NULL. Arrays have the documented length; everything else
// may be anything.
#include <cstring>
#include <vector>

#include "fuzz.hpp"
#include "tieuchi/tieuchi.h"

namespace {

struct Bytes : fuzz::Bytes {
  std::int32_t number() {
    const std::uint8_t how = one();
    return how < 200 ? how % 8
                     : static_cast<std::int32_t>(how << 24 | one() << 16 | one() << 8 | one());
  }
};

// The newest few handles of a kind; freed when the sequence ends.
template <class T, void (*free)(T*)>
struct Pool {
  std::vector<T*> made;
  ~Pool() {
    for (T* t : made) free(t);
  }
  T* any(Bytes& in) const {
    return made.empty() || in.size == 0 || in.data[0] == 255 ? nullptr
                                                             : made[in.one() % made.size()];
  }
  T** room() {
    if (made.size() >= 4) free(made.front()), made.erase(made.begin());
    made.push_back(nullptr);
    return &made.back();
  }
  void settle() {
    if (!made.empty() && !made.back()) made.pop_back();
  }
};

constexpr std::size_t n_most = 6;
const char* const texts[] = {"vn-commune-2016",
                             "",
                             "1",
                             "1.1",
                             "m.1",
                             "m.2",
                             "\xff\xfe",
                             "A",
                             "region",
                             "17.1",
                             "vn-recognition-2016",
                             "vn-lang-son-2020"};
const char* text(Bytes& in) {
  const auto k = in.one() % 13;
  return k == 12 ? nullptr : texts[k];
}

constexpr char small_set[] =
    R"({"format":"tieuchi-criteria-set","version":1,"id":"s","decision":"d","title":{"vi":"t",
"en":"t"},"level":"commune","tier":"standard","issued":"2016-01-01",)"
    R"("in_force":{"from":"2016-01-01","last_day":"2020-12-31"},"completeness":"complete",
"strata":{"dimension":"region","columns":["A"]},"sources":{"1":"x"},)"
    R"("measures":[{"code":"m.1","kind":"share","name":{"vi":"a","en":"a"},"unit":{"vi":"%",
"en":"%"}},{"code":"m.2","kind":"amount","name":{"vi":"b","en":"b"},"unit":{"vi":"","en":""}}],)"
    R"("criteria":[{"number":"1","name":{"vi":"c","en":"c"},"indicators":[{"number":"1.1",
"name":{"vi":"d","en":"d"},"unit":{"vi":"","en":""},"text_status":"verified",)"
    R"("requirement":{"kind":"bound","measure":"m.1","comparator":"at_least"},
"cells":[{"strata":["A"],"status":"verified","values":[50],"source":"1"}]}]},)"
    R"({"number":"2","name":{"vi":"c","en":"c"},"indicators":[{"number":"2.1","name":{"vi":"d",
"en":"d"},"unit":{"vi":"","en":""},"text_status":"verified",)"
    R"("requirement":{"kind":"bound","measure":"m.2","comparator":"at_most"},
"cells":[{"strata":["A"],"status":"verified","values":[3],"source":"1"}]}]}]})";

void check(tieuchi_status status, const tieuchi_error& e) {
  if (status == TIEUCHI_OK) return;
  if (status == TIEUCHI_INTERNAL || e.status != status || e.problems < 1 ||
      std::strlen(e.message) == 0) {
    std::fprintf(stderr, "status %d: %s\n", static_cast<int>(status), e.message);
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Bounded memory;
  Bytes in{{data, size}};
  tieuchi_error e{};
  // Columns are borrowed: they are declared first and go last.
  double values[2][64];
  std::uint8_t states[64];
  for (auto& v : values[0]) v = in.size > 40 ? static_cast<double>(in.one()) : 49.5;
  for (auto& v : values[1]) v = 2;
  for (auto& s : states) s = 0;
  if (in.size > 20) values[1][0] = __builtin_nan(""), states[1] = in.one(), states[2] = in.one();
  Pool<tieuchi_set, tieuchi_set_free> sets;
  Pool<tieuchi_rules, tieuchi_rules_free> rules;
  Pool<tieuchi_registry, tieuchi_registry_free> registries;
  Pool<tieuchi_panel, tieuchi_panel_free> panels;
  Pool<tieuchi_result, tieuchi_result_free> results;
  Pool<tieuchi_judge, tieuchi_judge_free> judges;
  Pool<tieuchi_model, tieuchi_model_free> models;
  Pool<tieuchi_outlook, tieuchi_outlook_free> outlooks;
  Pool<tieuchi_plan, tieuchi_plan_free> plans;
  // Reading the text takes longer than all else together: most sequences share one set.
  static const tieuchi_set* const shared = [] {
    tieuchi_set* made = nullptr;
    if (tieuchi_set_from_json(small_set, sizeof small_set - 1, nullptr, &made, nullptr) !=
        TIEUCHI_OK)
      std::abort();
    return made;
  }();
  const auto any_set = [&] { return in.one() % 8 ? shared : sets.any(in); };
  for (int step = 0; in.size > 0 && step < 40; ++step) {
    switch (in.one() % 20) {
      case 0:
        if (in.one() != 7) break;
        check(tieuchi_set_from_json(small_set, in.one() % 8 == 0 ? in.one() : sizeof small_set - 1,
                                    text(in), sets.room(), &e),
              e),
            sets.settle();
        break;
      case 1: {
        const tieuchi_compile_options o{.on = in.one() % 4 ? 20191231 : in.number(),
                                        .provenance = in.number(),
                                        .outside_period = in.number(),
                                        .overlays = nullptr,
                                        .n_overlays = in.one() == 9u,
                                        .known_on = in.one() % 4 ? 0 : in.number()};
        check(tieuchi_compile(any_set(), in.one() == 1 ? nullptr : &o, rules.room(), &e), e),
            rules.settle();
        break;
      }
      case 2: {
        tieuchi_unit u[n_most];
        const std::size_t n = in.one() % (n_most + 1);
        static const char* const codes[] = {"a", "b", "c", "d", "e", "f"};
        for (std::size_t k = 0; k < n; ++k) {
          const auto how = in.one();
          u[k] = {.code = how == 255 ? text(in) : codes[k],
                  .name = how & 1 ? text(in) : nullptr,
                  .parent = how & 2 ? codes[in.one() % 6] : nullptr,
                  .stratum = how & 4 ? text(in) : "A",
                  .level = how & 8  ? in.number()
                           : k == 0 ? TIEUCHI_DISTRICT
                                    : TIEUCHI_COMMUNE};
        }
        check(tieuchi_registry_from_units(n ? u : nullptr, n, in.one() % 8 ? "region" : text(in),
                                          registries.room(), &e),
              e),
            registries.settle();
        break;
      }
      case 3: {
        std::uint32_t rows[64];
        for (auto& r : rows) r = in.size > 100 ? in.one() : 1;
        for (std::uint32_t k = 0; k < n_most; ++k) rows[k] = k;
        const std::size_t n = in.one() % 8 ? in.one() % n_most : in.one() % 64;
        check(tieuchi_panel_new(n, in.one() & 1 ? rows : nullptr, panels.room(), &e), e),
            panels.settle();
        break;
      }
      case 4:
      case 5: {
        const tieuchi_column c{.measure = in.one() % 4 ? texts[4 + in.one() % 2] : text(in),
                               .reference = in.one() % 4 ? 20191231 : in.number(),
                               .recorded = in.one() % 4 ? 0 : in.number(),
                               .values = in.one() == 3 ? nullptr : values[in.one() & 1],
                               .states = in.one() & 1 ? states : nullptr,
                               .denominators = in.one() % 8 ? nullptr : values[0],
                               .evidence = in.one() % 4 ? nullptr : states,
                               .evidence_of_all = in.number(),
                               .source = text(in)};
        check(tieuchi_panel_add(panels.any(in), &c, &e), e);
        break;
      }
      case 6: {
        const tieuchi_assess_options o{.threads = in.number() % 3,
                                       .max_age_years = in.number(),
                                       .keep_indicators = in.one() & 1};
        check(tieuchi_assess(rules.any(in), registries.any(in), panels.any(in),
                             in.one() & 1 ? &o : nullptr, results.room(), &e),
              e),
            results.settle();
        break;
      }
      case 7: {
        std::uint8_t v[64], w[64];
        check(tieuchi_result_verdicts(results.any(in), in.one() % 4, v, in.one() & 1 ? w : nullptr,
                                      &e),
              e);
        std::uint16_t least[64], most[64];
        check(tieuchi_result_counts(results.any(in), least, nullptr, most, nullptr, &e), e);
        break;
      }
      case 8: {
        char* out = nullptr;
        if (in.one() & 1)
          check(tieuchi_result_to_json(results.any(in), registries.any(in), &out, &e), e);
        else
          check(tieuchi_explain(results.any(in), registries.any(in), panels.any(in),
                                in.one() & 1 ? "a" : text(in), in.one() & 1 ? "1.1" : text(in),
                                &out, &e),
                e);
        tieuchi_text_free(out);
        break;
      }
      case 9: {
        char* out = nullptr;
        check(tieuchi_result_coverage(results.any(in), &out, &e), e);
        tieuchi_text_free(out);
        break;
      }
      case 10:
        check(tieuchi_judge_new(rules.any(in), in.number() - 1, judges.room(), &e), e),
            judges.settle();
        break;
      case 11: {
        std::uint8_t v[2];
        check(tieuchi_judge_unit(judges.any(in), values[in.one() & 1],
                                 in.one() & 1 ? states : nullptr, v, nullptr, &e),
              e);
        break;
      }
      case 12: {
        std::size_t groups = 0;
        auto* r = results.any(in);
        auto* g = registries.any(in);
        const auto level = in.number();
        const auto status = tieuchi_roll_up(r, g, level, &groups, nullptr, &e);
        check(status, e);
        if (status == TIEUCHI_OK) {
          std::vector<tieuchi_count> counts(groups * tieuchi_result_criteria(r));
          check(tieuchi_roll_up(r, g, level, &groups, counts.data(), &e), e);
        }
        break;
      }
      case 13: {
        const tieuchi_result* list[3]{};
        const std::size_t n = in.one() % 4;
        for (std::size_t k = 0; k < n; ++k) list[k] = results.any(in);
        check(tieuchi_fit(list, n, registries.any(in), models.room(), &e), e), models.settle();
        break;
      }
      case 14: {
        const tieuchi_project_options o{.until = in.one() & 1 ? 2020 : in.number(),
                                        .draws = in.one() % 4,
                                        .seed = in.one(),
                                        .threads = in.one() % 3};
        check(tieuchi_project(models.any(in), &o, outlooks.room(), &e), e), outlooks.settle();
        break;
      }
      case 15: {
        double chances[64];
        check(tieuchi_outlook_chances(outlooks.any(in), in.one() % 3, in.one() % 4, chances, &e),
              e);
        break;
      }
      case 16: {
        tieuchi_work w[4];
        const std::size_t n = in.one() % 5;
        for (std::size_t k = 0; k < n; ++k)
          w[k] = {texts[2 + in.one() % 3], text(in), values[0][in.one() % 64] - 1, 1,
                  in.one() == 1 ? 2.0 : 0.5};
        check(tieuchi_prioritise(w, n, values[0][in.one() % 64], in.one(), plans.room(), &e), e),
            plans.settle();
        break;
      }
      case 17: {
        tieuchi_plan_summary s;
        std::size_t works[4];
        auto* p = plans.any(in);
        check(tieuchi_plan_describe(p, &s, &e), e), check(tieuchi_plan_works(p, works, &e), e);
        break;
      }
      case 18: {
        std::uint32_t at;
        check(tieuchi_registry_find(registries.any(in), text(in), &at, &e), e);
        (void)tieuchi_registry_code(registries.any(in), in.one()),
            (void)tieuchi_set_indicator(any_set(), in.one()),
            (void)tieuchi_set_stratum(any_set(), text(in));
        break;
      }
      default: {
        char* out = nullptr;
        if (in.one() & 1)
          check(tieuchi_model_summary(models.any(in), &out, &e), e);
        else
          check(tieuchi_set_to_json(any_set(), &out, &e), e);
        tieuchi_text_free(out);
        check(tieuchi_result_load(in.one() & 1 ? "/nowhere" : "/", results.room(), &e), e),
            results.settle();
      }
    }
  }
  return 0;
}
