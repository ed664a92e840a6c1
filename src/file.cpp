// POSIX, because the standard library cannot flush a file to the disk.
#include "tieuchi/exchange/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1 {

namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

[[noreturn]] void refuse(ProblemCode what, const std::string& path, std::string found,
                         std::string expected = {}) {
  throw InvalidData(
      {{.what = what, .file = path, .found = std::move(found), .expected = std::move(expected)}});
}

// Closes what is still open; a part that was not put in place is removed.
struct Part {
  std::string path;
  int handle = -1;
  bool done = false;
  ~Part() {
    if (handle >= 0) ::close(handle);
    if (!done && !path.empty()) ::unlink(path.c_str());
  }
};

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

std::error_code write_all(int handle, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(handle, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return last_error();
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

std::error_code flush(const std::string& path, int flags) {
  const int handle = ::open(path.c_str(), flags | O_CLOEXEC);
  if (handle < 0) return last_error();
  // Some file systems cannot flush a folder; its entry is then as safe as they make it.
  const bool failed = ::fsync(handle) != 0 && errno != EINVAL;
  const auto error = failed ? last_error() : std::error_code{};
  ::close(handle);
  return error;
}

}  // namespace

std::error_code put_in_place(const std::string& part, const std::string& target) {
  struct stat old {};
  if (::stat(target.c_str(), &old) == 0 && ::chmod(part.c_str(), old.st_mode & 07777) != 0)
    return last_error();
  if (const auto error = flush(part, O_RDONLY)) return error;
  if (::rename(part.c_str(), target.c_str()) != 0) return last_error();
  return flush(folder_of(target), O_RDONLY | O_DIRECTORY);
}

void write_file(const std::string& path, std::string_view bytes) {
  static std::atomic<unsigned> count{0};
  Part part{.path = path + ".part-" + std::to_string(::getpid()) + "-" + std::to_string(count++)};
  part.handle = ::open(part.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (part.handle < 0) {
    const auto error = last_error();
    part.path.clear();  // not ours
    refuse(ProblemCode::unwritable_file, path, error.message());
  }
  auto error = write_all(part.handle, bytes);
  const int handle = std::exchange(part.handle, -1);
  if (::close(handle) != 0 && !error) error = last_error();
  if (!error) error = put_in_place(part.path, path);
  if (error) refuse(ProblemCode::unwritable_file, path, error.message());
  part.done = true;
}

std::string read_file(const std::string& path, std::size_t at_most) {
  Part file;
  file.handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file.handle < 0) refuse(ProblemCode::unreadable_file, path, last_error().message());
  struct stat found {};
  if (::fstat(file.handle, &found) != 0)
    refuse(ProblemCode::unreadable_file, path, last_error().message());
  std::string bytes;
  if (found.st_size > 0) bytes.reserve(std::min(at_most, static_cast<std::size_t>(found.st_size)));
  // Read to the end, not to the size: a pipe has none.
  char block[1 << 16];
  for (;;) {
    const auto n = ::read(file.handle, block, sizeof block);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) refuse(ProblemCode::unreadable_file, path, last_error().message());
    if (n == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(n) > at_most) {
      refuse(ProblemCode::too_large, path, "more than " + std::to_string(at_most) + " bytes",
             "at most " + std::to_string(at_most) + " bytes");
    }
    bytes.append(block, static_cast<std::size_t>(n));
  }
}

}  // namespace tieuchi::inline v1
