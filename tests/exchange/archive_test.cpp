#include "support/builder.hpp"

#include <filesystem>

#include "archives/specimens.hpp"
#include "tieuchi/exchange/file.hpp"
#include "tieuchi/vietnamese.hpp"

using namespace support;

namespace {

// A value with one part of it changed, under a right checksum: what only the checks of the value
// can find.
template <class F>
std::string forged(const std::string& bytes, F&& change) {
  const auto kind = archive::kind_of(bytes);
  auto record = archive::unseal(bytes, kind);
  change(record);
  return archive::seal(kind, std::move(record));
}

ProblemCode refusal(const std::string& bytes) {
  const auto list =
      problems_of<ArchiveError>([&] { (void)archive::load<Programme>(bytes, "plan.tieuchi"); });
  if (list.empty()) return ProblemCode::unknown_code;
  EXPECT_EQ(list[0].file, "plan.tieuchi");
  return list[0].what;
}

}  // namespace

TEST(Archive, saving_then_loading_is_the_identity_for_every_kind) {
  const auto all = specimens::all();
  EXPECT_EQ(all.size(), static_cast<std::size_t>(archive::kinds));
  for (const auto& [kind, bytes] : all) {
    EXPECT_EQ(archive::name(archive::kind_of(bytes)), kind);
    EXPECT_EQ(specimens::saved_again(bytes), bytes) << kind;
  }
  EXPECT_EQ(archive::load<CriteriaSet>(all.at("criteria_set")), specimens::criteria_set());
}

TEST(Archive, files_of_every_release_still_load) {
  const auto root = std::filesystem::path(TIEUCHI_SOURCE_DIR) / "tests" / "archives";
  int files = 0;
  for (const auto& e : std::filesystem::recursive_directory_iterator(root)) {
    if (e.path().extension() != ".tieuchi") continue;
    ++files;
    const auto bytes = read_file(e.path().string());
    // What is written now comes out as the same bytes, an older format as the newest one.
    const auto again = specimens::saved_again(bytes);
    if (archive::unseal(bytes, archive::kind_of(bytes)).written == archive::format) {
      EXPECT_EQ(again, bytes) << e.path();
    }
    EXPECT_EQ(specimens::saved_again(again), again) << e.path();
  }
  EXPECT_GE(files, 2 * archive::kinds - 1);  // format 1 had no bundles
}

TEST(Archive, an_assessment_of_format_1_keeps_what_earlier_rules_of_authority_allowed) {
  const auto file =
      std::filesystem::path(TIEUCHI_SOURCE_DIR) / "tests/archives/0.1.0/assessment.tieuchi";
  const auto old = archive::load<Assessment>(read_file(file.string()));
  // A province filled a slot that the set leaves to a ministry: `compile` refuses that today.
  const auto& how = old.rules().options();
  ASSERT_EQ(how.overlays.size(), 1u);
  EXPECT_EQ(how.overlays[0].rank, Overlay::Rank::province);
  EXPECT_THROW(compile(old.rules().set(), how), InvalidCriteria);
  // Its overlay decides as it did; saved again it is an archive of today with the same cells.
  const auto again = archive::load<Assessment>(archive::save(old));
  EXPECT_EQ(again.hash(specimens::registry()), old.hash(specimens::registry()));
}

// Written behind the units: without such statements the bytes stay what they were.
TEST(Archive, a_registry_keeps_when_its_statements_were_recorded) {
  const Date day{2020, 3, 1};
  const Registry plain = specimens::registry();
  std::vector<Unit> list(plain.units().begin(), plain.units().end());
  list[2].names.push_back({"Đồng Tâm", Period::always(), day});
  list[3].parents.push_back({UnitCode{"D"}, {Date(2019, 1, 1)}, day, true});
  list[4].strata.push_back({{Dimension{"border"}, StratumCode{"no"}}, Period::always(), day});
  list[5].cohorts.push_back({CohortCode{"border"}, Period::always(), {}, true});
  list[6].exists_recorded = day, list[6].existence = {{Period::year(2019), end_2020}};
  const Registry registry(list);
  const auto bytes = archive::save(registry);
  const auto again = archive::load<Registry>(bytes);
  EXPECT_TRUE(std::ranges::equal(registry.units(), again.units()));
  EXPECT_EQ(archive::save(again), bytes);
  auto record = archive::unseal(bytes, archive::Kind::registry);
  record.numbers.pop_back();
  EXPECT_THROW((void)archive::load<Registry>(archive::seal(archive::Kind::registry, record)),
               ArchiveError);
}

TEST(Archive, a_loaded_model_projects_the_same_bits) {
  const auto model = specimens::model();
  ASSERT_EQ(model.rung(), Rung::full);
  const auto again = archive::load<Model>(archive::save(model));
  const ProjectOptions how{.until = 2022, .draws = 60, .seed = 3};
  EXPECT_EQ(archive::save(project(again, how)), archive::save(project(model, how)));
  EXPECT_EQ(again.summary(), model.summary());
  for (Rung r : {Rung::persistence, Rung::pooled, Rung::criterion, Rung::crossed}) {
    const auto lower = fit(specimens::history(), {.at_most = r});
    EXPECT_EQ(archive::save(project(archive::load<Model>(archive::save(lower)), how)),
              archive::save(project(lower, how)));
  }
}

TEST(Archive, a_loaded_assessment_explains_as_the_saved_one) {
  const auto result = specimens::assessment();
  const auto again = archive::load<Assessment>(archive::save(result));
  const auto registry = specimens::registry();
  const auto data = specimens::panel();
  EXPECT_EQ(again.hash(registry), result.hash(registry));
  for (std::size_t row = 0; row < 70; row += 9) {
    EXPECT_EQ(explain(again, registry, data.view(), registry.unit(UnitIndex(row)).code,
                      IndicatorNumber{"1.1"})
                  .text(Language::vi),
              explain(result, registry, data.view(), registry.unit(UnitIndex(row)).code,
                      IndicatorNumber{"1.1"})
                  .text(Language::vi));
    EXPECT_EQ(again.whole(row), result.whole(row));
  }
}

TEST(Archive, bytes_cut_changed_or_lengthened_are_refused) {
  const std::string bytes = archive::save(specimens::programme());
  for (std::size_t n = 0; n < bytes.size(); ++n)
    EXPECT_THROW((void)archive::load<Programme>(bytes.substr(0, n)), ArchiveError) << n;
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    std::string changed = bytes;
    changed[n] = static_cast<char>(changed[n] ^ 1);
    EXPECT_THROW((void)archive::load<Programme>(changed), ArchiveError) << n;
  }
  EXPECT_THROW((void)archive::load<Programme>(bytes + " "), ArchiveError);
}

TEST(Archive, says_what_is_wrong_with_a_file) {
  const std::string bytes = archive::save(specimens::programme());
  EXPECT_EQ(refusal(""), ProblemCode::not_an_archive);
  EXPECT_EQ(refusal("PK\x03\x04 a workbook\n"), ProblemCode::not_an_archive);
  try {
    (void)archive::load<Programme>("tieuchi-archive 1 pro\xE7ramme 1 0000000000000000\nx");
    ADD_FAILURE() << "a broken first line was read";
  } catch (const ArchiveError& e) {
    EXPECT_TRUE(vietnamese::is_utf8(e.what())) << e.what();
  }
  EXPECT_EQ(refusal("tieuchi-archive 0 programme 1 0000000000000000\nx"),
            ProblemCode::not_an_archive);
  EXPECT_EQ(refusal("tieuchi-archive 1 poem 1 0000000000000000\nx"), ProblemCode::not_an_archive);
  EXPECT_EQ(refusal("tieuchi-archive 1  programme 1 0000000000000000\nx"),
            ProblemCode::not_an_archive);
  EXPECT_EQ(refusal(archive::save(specimens::works())), ProblemCode::other_archive);
  EXPECT_EQ(refusal(bytes.substr(0, bytes.size() - 9)), ProblemCode::damaged_archive);
  // A format of the future is named, whatever else its first line says.
  const std::string number = std::to_string(archive::format + 1);
  const std::string newer = "tieuchi-archive " + number + " programme in another shape\n";
  EXPECT_EQ(refusal(newer), ProblemCode::newer_archive);
  EXPECT_EQ(problems_of<ArchiveError>([&] { (void)archive::load<Programme>(newer); }).at(0).found,
            "format " + number);
}

TEST(Archive, what_the_library_would_refuse_an_archive_cannot_hold) {
  const auto bytes = archive::save(specimens::programme());
  const auto twice = forged(bytes, [](archive::Record& r) {
    for (auto& t : r.texts)
      if (t == "share") t = "mean";  // two targets of one code
  });
  const auto list = problems_of<ArchiveError>([&] { (void)archive::load<Programme>(twice); });
  EXPECT_TRUE(has(list, ProblemCode::damaged_archive));
  EXPECT_TRUE(has(list, ProblemCode::duplicate_number));
  // A part too few, a part too many.
  EXPECT_THROW((void)archive::load<Programme>(forged(bytes, [](auto& r) { r.numbers.pop_back(); })),
               ArchiveError);
  EXPECT_THROW(
      (void)archive::load<Programme>(forged(bytes, [](auto& r) { r.numbers.push_back(0); })),
      ArchiveError);
}

// Any one number replaced by an extreme one: an error or a value that saves, never a crash (run
// under the sanitizers; tests/fuzz goes on from here).
TEST(Archive, forged_numbers_are_refused_or_harmless) {
  int refused = 0, harmless = 0;
  for (const auto& [kind, bytes] : specimens::all()) {
    const auto record = archive::unseal(bytes, archive::kind_of(bytes));
    const std::size_t step = 1 + record.numbers.size() / 400;
    for (std::size_t k = 0; k < record.numbers.size(); k += step) {
      for (const std::int64_t extreme : {std::int64_t{-1}, std::int64_t{7}, INT64_MAX,
                                         std::bit_cast<std::int64_t>(std::nan(""))}) {
        try {
          specimens::saved_again(forged(bytes, [&](auto& r) { r.numbers[k] = extreme; }));
          ++harmless;
        } catch (const ArchiveError&) {
          ++refused;
        }
      }
    }
  }
  EXPECT_GT(refused, 2000);
  EXPECT_GT(harmless, 100);
}
