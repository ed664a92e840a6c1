// The only user of Boost.Serialization: text archives without their header, inside an envelope of
// our own.
//
// Only numbers and texts are written, never classes: no class information, no tracking, no library
// version enters the bytes, so that every version of Boost writes and reads the same.
#include "tieuchi/exchange/archive.hpp"

#include <boost/archive/text_iarchive.hpp>
#include <boost/archive/text_oarchive.hpp>
#include <boost/crc.hpp>

#include <charconv>
#include <istream>
#include <locale>
#include <ostream>
#include <streambuf>

#include "tieuchi/vietnamese.hpp"

namespace tieuchi::inline v1::archive {

namespace {

constexpr std::string_view magic = "tieuchi-archive";
constexpr unsigned plain =
    boost::archive::no_header | boost::archive::no_codecvt | boost::archive::no_tracking;

[[noreturn]] void refuse(ProblemCode what, std::string_view file, std::string found,
                         std::string expected) {
  throw ArchiveError({{.what = what,
                       .file = std::string(file),
                       .found = std::move(found),
                       .expected = std::move(expected)}});
}

std::uint64_t checksum(std::string_view bytes) {
  boost::crc_optimal<64, 0x42F0E1EBA9EA3693, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, true, true>
      crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

// Appends to a string: a string stream would hold everything twice.
class StringSink : public std::streambuf {
 public:
  explicit StringSink(std::string& out) : out_(out) {}

 private:
  int_type overflow(int_type c) override {
    if (c != traits_type::eof()) out_ += traits_type::to_char_type(c);
    return traits_type::not_eof(c);
  }
  std::streamsize xsputn(const char* s, std::streamsize n) override {
    out_.append(s, static_cast<std::size_t>(n));
    return n;
  }
  std::string& out_;
};

// Reads a view in place, and can look ahead.
class ViewSource : public std::streambuf {
 public:
  explicit ViewSource(std::string_view in) {
    char* begin = const_cast<char*>(in.data());  // a get area is never written to
    setg(begin, begin, begin + in.size());
  }
  [[nodiscard]] std::string_view rest() const {
    return {gptr(), static_cast<std::size_t>(egptr() - gptr())};
  }
};

struct Envelope {
  Kind kind;
  std::string_view body;
  int format;
};

// Everything that can be checked without reading the body.
Envelope envelope_of(std::string_view bytes, std::string_view file) {
  const auto end = bytes.substr(0, 256).find('\n');
  if (!bytes.starts_with(magic) || end == std::string_view::npos) {
    refuse(ProblemCode::not_an_archive, file, std::to_string(bytes.size()) + " bytes",
           "a first line that begins with " + std::string(magic));
  }
  std::string_view line = bytes.substr(magic.size(), end - magic.size());
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const auto space = std::min(line.find(' ', 1), line.size());
    if (line[0] != ' ' || space == 1) break;
    words.push_back(line.substr(1, space - 1));
    line.remove_prefix(space);
  }
  const auto whole = [&](std::size_t w, int base, std::uint64_t& out) {
    if (w >= words.size()) return false;
    const auto r = std::from_chars(words[w].data(), words[w].data() + words[w].size(), out, base);
    return r.ec == std::errc{} && r.ptr == words[w].data() + words[w].size();
  };
  std::uint64_t written = 0, length = 0, sum = 0;
  const bool has_format = whole(0, 10, written) && written > 0;
  if (has_format && written > format) {
    refuse(ProblemCode::newer_archive, file, "format " + std::to_string(written),
           "format " + std::to_string(format) + " or older");
  }
  std::optional<Kind> kind;
  for (int k = 0; words.size() > 1 && k < kinds; ++k) {
    if (name(static_cast<Kind>(k)) == words[1]) kind = static_cast<Kind>(k);
  }
  if (!has_format || words.size() != 4 || !line.empty() || !kind || !whole(2, 10, length) ||
      words[3].size() != 16 || !whole(3, 16, sum)) {
    refuse(ProblemCode::not_an_archive, file, vietnamese::excerpt(bytes.substr(0, end)),
           "format, kind, length and checksum");
  }
  const std::string_view body = bytes.substr(end + 1);
  if (body.size() != length) {
    refuse(ProblemCode::damaged_archive, file, std::to_string(body.size()) + " bytes",
           std::to_string(length));
  }
  if (checksum(body) != sum)
    refuse(ProblemCode::damaged_archive, file, "another checksum", std::string(words[3]));
  return {*kind, body, static_cast<int>(written)};
}

}  // namespace

Kind kind_of(std::string_view bytes, std::string_view file) {
  return envelope_of(bytes, file).kind;
}

std::string seal(Kind kind, Record record) {
  std::string body;
  std::size_t size = 22 * record.numbers.size() + 64;
  for (const auto& t : record.texts) size += t.size() + 22;
  body.reserve(size + 128);
  // The first line goes before, in a place of known width: length and sum are known only
  // afterwards.
  const std::string first =
      std::string(magic) + " " + std::to_string(format) + " " + std::string(name(kind)) + " ";
  const std::size_t at = first.size();
  constexpr std::size_t width = 20 + 1 + 16 + 1;
  body.append(first).append(width, ' ');
  {
    StringSink sink(body);
    std::ostream out(&sink);
    out.imbue(std::locale::classic());
    boost::archive::text_oarchive archive(out, plain);
    const std::uint64_t n_numbers = record.numbers.size(), n_texts = record.texts.size();
    archive << n_numbers << n_texts;
    for (const auto n : record.numbers) archive << n;
    for (auto& t : record.texts) {
      archive << t;
      std::string().swap(t);  // never twice in memory
    }
  }
  const std::size_t start = at + width;
  const std::string length = std::to_string(body.size() - start);
  std::string sum(16, '0');
  auto crc = checksum(std::string_view(body).substr(start));
  for (std::size_t k = 16; k-- > 0; crc >>= 4) sum[k] = "0123456789abcdef"[crc & 15];
  const std::string rest = length + " " + sum + "\n";
  body.replace(at, width, rest);
  return body;
}

Record unseal(std::string_view bytes, Kind kind, std::string_view file) {
  const Envelope found = envelope_of(bytes, file);
  if (found.kind != kind) {
    refuse(ProblemCode::other_archive, file, std::string(name(found.kind)),
           std::string(name(kind)));
  }
  ViewSource source(found.body);
  std::istream in(&source);
  in.imbue(std::locale::classic());
  const auto broken = [&](const char* expected) {
    refuse(ProblemCode::damaged_archive, file,
           "byte " + std::to_string(found.body.size() - source.rest().size()), expected);
  };
  try {
    boost::archive::text_iarchive archive(in, plain);
    std::uint64_t n_numbers = 0, n_texts = 0;
    archive >> n_numbers >> n_texts;
    // A number takes two bytes at least, a text three.
    const std::uint64_t room = source.rest().size();
    if (n_numbers > room / 2 || n_texts > room / 3 || 2 * n_numbers + 3 * n_texts > room)
      broken("as many parts as there are bytes");
    Record record;
    record.written = found.format;
    record.numbers.resize(n_numbers);
    for (auto& n : record.numbers) archive >> n;
    record.texts.resize(n_texts);
    for (auto& t : record.texts) {
      // Boost resizes to whatever the length says: look at it first.
      std::string_view next = source.rest();
      while (next.starts_with(' ')) next.remove_prefix(1);
      std::uint64_t length = 0;
      const auto r = std::from_chars(next.data(), next.data() + next.size(), length);
      if (r.ec != std::errc{} || length > next.size()) broken("a text within the file");
      archive >> t;
      if (!in.good() && !t.empty()) broken("a text within the file");
    }
    if (source.rest() != "\n") broken("the end of the file");
    return record;
  } catch (const boost::archive::archive_exception&) {
    broken("a number or a text");
  }
  return {};
}

}  // namespace tieuchi::inline v1::archive
