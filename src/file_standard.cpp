// What file.cpp does where there is no POSIX, by the standard library alone. Files are replaced
// whole where renaming replaces; nothing flushes them to the disk.
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <random>

#include "tieuchi/error.hpp"
#include "tieuchi/exchange/file.hpp"

namespace tieuchi::inline v1 {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(ProblemCode what, const std::string& path, std::string found,
                         std::string expected = {}) {
  throw InvalidData(
      {{.what = what, .file = path, .found = std::move(found), .expected = std::move(expected)}});
}

std::error_code last_error() { return {errno ? errno : EIO, std::generic_category()}; }

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

std::error_code write_new(const std::string& path, std::string_view bytes) {
  errno = 0;
  File file(std::fopen(path.c_str(), "wbx"));
  if (!file) return last_error();
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
  std::error_code error;
  if (!written) error = last_error();
  if (std::fclose(file.release()) != 0 && !error) error = last_error();
  std::error_code ignored;
  if (error) fs::remove(path, ignored);
  return error;
}

}  // namespace

std::error_code put_in_place(const std::string& part, const std::string& target) {
  std::error_code error;
  const auto old = fs::status(target, error);
  if (fs::exists(old)) {
    fs::permissions(part, old.permissions(), error);
    if (error) return error;
  }
  fs::rename(part, target, error);
  return error;
}

void write_file(const std::string& path, std::string_view bytes) {
  // No process has a number here: programs that write the same file are told apart by chance.
  static const unsigned program = std::random_device{}();
  static std::atomic<unsigned> count{0};
  const std::string part =
      path + ".part-" + std::to_string(program) + "-" + std::to_string(count++);
  auto error = write_new(part, bytes);
  if (!error) {
    error = put_in_place(part, path);
    std::error_code ignored;
    if (error) fs::remove(part, ignored);
  }
  if (error) refuse(ProblemCode::unwritable_file, path, error.message());
}

std::string read_file(const std::string& path, std::size_t at_most) {
  errno = 0;
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) refuse(ProblemCode::unreadable_file, path, last_error().message());
  std::string bytes;
  char block[1 << 16];
  for (;;) {
    const std::size_t n = std::fread(block, 1, sizeof block, file.get());
    if (bytes.size() + n > at_most) {
      refuse(ProblemCode::too_large, path, "more than " + std::to_string(at_most) + " bytes",
             "at most " + std::to_string(at_most) + " bytes");
    }
    bytes.append(block, n);
    if (n == sizeof block) continue;
    if (std::ferror(file.get())) refuse(ProblemCode::unreadable_file, path, last_error().message());
    return bytes;
  }
}

}  // namespace tieuchi::inline v1
