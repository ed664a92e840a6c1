/// @file
/// Files whole or not at all. Compiled: target `tieuchi::archive`.
///
/// Everything the library writes to disk goes through here: into a new file beside the target,
/// flushed to the disk, then renamed over the target, and the folder flushed. A reader sees the old
/// file or the new one, also after a kill, a full disk or a loss of power. Where there is no POSIX
/// the standard library replaces the file as whole as its `rename` does, and nothing is flushed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

namespace tieuchi::inline v1 {

/// Replaces a file by these bytes. @throws InvalidData naming the file and the system's reason; the
/// old file is then as it was and nothing else is left behind.
void write_file(const std::string& path, std::string_view bytes);

/// The bytes of a file. @throws InvalidData if it cannot be read or holds more than `at_most`
/// bytes.
[[nodiscard]] std::string read_file(const std::string& path,
                                    std::size_t at_most = std::size_t{1} << 32);

/// The last step of `write_file`, for files that another library wrote: flushes `part`, which must
/// stand in the folder of `target`, gives it the mode of `target` where there is one, and renames
/// it.
[[nodiscard]] std::error_code put_in_place(const std::string& part, const std::string& target);

}  // namespace tieuchi::inline v1
