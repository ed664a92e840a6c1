#include "support/builder.hpp"

#include <sys/stat.h>

#include <filesystem>

#include "tieuchi/exchange/file.hpp"

using namespace support;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path = fs::temp_directory_path() / ("tieuchi-file-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  std::string at(const char* name) const { return (path / name).string(); }
  std::ptrdiff_t files() const { return std::distance(fs::directory_iterator(path), {}); }
};

}  // namespace

TEST(File, is_replaced_whole_and_leaves_nothing_beside_it) {
  const Folder folder;
  const std::string bytes("a\0b\n\xff", 5), longer(1 << 20, 'x');
  write_file(folder.at("f"), bytes);
  EXPECT_EQ(read_file(folder.at("f")), bytes);
  write_file(folder.at("f"), longer);
  EXPECT_EQ(read_file(folder.at("f")), longer);
  write_file(folder.at("f"), "");
  EXPECT_EQ(read_file(folder.at("f")), "");
  EXPECT_EQ(folder.files(), 1);
}

TEST(File, keeps_the_mode_of_the_file_it_replaces) {
  const Folder folder;
  write_file(folder.at("f"), "old");
  fs::permissions(folder.at("f"), fs::perms::owner_read | fs::perms::owner_write);
  write_file(folder.at("f"), "new");
  EXPECT_EQ(fs::status(folder.at("f")).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST(File, that_cannot_be_written_is_named_with_the_reason_and_nothing_is_left) {
  const Folder folder;
  const auto list = problems_of<InvalidData>([&] { write_file(folder.at("none/f"), "x"); });
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].what, ProblemCode::unwritable_file);
  EXPECT_EQ(list[0].file, folder.at("none/f"));
  EXPECT_EQ(list[0].found, "No such file or directory");
  // The target is a folder: the rename fails, and the part is removed.
  fs::create_directories(folder.at("d"));
  EXPECT_TRUE(has(problems_of<InvalidData>([&] { write_file(folder.at("d"), "x"); }),
                  ProblemCode::unwritable_file));
  EXPECT_EQ(folder.files(), 1);
}

TEST(File, beyond_the_limit_or_not_there_is_refused) {
  const Folder folder;
  write_file(folder.at("f"), std::string(100'000, 'x'));
  EXPECT_EQ(read_file(folder.at("f"), 100'000).size(), 100'000u);
  EXPECT_TRUE(has(problems_of<InvalidData>([&] { (void)read_file(folder.at("f"), 99'999); }),
                  ProblemCode::too_large));
  EXPECT_TRUE(has(problems_of<InvalidData>([&] { (void)read_file(folder.at("g")); }),
                  ProblemCode::unreadable_file));
  EXPECT_TRUE(has(problems_of<InvalidData>([&] { (void)read_file(folder.path.string()); }),
                  ProblemCode::unreadable_file));
}
