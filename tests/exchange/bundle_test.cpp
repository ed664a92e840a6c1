#include "archives/specimens.hpp"
#include "support/builder.hpp"

using namespace support;

TEST(Bundle, gives_its_parts_by_name_and_says_which_it_has) {
  const auto bundle = archive::load<Bundle>(archive::save(specimens::bundle()));
  EXPECT_EQ(bundle, specimens::bundle());
  EXPECT_EQ(archive::save(archive::load<WorkPlan>(bundle.part("work_plan"))),
            archive::save(specimens::work_plan()));
  const auto problems = problems_of<ArchiveError>([&] { (void)bundle.part("outlook"); });
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].what, ProblemCode::other_archive);
  EXPECT_EQ(problems[0].found, "works, work_plan, options");
  EXPECT_EQ(problems[0].expected, "outlook");
}
