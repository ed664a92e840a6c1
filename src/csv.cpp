#include "tieuchi/exchange/csv.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <map>
#include <set>

#include "tieuchi/exchange/cell_words.hpp"
#include "tieuchi/vietnamese.hpp"

namespace tieuchi::inline v1::csv {

namespace {

// RFC 4180 with any one-byte separator; quotes may span lines.
Rows split(std::string_view text, char separator, const std::string& file, std::int64_t line) {
  Rows table;
  Problems problems;
  std::vector<std::string> row;
  std::string cell;
  bool quoted = false, some = false;
  bool closed = false;  // the cell was quoted, and its quote is closed
  std::int64_t start = line, opened = 0;
  const auto bad = [&](std::int64_t at, std::string_view found, const char* expected) {
    problems.add({.what = ProblemCode::malformed,
                  .file = file,
                  .row = at,
                  .found = vietnamese::excerpt(found),
                  .expected = expected});
  };
  const auto end_row = [&] {
    row.push_back(std::move(cell));
    cell.clear();
    const bool blank = std::ranges::all_of(row, &std::string::empty);
    if (!blank && table.header.empty())
      table.header = std::move(row);
    else if (!blank)
      table.rows.push_back(std::move(row)), table.lines.push_back(start);
    row.clear();
    some = closed = false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!some) start = line, some = true;
    if (c == '\n') ++line;
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"')
        cell += '"', ++i;
      else if (c == '"')
        quoted = false, closed = true;
      else
        cell += c;
    } else if (c == '"' && cell.empty() && !closed) {
      quoted = true, opened = line;
    } else if (c == separator) {
      row.push_back(std::move(cell));
      cell.clear();
      closed = false;
    } else if (c == '\n') {
      end_row();
    } else if (c != '\r') {
      if (closed && c != ' ' && c != '\t') {
        const auto rest =
            text.substr(i, text.substr(i).find_first_of(std::string{separator, '\n'}));
        bad(line, rest,
            "a separator after a closing quote; a quote inside quotes is written twice");
        closed = false;  // said once a cell
      }
      cell += c;
    }
  }
  if (quoted) bad(opened, cell, "a quote that is closed");
  if (!cell.empty() || !row.empty()) end_row();
  problems.raise<InvalidData>();
  return table;
}

// The separator that stands most often in the header, outside quotes.
char separator_of(std::string_view text) {
  std::array<int, 3> times{};
  constexpr std::string_view separators = ",;\t";
  bool quoted = false;
  for (const char c : text) {
    if (c == '\n' && !quoted) break;
    if (c == '"') quoted = !quoted;
    if (const auto at = separators.find(c); !quoted && at != std::string_view::npos) ++times[at];
  }
  return separators[static_cast<std::size_t>(std::ranges::max_element(times) - times.begin())];
}

std::string trim(std::string_view s) { return std::string(vietnamese::trim(s)); }

// What a text says about the decimal mark: '.', ',', '?' (one mark before three digits), 0 nothing.
char mark_of(std::string_view s) {
  const auto dots = std::ranges::count(s, '.'), commas = std::ranges::count(s, ',');
  if (dots && commas) return s.rfind('.') > s.rfind(',') ? '.' : ',';
  if (dots + commas == 0) return 0;
  if (dots > 1) return ',';  // 1.234.567: the point groups, so the comma is decimal
  if (commas > 1) return '.';
  const char mark = dots ? '.' : ',';
  const auto at = s.find(mark);
  const bool leading_zero = at == 1 && s[0] == '0';
  return s.size() - at - 1 == 3 && !leading_zero ? '?' : mark;
}

// Where a mark groups digits it does so in threes: 1.234.567, not 1.23.4567 and not 5,,5; and the
// decimal mark stands once, after every group.
bool is_well_grouped(std::string_view s, char mark) {
  const char group = mark == '.' ? ',' : '.';
  if (s.starts_with('-') || s.starts_with('+')) s.remove_prefix(1);
  const auto point = s.find(mark);
  if (point != std::string_view::npos && s.find_first_of(".,", point + 1) != std::string_view::npos)
    return false;
  s = s.substr(0, point);
  auto at = s.find(group);
  if (at == std::string_view::npos) return true;
  if (at == 0 || at > 3) return false;
  for (; at != std::string_view::npos; at = s.find(group)) {
    s.remove_prefix(at + 1);
    if (s.substr(0, s.find(group)).size() != 3) return false;
  }
  return true;
}

std::optional<double> number(std::string_view s, char mark) {
  if (!is_well_grouped(s.substr(0, s.find_first_of("eE")), mark)) return std::nullopt;
  std::string plain;
  for (char c : s) {
    if (c == mark)
      plain += '.';
    else if (c != (mark == '.' ? ',' : '.'))
      plain += c;
  }
  double value = 0;
  const auto r = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (r.ec != std::errc{} || r.ptr != plain.data() + plain.size()) return std::nullopt;
  return value;
}

bool is_numeric(std::string_view s) {
  return !s.empty() && s.find_first_not_of("0123456789.,-+") == std::string_view::npos &&
         s.find_first_of("0123456789") != std::string_view::npos;
}

std::optional<double> attained(const std::string& text) {
  // Programs write marks kept as truth values as True and FALSE.
  static const std::set<std::string> yes{"x", "đ", vietnamese::fold("đạt"), "1", "✓", "✔", "true"};
  static const std::set<std::string> no{"k",
                                        vietnamese::fold("kđ"),
                                        vietnamese::fold("K.Đạt"),
                                        vietnamese::fold("không đạt"),
                                        vietnamese::fold("chưa đạt"),
                                        "0",
                                        "✗",
                                        "false"};
  // And marks kept as numbers as 1.0 and 0.0.
  if (text == "1.0" || text == "1,0") return 1.0;
  if (text == "0.0" || text == "0,0") return 0.0;
  const std::string key = vietnamese::fold(text);
  if (yes.contains(key)) return 1.0;
  if (no.contains(key)) return 0.0;
  return std::nullopt;
}

// The shortest text of a number, without an exponent.
std::string plain(double value) {
  std::array<char, 400> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
  return {buffer.data(), end.ptr};
}

// The largest threshold of a measure in its own unit, over all strata and periods; 0 where there is
// none.
double largest_threshold(const CriteriaSet& set, const MeasureCode& measure) {
  namespace r = requirement;
  double largest = 0;
  const auto see = [&](double number) { largest = std::max(largest, number); };
  for (const auto& criterion : set.criteria()) {
    for (const auto& indicator : criterion.indicators) {
      const auto& asked = indicator.requirement;
      const auto reads = measures_of(asked);
      if (std::ranges::find(reads, measure) == reads.end()) continue;
      if (const auto* few = std::get_if<r::OfWhich>(&asked); few && few->small_if == measure) {
        see(few->small_limit.to_double());
        continue;
      }
      if (const auto* marks = std::get_if<r::PassMark>(&asked)) {
        for (const auto& part : marks->parts) {
          if (part.measure == measure) see(part.max.to_double());
        }
        continue;
      }
      // The numbers of these are factors, or of another measure.
      if (std::holds_alternative<r::RatioToSeries>(asked) ||
          std::holds_alternative<r::RatioToPast>(asked) ||
          std::holds_alternative<r::FactorOnThreshold>(asked)) {
        continue;
      }
      for (const auto& cell : indicator.cells) {
        for (const auto& number : cell.numbers) see(number.to_double());
      }
    }
  }
  return largest;
}

// What the numbers of one column are in: turns them into the measure's unit, and asks where they
// look as if they were in another one.
class Scale {
 public:
  Scale(const Measure& measure, const CriteriaSet& set, const ReadOptions& options)
      : measure_(measure),
        options_(options),
        as_written_(options.as_written.contains(measure.code)),
        in_millions_(measure.kind == MeasureKind::amount && measure.unit.vi.starts_with("triệu")) {
    // Shares and marks have a largest value of their own.
    if (measure.kind == MeasureKind::share || measure.kind == MeasureKind::attained) return;
    const double threshold = largest_threshold(set, measure.code);
    // Amounts in nghìn or tỷ đồng are a thousand times too large or too small, and those of the
    // poorest units still are a hundred times a threshold; other numbers may spread further.
    limit_ = threshold > 0 ? (in_millions_ ? 100 : 1000) * threshold : in_millions_ ? 1e5 : limit_;
    least_ = in_millions_ ? threshold / 100 : 0;
  }

  // Whether `in_unit` changes anything.
  [[nodiscard]] bool converts() const { return in_unit(1) != 1; }

  [[nodiscard]] double in_unit(double value, bool percent_sign = false) const {
    if (as_written_ || percent_sign) return value;
    if (measure_.kind == MeasureKind::share && options_.shares_are_fractions) return value * 100;
    return in_millions_ && options_.amounts_in_dong ? value / 1e6 : value;
  }

  // A valid value in the measure's unit, on a row of the table.
  void see(double value, bool percent_sign, std::int64_t row, double written) {
    ++values_;
    without_sign_ = without_sign_ || !percent_sign;
    above_one_ = above_one_ || value > 1;
    fraction_ = fraction_ || (value > 0 && value < 1);
    largest_ = std::max(largest_, value);
    if (value < limit_) return;
    if (large_++ == 0) first_large_ = row, large_value_ = written;
  }

  void ask(const std::string& header, Problems& problems) const {
    if (as_written_) return;
    const std::string meant = ", or the option as_written with " + measure_.code.str();
    if (measure_.kind == MeasureKind::share && values_ > 0 && without_sign_ && !above_one_ &&
        fraction_ && !options_.shares_are_fractions) {
      problems.add({.what = ProblemCode::share_as_fraction,
                    .file = options_.file,
                    .column = header,
                    .code = measure_.code.str(),
                    .found = "every value in [0, 1]",
                    .expected = "per cent, or the option shares_are_fractions" + meant});
    }
    if (large_ > 0) {
      std::string found = plain(large_value_);
      if (large_ > 1) found += " and " + std::to_string(large_ - 1) + " more as large";
      std::string expected =
          measure_.unit.vi.empty() ? "less than " : measure_.unit.vi + ", less than ";
      expected += plain(limit_);
      if (in_millions_ && !options_.amounts_in_dong) expected += ", or the option amounts_in_dong";
      problems.add({.what = ProblemCode::ambiguous_unit_of_value,
                    .file = options_.file,
                    .row = first_large_,
                    .column = header,
                    .code = measure_.code.str(),
                    .found = std::move(found),
                    .expected = expected + meant});
    }
    if (largest_ > 0 && largest_ < least_) {
      problems.add({.what = ProblemCode::ambiguous_unit_of_value,
                    .file = options_.file,
                    .column = header,
                    .code = measure_.code.str(),
                    .found = "no value above " + plain(largest_) + " " + measure_.unit.vi,
                    .expected = measure_.unit.vi + ", one of them " + plain(least_) + " or more" +
                                (options_.amounts_in_dong ? ", without amounts_in_dong" : "") +
                                meant});
    }
  }

 private:
  const Measure& measure_;
  const ReadOptions& options_;
  bool as_written_, in_millions_;
  double limit_ = std::numeric_limits<double>::infinity();
  double least_ = 0, largest_ = 0;
  std::size_t values_ = 0, large_ = 0;
  bool without_sign_ = false, above_one_ = false, fraction_ = false;
  std::int64_t first_large_ = 0;
  double large_value_ = 0;
};

void check_as_written(const CriteriaSet& set, const ReadOptions& options, Problems& problems) {
  for (const auto& code : options.as_written) {
    if (set.measure(code)) continue;
    problems.add({.what = ProblemCode::unknown_column,
                  .file = options.file,
                  .column = "as_written",
                  .found = code.str(),
                  .expected = "the code of a measure of " + set.id().str()});
  }
}

void require_utf8(std::string_view text, const std::string& file) {
  if (vietnamese::is_utf8(text)) return;
  throw InvalidData({{.what = ProblemCode::wrong_encoding,
                      .file = file,
                      .found = "bytes that are not UTF-8",
                      .expected = "UTF-8 (not TCVN3, VNI)"}});
}

// Every measure a header may stand for: by code, by indicator number, by name. Names are folded
// once a table.
class Candidates {
 public:
  Candidates(const CriteriaSet& set, const std::vector<RecognitionCondition>& conditions)
      : set_(set) {
    const auto name = [&](const Text& text, const std::vector<MeasureCode>& measures) {
      for (const auto& word : {vietnamese::fold(text.vi), vietnamese::fold(text.en)}) {
        if (!word.empty()) by_name_[word].insert(measures.begin(), measures.end());
      }
    };
    for (const auto& m : set.parts().measures) name(m.name, {m.code});
    for (const auto& c : set.criteria()) {
      for (const auto& i : c.indicators)
        name(i.name, by_number_[i.number.str()] = measures_of(i.requirement));
    }
    for (const auto& c : conditions) {
      codes_.insert(c.measure);
      name(c.name, {c.measure});
    }
  }

  [[nodiscard]] std::set<MeasureCode> of(const std::string& header) const {
    if (const MeasureCode code{header}; set_.measure(code) || codes_.contains(code)) return {code};
    if (const auto at = by_number_.find(header); at != by_number_.end())
      return {at->second.begin(), at->second.end()};
    const auto at = by_name_.find(vietnamese::fold(header));
    return at == by_name_.end() ? std::set<MeasureCode>{} : at->second;
  }

 private:
  const CriteriaSet& set_;
  std::set<MeasureCode> codes_;
  std::map<std::string, std::vector<MeasureCode>> by_number_;
  std::map<std::string, std::set<MeasureCode>> by_name_;
};

std::vector<ColumnMeaning> find_meanings(const std::vector<std::string>& header,
                                         const CriteriaSet& set, const ReadOptions& options,
                                         Problems& problems) {
  using Kind = ColumnMeaning::Kind;
  const Candidates candidates(set, options.conditions);
  std::vector<ColumnMeaning> out(header.size());
  // What the options say, by the text that headers have here.
  std::map<std::string, std::string> told;
  for (const auto& [name, means] : options.columns) told[trim(vietnamese::compose(name))] = means;
  std::set<std::string> seen;
  bool unit = false;
  const auto bad = [&](ProblemCode what, const std::string& name, std::string expected) {
    problems.add({.what = what,
                  .file = options.file,
                  .row = 1,
                  .column = name,
                  .found = name,
                  .expected = std::move(expected)});
  };
  for (std::size_t c = 0; c < header.size(); ++c) {
    const std::string name = trim(vietnamese::compose(header[c]));
    const auto said = told.find(name);
    const std::string& means = said == told.end() ? name : said->second;
    if (means.empty()) continue;  // without a header, or left out as asked
    if (!seen.insert(name).second) {
      const bool number = is_numeric(name);
      bad(number ? ProblemCode::number_is_float : ProblemCode::two_values, name,
          number ? "numbers as text: 17.1 and 17.10 are two indicators" : "each column once");
      continue;
    }
    if (means == options.unit_column || (said != told.end() && means == "unit")) {
      out[c].kind = Kind::unit, unit = true;
    } else if (means == "date") {
      out[c].kind = Kind::date;
    } else if (means == "name") {
      out[c].kind = Kind::name;
    } else if (!set.parts().dimension.empty() && means == set.parts().dimension.str()) {
      out[c].kind = Kind::stratum;
    } else {
      const auto found = candidates.of(means);
      if (found.size() == 1) {
        out[c] = {Kind::measure, *found.begin()};
        continue;
      }
      std::string list;
      for (const auto& m : found) list += (list.empty() ? "one of " : ", ") + m.str();
      bad(ProblemCode::unknown_column, name,
          found.empty() ? "a measure, or an indicator by number or name, of " + set.id().str() +
                              "; the option columns says what it is"
                        : list);
    }
  }
  std::map<MeasureCode, std::string> first;
  for (std::size_t c = 0; c < header.size(); ++c) {
    if (out[c].kind != Kind::measure) continue;
    const auto [at, fresh] = first.try_emplace(out[c].measure, header[c]);
    if (!fresh) {
      bad(ProblemCode::two_values, trim(header[c]),
          "each measure once; " + out[c].measure.str() + " also stands under " + at->second);
    }
  }
  if (!unit) {
    problems.add({.what = ProblemCode::missing_field,
                  .file = options.file,
                  .row = 1,
                  .column = options.unit_column,
                  .found = "no such column",
                  .expected = "a column of unit codes"});
  }
  return out;
}

class Reader {
 public:
  Reader(Rows table, const CriteriaSet& set, const Registry& registry, const ReadOptions& options)
      : set_(set), registry_(registry), options_(options), table_(std::move(table)) {
    for (std::size_t r = table_.lines.size(); r < table_.rows.size(); ++r) {
      table_.lines.push_back(std::int64_t(r) + 2);
    }
    for (const auto& c : options.conditions) {
      conditions_.emplace(
          c.measure, Measure{.code = c.measure, .kind = MeasureKind::attained, .name = c.name});
    }
    if (table_.rows.empty()) {
      bad(ProblemCode::wrong_size, 0, "", "", table_.header.empty() ? "0 rows" : "1 rows",
          "a header and at least one row");
      return;
    }
    check_as_written(set_, options_, problems_);
    read_header();
    read_rows();
    read_measures();
  }

  PanelData finish() {
    problems_.raise<InvalidData>();
    return std::move(data_);
  }

 private:
  void bad(ProblemCode what, std::int64_t line, std::string column, std::string code,
           const std::string& found, std::string expected) {
    problems_.add({.what = what,
                   .file = options_.file,
                   .row = line,
                   .column = std::move(column),
                   .code = std::move(code),
                   .found = vietnamese::excerpt(found),
                   .expected = std::move(expected)});
  }

  void read_header() {
    const auto list = find_meanings(table_.header, set_, options_, problems_);
    for (std::size_t c = 0; c < list.size(); ++c) {
      switch (list[c].kind) {
        case ColumnMeaning::Kind::unit:
          unit_at_ = c;
          break;
        case ColumnMeaning::Kind::date:
          date_at_ = c;
          break;
        case ColumnMeaning::Kind::name:
          name_at_ = c;
          break;
        case ColumnMeaning::Kind::stratum:
          stratum_at_ = c;
          break;
        case ColumnMeaning::Kind::measure:
          measures_.emplace_back(c, measure(list[c].measure));
          break;
        default:
          break;
      }
    }
  }

  [[nodiscard]] const Measure* measure(const MeasureCode& code) const {
    if (const Measure* m = set_.measure(code)) return m;
    return &conditions_.at(code);
  }

  [[nodiscard]] bool is_typed(std::size_t row, std::size_t column) const {
    return row < table_.typed.size() && column < table_.typed[row].size() &&
           table_.typed[row][column];
  }

  [[nodiscard]] std::string cell(std::size_t row, std::size_t column) const {
    return column < table_.rows[row].size() ? trim(table_.rows[row][column]) : std::string();
  }

  std::optional<Date> date_of(std::size_t row) {
    if (!date_at_) return options_.reference;
    const std::string text = cell(row, *date_at_);
    const auto complain = [&](ProblemCode what, std::string expected) {
      bad(what, table_.lines[row], "date", "", text, std::move(expected));
      return std::nullopt;
    };
    std::optional<Date> date = Date::parse(text);
    if (!date) {
      int part[3] = {0, 0, 0};
      const char* at = text.data();
      const char* end = at + text.size();
      for (int k = 0; k < 3; ++k) {
        const auto r = std::from_chars(at, end, part[k]);
        if (r.ec != std::errc{} || (k < 2 && (r.ptr == end || *r.ptr != '/')) ||
            (k == 2 && r.ptr != end)) {
          return complain(ProblemCode::ambiguous_date, "yyyy-mm-dd or dd/mm/yyyy");
        }
        at = r.ptr + 1;
      }
      if (part[2] < 100 || !detail::is_day(part[2], part[1], part[0])) {
        return complain(ProblemCode::ambiguous_date, "dd/mm/yyyy with four digits of the year");
      }
      date = Date(part[2], part[1], part[0]);
    }
    if (!set_.parts().in_force.contains(*date)) {
      return complain(ProblemCode::date_outside, "a day of " + set_.parts().in_force.str());
    }
    return date;
  }

  // Units that a code names: by itself, or one that lost its leading zeros.
  [[nodiscard]] std::vector<UnitIndex> named_by(const std::string& code) const {
    if (const auto u = registry_.find(UnitCode{code})) return {*u};
    const bool digits = !code.empty() && code.find_first_not_of("0123456789") == std::string::npos;
    std::vector<UnitIndex> padded;
    for (UnitIndex u = 0; digits && u < registry_.size(); ++u) {
      const std::string& full = registry_.unit(u).code.str();
      if (full.size() > code.size() && full.ends_with(code) &&
          full.find_first_not_of('0') == full.size() - code.size()) {
        padded.push_back(u);
      }
    }
    return padded;
  }

  std::optional<UnitIndex> unit_of(std::size_t row, const std::vector<UnitIndex>& named) {
    const std::string code = cell(row, *unit_at_);
    if (named.size() == 1) {
      const std::string& full = registry_.unit(named[0]).code.str();
      if (full != code) {
        data_.notes.push_back("row " + std::to_string(table_.lines[row]) + ": code " + code +
                              " read as " + full);
      }
      return named[0];
    }
    bad(ProblemCode::unknown_unit, table_.lines[row], options_.unit_column, "", code,
        named.empty() ? "a code of the registry" : "a code that only one unit ends in");
    return std::nullopt;
  }

  // A stratum is a fact of the registry: a table may repeat it, as of the row's day or of the day
  // judged, and may not say another one.
  void check_stratum(std::size_t row, UnitIndex unit, Date date) {
    const auto dimension = registry_.dimension(set_.parts().dimension);
    const std::string code = cell(row, *stratum_at_);
    if (!dimension || code.empty()) return;
    std::string known;
    for (const Date day : {date, options_.reference}) {
      const StratumIndex at = registry_.stratum(*dimension, unit, day);
      if (at == no_stratum) continue;
      known = registry_.strata(*dimension)[static_cast<std::size_t>(at)].str();
      if (known == code) return;
    }
    if (known.empty()) return;
    bad(ProblemCode::two_values, table_.lines[row], set_.parts().dimension.str(),
        registry_.unit(unit).code.str(), code, known + ", as in the registry");
  }

  // The words that make a row a total row: in place of the code or of the name, anywhere in a row
  // without a code. Empty where it is none.
  [[nodiscard]] std::string total_words(std::size_t row) const {
    const bool no_code = cell_word(cell(row, *unit_at_)) == CellWord::missing;
    for (std::size_t c = 0; c < table_.rows[row].size(); ++c) {
      if (!no_code && c != unit_at_ && c != name_at_) continue;
      if (std::string text = cell(row, c); cell_word(text) == CellWord::total) return text;
    }
    return {};
  }

  void read_rows() {
    if (!unit_at_) return;
    std::map<std::pair<UnitIndex, Date>, std::int64_t> seen;
    std::map<UnitIndex, std::size_t> place;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      // A row that names a unit of the registry is of that unit, whatever its name says.
      const auto named = named_by(cell(row, *unit_at_));
      if (const std::string total = named.empty() ? total_words(row) : ""; !total.empty()) {
        if (options_.skip_total_rows) {
          data_.notes.push_back("row " + std::to_string(table_.lines[row]) +
                                ": left out as a total row: " + vietnamese::excerpt(total));
        } else {
          bad(ProblemCode::total_row, table_.lines[row], "", "", total,
              "units only, or the option skip_total_rows");
        }
        continue;
      }
      if (table_.rows[row].size() != table_.header.size()) {
        bad(ProblemCode::wrong_size, table_.lines[row], "", "",
            std::to_string(table_.rows[row].size()) + " cells",
            std::to_string(table_.header.size()));
      }
      const auto unit = unit_of(row, named);
      const auto date = date_of(row);
      if (stratum_at_) {
        const std::string code = cell(row, *stratum_at_);  // an empty one says nothing
        if (!code.empty() && std::ranges::find(set_.parts().strata, StratumCode{code}) ==
                                 set_.parts().strata.end()) {
          std::string known;
          for (const auto& s : set_.parts().strata) known += (known.empty() ? "" : ", ") + s.str();
          bad(ProblemCode::unknown_stratum_value, table_.lines[row], set_.parts().dimension.str(),
              "", code, known);
        }
      }
      if (!unit || !date) continue;
      if (stratum_at_) check_stratum(row, *unit, *date);
      const auto [first, fresh] = seen.try_emplace({*unit, *date}, table_.lines[row]);
      if (!fresh) {
        bad(ProblemCode::duplicate_row, table_.lines[row], options_.unit_column, "",
            registry_.unit(*unit).code.str(), "once; also on row " + std::to_string(first->second));
        continue;
      }
      const auto [at, is_new] = place.try_emplace(*unit, data_.units.size());
      if (is_new) data_.units.push_back(*unit);
      keys_.push_back({row, at->second, *date});
    }
  }

  [[nodiscard]] std::string header(std::size_t m) const {
    return trim(table_.header[measures_[m].first]);
  }

  void read_measures() {
    // One decimal mark for the file: what any column says decides for all.
    std::set<char> marks;
    if (options_.decimal_mark) marks.insert(options_.decimal_mark);
    std::vector<std::set<char>> per_column(measures_.size());
    for (std::size_t m = 0; m < measures_.size(); ++m) {
      for (std::size_t row = 0; row < table_.rows.size(); ++row) {
        const std::string text = cell(row, measures_[m].first);
        if (is_numeric(text) && !is_typed(row, measures_[m].first))
          per_column[m].insert(mark_of(text));
      }
      per_column[m].erase(0);
      if (!options_.decimal_mark) {
        if (per_column[m].contains('.') && per_column[m].contains(',')) {
          bad(ProblemCode::mixed_decimal_marks, 0, header(m), measures_[m].second->code.str(),
              "12.5 and 12,5", "one mark");
        }
        for (char c : per_column[m])
          if (c != '?') marks.insert(c);
      }
    }
    mixed_ = marks.size() > 1;
    if (mixed_) {
      bool said = false;
      for (const auto& list : per_column) said = said || (list.contains('.') && list.contains(','));
      if (!said)
        bad(ProblemCode::mixed_decimal_marks, 0, "", "", "both in one file",
            "one mark in the file");
    }
    const char mark = marks.empty() ? '.' : *marks.begin();
    for (std::size_t m = 0; m < measures_.size(); ++m) {
      if (per_column[m].contains('?') && marks.empty()) {
        bad(ProblemCode::ambiguous_number, 0, header(m), measures_[m].second->code.str(),
            "one mark before three digits", "the option decimal_mark");
        continue;
      }
      read_measure(measures_[m].first, *measures_[m].second, mark, header(m));
    }
  }

  void read_measure(std::size_t at, const Measure& measure, char mark, const std::string& name) {
    std::map<Date, ColumnData> by_date;
    std::size_t yes = 0, no = 0, blank = 0;
    Scale scale(measure, set_, options_);
    // A cell without a mark on a sheet of marks; one that was empty in a column of truth values, or
    // that says "NA", is missing.
    const auto is_blank = [&](std::size_t row) {
      return !is_typed(row, at) && cell(row, at).empty();
    };
    for (const auto& key : keys_) {
      auto& column = by_date[key.date];
      if (column.values.empty()) {
        column = {.measure = measure.code,
                  .reference = key.date,
                  .values = std::vector<double>(data_.units.size(), 0.0),
                  .states = std::vector<std::uint8_t>(data_.units.size(),
                                                      std::uint8_t(Observed::not_collected)),
                  .evidence = options_.evidence,
                  .recorded = {},
                  .source = options_.source};
      }
      std::string text = cell(key.row, at);
      blank += is_blank(key.row);
      const CellWord word = is_numeric(text) ? CellWord::other : cell_word(text);
      if (word == CellWord::missing) continue;
      const auto line = table_.lines[key.row];
      const auto complain = [&](ProblemCode what, std::string expected) {
        bad(what, line, name, registry_.unit(data_.units[key.place]).code.str(), text,
            std::move(expected));
      };
      if (text[0] == '#') {
        complain(ProblemCode::spreadsheet_error, "a value");
        continue;
      }
      if (word == CellWord::not_applicable) {
        column.states[key.place] = std::uint8_t(Observed::not_applicable);
        continue;
      }
      std::optional<double> value;
      char point = is_typed(key.row, at) ? '.' : mark;
      // Mixed marks are told of the column: its cells are read on for what else is wrong.
      if (mixed_ && mark_of(text) == (mark == '.' ? ',' : '.')) point = mark_of(text);
      if (measure.kind == MeasureKind::attained) {
        if (vietnamese::fold(text) == "cđ") {
          complain(ProblemCode::ambiguous_mark, "\"Chưa đạt\" or \"cơ bản đạt\" written out");
          continue;
        }
        value = attained(text);
        no += value == 0.0, yes += value == 1.0;
        if (!value) {
          complain(ProblemCode::unknown_word, "x, Đ, Đạt, 1 or K, KĐ, Chưa đạt, 0");
          continue;
        }
      } else {
        const bool percent = text.back() == '%' && measure.kind == MeasureKind::share;
        if (percent) text = trim(std::string_view(text).substr(0, text.size() - 1));
        value = is_numeric(text) ? number(text, point) : std::nullopt;
        if (!value) {
          complain(ProblemCode::not_a_number, "a number such as 12" + std::string(1, mark) + "5");
          continue;
        }
        const double written = *value;
        value = scale.in_unit(written, percent);
        if (!(*value >= measure.smallest() && *value <= measure.largest())) {
          complain(measure.kind == MeasureKind::share ? ProblemCode::share_above_100
                                                      : ProblemCode::value_out_of_range,
                   measure.kind == MeasureKind::share ? "0 to 100" : "0 or more");
          continue;
        }
        scale.see(*value, percent, line, written);
      }
      column.values[key.place] = *value;
      column.states[key.place] = std::uint8_t(Observed::value);
    }
    if (yes > 0 && no == 0 && blank > 0) {
      if (options_.blank_marks == BlankMarks::ask) {
        bad(ProblemCode::ambiguous_mark, 0, name, measure.code.str(), "marks and blanks only",
            "\"not attained\" written out, or the option blank_marks");
      }
      for (const auto& key : keys_) {
        if (options_.blank_marks != BlankMarks::not_attained || !is_blank(key.row)) continue;
        by_date[key.date].values[key.place] = 0.0;
        by_date[key.date].states[key.place] = std::uint8_t(Observed::value);
      }
    }
    scale.ask(name, problems_);
    for (auto& [date, column] : by_date) data_.columns.push_back(std::move(column));
  }

  struct Key {
    std::size_t row, place;
    Date date;
  };
  const CriteriaSet& set_;
  const Registry& registry_;
  const ReadOptions& options_;
  Problems problems_;
  Rows table_;
  std::optional<std::size_t> unit_at_, date_at_, name_at_, stratum_at_;
  bool mixed_ = false;
  std::map<MeasureCode, Measure> conditions_;
  std::vector<std::pair<std::size_t, const Measure*>> measures_;
  std::vector<Key> keys_;
  PanelData data_;
};

}  // namespace

const std::string& Rows::at(std::size_t row, std::string_view column) const {
  static const std::string nothing;
  const auto c = std::ranges::find(header, column);
  if (c == header.end()) {
    throw UnknownCode({{.what = ProblemCode::unknown_column,
                        .found = std::string(column),
                        .expected = "a header of the table"}});
  }
  const auto at = static_cast<std::size_t>(c - header.begin());
  return at < rows[row].size() ? rows[row][at] : nothing;
}

Rows read_rows(std::string_view text, std::string_view file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  require_utf8(text, std::string(file));
  const std::string composed = vietnamese::compose(text);
  // "sep=;" on the first line is how Excel is told the separator.
  std::string_view body = composed;
  char separator = 0;
  if (const auto first = vietnamese::trim(body.substr(0, body.find('\n')));
      first.size() == 5 && first.starts_with("sep=")) {
    separator = first[4];
    body.remove_prefix(std::min(body.size(), body.find('\n') + 1));
  }
  Rows table =
      split(body, separator ? separator : separator_of(body), std::string(file), separator ? 2 : 1);
  if (table.header.empty()) {
    throw InvalidData({{.what = ProblemCode::wrong_size,
                        .file = std::string(file),
                        .found = "an empty table",
                        .expected = "a header"}});
  }
  return table;
}

std::vector<ColumnMeaning> meanings(const std::vector<std::string>& header, const CriteriaSet& set,
                                    const ReadOptions& options) {
  Problems problems;
  auto out = find_meanings(header, set, options, problems);
  problems.raise<InvalidData>();
  return out;
}

std::vector<std::vector<double>> in_units(std::span<const NumberColumn> columns,
                                          const CriteriaSet& set, const ReadOptions& options) {
  Problems problems;
  check_as_written(set, options, problems);
  std::vector<std::vector<double>> out;
  for (const auto& c : columns) {
    const Measure* measure = set.measure(c.measure);
    // What recognition asks beside the criteria is a mark: there is nothing to convert.
    const auto asked = [&](const RecognitionCondition& x) { return x.measure == c.measure; };
    if (!measure && std::ranges::any_of(options.conditions, asked)) {
      out.emplace_back();
      continue;
    }
    if (!measure) {
      problems.add({.what = ProblemCode::unknown_column,
                    .file = options.file,
                    .column = c.header,
                    .found = c.measure.str(),
                    .expected = "a measure of " + set.id().str()});
      continue;
    }
    Scale scale(*measure, set, options);
    std::vector<double> converted;
    if (scale.converts()) converted.assign(c.values.begin(), c.values.end());
    for (std::size_t row = 0; row < c.values.size(); ++row) {
      if (!c.states.empty() && c.states[row] != std::uint8_t(Observed::value)) continue;
      const double value = scale.in_unit(c.values[row]);
      if (!converted.empty()) converted[row] = value;
      if (value >= measure->smallest() && value <= measure->largest()) {
        scale.see(value, false, std::int64_t(row) + 1, c.values[row]);
      }
    }
    scale.ask(c.header, problems);
    out.push_back(std::move(converted));
  }
  problems.raise<InvalidData>();
  return out;
}

PanelData read_panel(Rows table, const CriteriaSet& set, const Registry& registry,
                     const ReadOptions& options) {
  const auto compose = [&](std::vector<std::string>& row) {
    for (auto& text : row) require_utf8(text, options.file), text = vietnamese::compose(text);
  };
  compose(table.header);
  for (auto& row : table.rows) compose(row);
  return Reader(std::move(table), set, registry, options).finish();
}

PanelData read_panel(std::string_view text, const CriteriaSet& set, const Registry& registry,
                     const ReadOptions& options) {
  return Reader(read_rows(text, options.file), set, registry, options).finish();
}

std::vector<std::vector<NumberCell>> read_numbers(
    const std::vector<std::vector<std::string>>& columns) {
  const auto mantissa = [](std::string_view text) {
    return text.substr(0, text.find_first_of("eE"));
  };
  std::vector<std::vector<std::string>> texts(columns.size());
  std::vector<std::set<char>> marks(columns.size());
  std::set<char> all;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (const auto& cell : columns[c]) {
      const auto& text = texts[c].emplace_back(trim(vietnamese::compose(cell)));
      if (is_numeric(mantissa(text))) marks[c].insert(mark_of(mantissa(text)));
    }
    for (char m : {char{}, '?'}) marks[c].erase(m);
    all.insert(marks[c].begin(), marks[c].end());
  }
  std::vector<std::vector<NumberCell>> out(columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (const auto& text : texts[c]) {
      auto& cell = out[c].emplace_back();
      if (text.empty()) continue;
      const char mark = is_numeric(mantissa(text)) ? mark_of(mantissa(text)) : char{};
      if (mark == '?' && marks[c].empty()) {
        cell.problem = ProblemCode::ambiguous_number;
      } else if (mark != 0 && all.size() > 1) {
        cell.problem = ProblemCode::mixed_decimal_marks;
      } else {
        if (is_numeric(mantissa(text)))
          cell.value = number(text, marks[c].empty() ? '.' : *marks[c].begin());
        if (!cell.value) cell.problem = ProblemCode::not_a_number;
      }
    }
  }
  return out;
}

std::string escape(std::string_view cell) {
  std::string text(cell);
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) {
    text.insert(0, "'");
  }
  if (text.find_first_of(",;\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string write(const Assessment& result, const Registry& registry, Language language) {
  const auto& rules = result.rules();
  std::string out = "unit,name";
  for (std::size_t c = 0; c < result.criteria(); ++c)
    out += "," + escape(rules.criterion(c).number.str());
  out += ",met_least,met_most,applicable_least,applicable_most\n";
  for (std::size_t row = 0; row < result.size(); ++row) {
    const UnitIndex u = result.unit(row);
    out += escape(registry.unit(u).code.str()) + "," + escape(registry.name(u, rules.as_of()));
    for (std::size_t c = 0; c < result.criteria(); ++c) {
      out += "," + escape(word(result.cell(c, row).verdict(), language));
    }
    const Interval met = result.met(row), applicable = result.applicable(row);
    for (int n : {met.least, met.most, applicable.least, applicable.most})
      out += "," + std::to_string(n);
    out += "\n";
  }
  return out;
}

}  // namespace tieuchi::inline v1::csv
