// What the C example does not show: statuses, NULL, limits, Arrow's moving ownership, recorded
// symbols.
#include "support/builder.hpp"

#include <cstdio>
#include <filesystem>

#include "tieuchi/tieuchi.h"
#include "tieuchi/vietnamese.hpp"

using namespace support;

namespace {

struct World {
  tieuchi_error e{};
  tieuchi_set* set = nullptr;
  tieuchi_rules* rules = nullptr;
  tieuchi_registry* registry = nullptr;
  tieuchi_panel* panel = nullptr;
  tieuchi_result* result = nullptr;
  World() {
    EXPECT_EQ(tieuchi_set_from_catalog("vn-commune-2016", &set, &e), TIEUCHI_OK) << e.message;
    const tieuchi_compile_options on{.on = 20191231,
                                     .provenance = TIEUCHI_ALLOW_UNVERIFIED,
                                     .outside_period = 0,
                                     .overlays = nullptr,
                                     .n_overlays = 0,
                                     .known_on = 0};
    EXPECT_EQ(tieuchi_compile(set, &on, &rules, &e), TIEUCHI_OK) << e.message;
    const tieuchi_unit units[] = {{"a", "A", nullptr, "MNPB", TIEUCHI_COMMUNE},
                                  {"b", nullptr, nullptr, "MNPB", TIEUCHI_COMMUNE}};
    EXPECT_EQ(tieuchi_registry_from_units(units, 2, "region", &registry, &e), TIEUCHI_OK)
        << e.message;
    EXPECT_EQ(tieuchi_panel_new(2, nullptr, &panel, &e), TIEUCHI_OK);
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World() {
    tieuchi_result_free(result), tieuchi_panel_free(panel), tieuchi_registry_free(registry),
        tieuchi_rules_free(rules), tieuchi_set_free(set);
  }
};

int released = 0;

}  // namespace

TEST(TieuchiC, statuses_are_the_numbers_of_the_problems) {
  World w;
  tieuchi_set* set = nullptr;
  EXPECT_EQ(tieuchi_set_from_catalog("no such set", &set, &w.e), 3001);
  EXPECT_STREQ(w.e.id, "TC-U-001");
  EXPECT_STREQ(w.e.found, "no such set");
  EXPECT_EQ(set, nullptr);
  EXPECT_EQ(tieuchi_set_from_json("{", 1, "x.json", &set, &w.e), 2024);
  EXPECT_STREQ(w.e.file, "x.json");
  const tieuchi_compile_options late{.on = 20250101,
                                     .provenance = TIEUCHI_VERIFIED_ONLY,
                                     .outside_period = 0,
                                     .overlays = nullptr,
                                     .n_overlays = 0,
                                     .known_on = 0};
  EXPECT_EQ(tieuchi_compile(w.set, &late, &w.rules, &w.e), 2021);
  tieuchi_model* model = nullptr;
  EXPECT_EQ(tieuchi_model_load("/nowhere/m.tieuchi", &model, &w.e), 2026);
  EXPECT_EQ(
      tieuchi_model_load(TIEUCHI_SOURCE_DIR "/tests/archives/0.1.0/works.tieuchi", &model, &w.e),
      4003);
  EXPECT_EQ(tieuchi_fit(nullptr, 0, w.registry, &model, &w.e) / 1000, 5);
  EXPECT_EQ(model, nullptr);
}

TEST(TieuchiC, null_and_impossible_choices_are_statuses_and_error_may_be_null) {
  World w;
  EXPECT_EQ(tieuchi_set_from_catalog(nullptr, &w.set, &w.e), TIEUCHI_NULL_ARGUMENT);
  EXPECT_EQ(tieuchi_set_from_catalog("x", nullptr, nullptr), TIEUCHI_NULL_ARGUMENT);
  EXPECT_EQ(tieuchi_assess(w.rules, nullptr, w.panel, nullptr, &w.result, &w.e),
            TIEUCHI_NULL_ARGUMENT);
  const tieuchi_unit odd{"c", nullptr, nullptr, nullptr, 99};
  tieuchi_registry* r = nullptr;
  EXPECT_EQ(tieuchi_registry_from_units(&odd, 1, nullptr, &r, &w.e), TIEUCHI_OUT_OF_RANGE);
  const tieuchi_unit bytes{"\xff", nullptr, nullptr, nullptr, TIEUCHI_COMMUNE};
  EXPECT_EQ(tieuchi_registry_from_units(&bytes, 1, nullptr, &r, &w.e), 2012);
  const double values[2] = {1, 2};
  tieuchi_column c{.measure = "m",
                   .reference = 20190230,
                   .recorded = 0,
                   .values = values,
                   .states = nullptr,
                   .denominators = nullptr,
                   .evidence = nullptr,
                   .evidence_of_all = 0,
                   .source = nullptr};
  EXPECT_EQ(tieuchi_panel_add(w.panel, &c, &w.e), 1021);  // no 30 February
  c.reference = 20191231, c.evidence_of_all = 3;
  EXPECT_EQ(tieuchi_panel_add(w.panel, &c, &w.e), TIEUCHI_OUT_OF_RANGE);
  EXPECT_EQ(tieuchi_catalog_id(1000), nullptr);
  EXPECT_EQ(tieuchi_set_criterion(w.set, 19), nullptr);
  EXPECT_EQ(tieuchi_set_stratum(w.set, "nowhere"), -1);
  tieuchi_set_free(nullptr), tieuchi_panel_free(nullptr), tieuchi_text_free(nullptr);
}

TEST(TieuchiC, long_messages_are_cut_at_a_whole_character) {
  World w;
  tieuchi_set* set = nullptr;
  std::string name;
  for (int k = 0; k < 3000; ++k) name += "đ";
  EXPECT_EQ(tieuchi_set_from_catalog(name.c_str(), &set, &w.e), 3001);
  EXPECT_EQ(std::string(w.e.found).size(), 254u);  // 127 letters of two bytes, not half of one
  EXPECT_TRUE(vietnamese::is_utf8(w.e.message));
}

TEST(TieuchiC, verdicts_are_those_of_the_cpp_library) {
  World w;
  const double hygienic[2] = {95, 80}, clean[2] = {60, 60};
  tieuchi_column c{.measure = "water.hygienic_share",
                   .reference = 20191231,
                   .recorded = 0,
                   .values = hygienic,
                   .states = nullptr,
                   .denominators = nullptr,
                   .evidence = nullptr,
                   .evidence_of_all = 0,
                   .source = "s"};
  ASSERT_EQ(tieuchi_panel_add(w.panel, &c, &w.e), TIEUCHI_OK);
  c.measure = "water.clean_share", c.values = clean;
  ASSERT_EQ(tieuchi_panel_add(w.panel, &c, &w.e), TIEUCHI_OK);
  ASSERT_EQ(tieuchi_assess(w.rules, w.registry, w.panel, nullptr, &w.result, &w.e), TIEUCHI_OK);
  const Registry registry(
      {{.code = UnitCode{"a"}, .strata = {{{Dimension{"region"}, StratumCode{"MNPB"}}}}},
       {.code = UnitCode{"b"}, .strata = {{{Dimension{"region"}, StratumCode{"MNPB"}}}}}});
  Table table(2);
  table.add("water.hygienic_share", {95, 80}).add("water.clean_share", {60, 60});
  const auto direct = assess(compile(catalog::criteria_set("vn-commune-2016"),
                                     {.on = end_2019, .provenance = Provenance::allow_unverified}),
                             registry, table.data.view());
  for (std::size_t k = 0; k < 19; ++k) {
    std::uint8_t verdicts[2], reasons[2];
    ASSERT_EQ(tieuchi_result_verdicts(w.result, k, verdicts, reasons, &w.e), TIEUCHI_OK);
    for (std::size_t row = 0; row < 2; ++row) {
      EXPECT_EQ(verdicts[row], static_cast<std::uint8_t>(direct.cell(k, row).verdict()));
      EXPECT_EQ(reasons[row], static_cast<std::uint8_t>(direct.cell(k, row).reason()));
    }
  }
  EXPECT_EQ(tieuchi_result_verdicts(w.result, 19, nullptr, nullptr, &w.e), TIEUCHI_OUT_OF_RANGE);
  const auto path =
      (std::filesystem::temp_directory_path() / ("tieuchi-c-" + std::to_string(::getpid())))
          .string();
  tieuchi_result* again = nullptr;
  ASSERT_EQ(tieuchi_result_save(w.result, path.c_str(), &w.e), TIEUCHI_OK) << w.e.message;
  ASSERT_EQ(tieuchi_result_load(path.c_str(), &again, &w.e), TIEUCHI_OK) << w.e.message;
  EXPECT_EQ(tieuchi_result_units(again), 2u);
  tieuchi_result_free(again);
  std::remove(path.c_str());
}

TEST(TieuchiC, an_arrow_batch_changes_hands_only_on_success) {
  World w;
  const double hygienic[2] = {95, 80};
  const std::int32_t clean[2] = {60, 60};
  const std::uint8_t bits = 0b01;
  const void* doubles[2] = {nullptr, hygienic};
  const void* integers[2] = {&bits, clean};
  ArrowSchema fields[2]{}, schema{};
  ArrowArray columns[2]{}, batch{};
  ArrowSchema* schema_children[2] = {&fields[0], &fields[1]};
  ArrowArray* batch_children[2] = {&columns[0], &columns[1]};
  fields[0].format = "g", fields[0].name = "water.hygienic_share", fields[1].format = "i",
  fields[1].name = "water.clean_share";
  columns[0] = {.length = 2,
                .null_count = 0,
                .offset = 0,
                .n_buffers = 2,
                .n_children = 0,
                .buffers = doubles,
                .children = nullptr,
                .dictionary = nullptr,
                .release = nullptr,
                .private_data = nullptr};
  columns[1] = columns[0], columns[1].buffers = integers, columns[1].null_count = 1;
  schema.format = "+s", schema.n_children = 2, schema.children = schema_children,
  schema.release = [](ArrowSchema*) {};
  batch.length = 2, batch.n_children = 2, batch.children = batch_children,
  batch.release = [](ArrowArray* a) { ++released, a->release = nullptr; };
  released = 0;
  fields[1].format = "u";  // text is no measure: nothing changes hands
  EXPECT_EQ(tieuchi_panel_add_arrow(w.panel, &schema, &batch, 20191231, &w.e), 1020);
  EXPECT_NE(batch.release, nullptr);
  fields[1].format = "i";
  ASSERT_EQ(tieuchi_panel_add_arrow(w.panel, &schema, &batch, 20191231, &w.e), TIEUCHI_OK)
      << w.e.message;
  EXPECT_EQ(batch.release, nullptr);
  EXPECT_EQ(tieuchi_panel_add_arrow(w.panel, &schema, &batch, 20191231, &w.e),
            TIEUCHI_OUT_OF_RANGE);  // released before
  ASSERT_EQ(tieuchi_assess(w.rules, w.registry, w.panel, nullptr, &w.result, &w.e), TIEUCHI_OK);
  std::uint8_t verdicts[2], reasons[2];
  ASSERT_EQ(tieuchi_result_verdicts(w.result, 16, verdicts, reasons, &w.e), TIEUCHI_OK);
  EXPECT_EQ(verdicts[1], TIEUCHI_NOT_MET);  // 80 of 90
  EXPECT_EQ(released, 0);
  tieuchi_panel_free(std::exchange(w.panel, nullptr));
  EXPECT_EQ(released, 1);
}
