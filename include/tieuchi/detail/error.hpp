// Bodies of error.hpp.
#pragma once

#include "tieuchi/error.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

namespace detail {

struct Wording {
  char family;  // A archives, C criteria, D data, I infeasible, N not enough, U names
  int number;
  const char* en;
  const char* vi;
};

inline const Wording& wording(ProblemCode code) {
  static constexpr std::array<Wording, 73> table{{
      {'C', 1, "stratum not declared by the set", "nhóm địa bàn không có trong bộ tiêu chí"},
      {'C', 2, "periods of validity overlap", "thời gian hiệu lực chồng nhau"},
      {'C', 3, "gap between periods of validity", "khoảng trống giữa các thời gian hiệu lực"},
      {'C', 4, "a group without members never passes", "nhóm không có thành phần"},
      {'C', 5, "a requirement cannot be negated", "không được phủ định một yêu cầu"},
      {'C', 6, "the slot is not delegated", "nội dung này không được phân cấp"},
      {'C', 7, "the value goes against the permitted direction", "giá trị trái chiều được phép"},
      {'C', 8, "the overlay predates its legal basis", "văn bản ra trước căn cứ pháp lý"},
      {'C', 9, "two instruments disagree on one slot", "hai văn bản quy định khác nhau"},
      {'C', 10, "no threshold cell for a stratum", "thiếu mức quy định cho một nhóm"},
      {'C', 11, "wrong number of threshold values", "sai số lượng giá trị ngưỡng"},
      {'C', 12, "k must lie between 1 and the number of members", "k phải từ 1 đến số thành phần"},
      {'C', 13, "number used twice", "số thứ tự bị trùng"},
      {'C', 14, "a number of the law must be text", "số hiệu phải là chữ, không phải số"},
      {'C', 15, "measure not declared by the set", "số liệu không được khai báo"},
      {'C', 16, "gap between bands", "khoảng trống giữa các hạng"},
      {'C', 17, "bands overlap", "các hạng chồng nhau"},
      {'C', 18, "field missing", "thiếu trường"},
      {'C', 19, "word not known here", "từ không hợp lệ"},
      {'C', 20, "value of the wrong type", "sai kiểu dữ liệu"},
      {'C', 21, "value out of range", "giá trị ngoài phạm vi"},
      {'C', 22, "the table of this text is not published: it cannot judge",
       "bảng tiêu chí chưa công bố: không thể đánh giá"},
      {'C', 23, "the rule is not in force on this date", "quy định không có hiệu lực vào ngày này"},
      {'C', 24, "field not known here", "trường không hợp lệ"},
      {'D', 1, "unknown unit", "không có đơn vị này"},
      {'D', 2, "unknown column", "không có cột này"},
      {'D', 3, "not a number", "không phải là số"},
      {'D', 4, "duplicate row", "dòng bị lặp"},
      {'D', 5, "mixed decimal marks in one column", "lẫn dấu thập phân trong một cột"},
      {'D', 6, "unknown stratum", "nhóm địa bàn không hợp lệ"},
      {'D', 7, "date outside the permitted period", "ngày ngoài thời gian cho phép"},
      {'D', 8, "total row", "dòng tổng cộng"},
      {'D', 9, "a share above 100 or below 0", "tỷ lệ ngoài khoảng 0–100"},
      {'D', 10, "number can be read in two ways", "số có thể hiểu theo hai cách"},
      {'D', 11, "date can be read in two ways", "ngày có thể hiểu theo hai cách"},
      {'D', 12, "not UTF-8 text", "văn bản không phải UTF-8"},
      {'D', 13, "spreadsheet error value", "lỗi của bảng tính"},
      {'D', 14, "an indicator number read as a decimal number loses digits",
       "số hiệu chỉ tiêu bị đọc thành số thập phân"},
      {'D', 15, "two values for one key", "hai giá trị cho một khóa"},
      {'D', 16, "no total gives this printed mean", "không tổng nào cho số bình quân này"},
      {'D', 17, "a share column lies entirely in [0, 1]", "cột tỷ lệ nằm trọn trong [0, 1]"},
      {'D', 18, "gap in a dated attribute", "khoảng trống thời gian của một thuộc tính"},
      {'D', 19, "overlap in a dated attribute", "chồng thời gian của một thuộc tính"},
      {'D', 20, "wrong size", "sai kích thước"},
      {'D', 21, "no criteria set in force on this date", "không có bộ tiêu chí hiệu lực"},
      {'D', 22, "another panel than the one that was judged", "không phải bảng đã đánh giá"},
      {'D', 23, "mark can be read in two ways", "ký hiệu có thể hiểu theo hai cách"},
      {'D', 24, "malformed text", "văn bản sai cú pháp"},
      {'D', 25, "larger than permitted", "vượt kích thước cho phép"},
      {'D', 26, "file cannot be read", "không đọc được tệp"},
      {'D', 27, "coverage below the required one", "mức bao phủ thấp hơn yêu cầu"},
      {'D', 28, "unit of the value not stated", "không rõ đơn vị đo"},
      {'U', 1, "unknown code", "mã không tồn tại"},
      {'N', 1, "too few observations", "quá ít quan sát"},
      {'N', 2, "too few dates", "quá ít mốc thời gian"},
      {'D', 29, "dates out of order", "các mốc thời gian sai thứ tự"},
      {'D', 30, "a unit stands in two places at one time", "một đơn vị thuộc hai nơi cùng lúc"},
      {'D', 31, "the year asked for is not after the last observed one",
       "năm dự báo không sau năm quan sát cuối"},
      {'D', 32, "not a cost", "không phải là chi phí"},
      {'D', 33, "works wait for each other", "các việc chờ lẫn nhau"},
      {'D', 34, "the shares of a unit do not sum to one",
       "các phần của một đơn vị không cộng thành một"},
      {'D', 35, "the unit does not exist on this date", "đơn vị không tồn tại vào ngày này"},
      {'I', 1, "the target is out of reach with these works",
       "không đạt được mục tiêu với các việc này"},
      {'I', 2, "the budget is too small", "kinh phí không đủ"},
      {'A', 1, "not an archive of tieuchi", "không phải tệp lưu trữ của tieuchi"},
      {'A', 2, "written in a newer format", "tệp thuộc định dạng mới hơn"},
      {'A', 3, "an archive of something else", "tệp lưu trữ nội dung khác"},
      {'A', 4, "damaged archive", "tệp lưu trữ bị hỏng"},
      {'D', 36, "file cannot be written", "không ghi được tệp"},
      {'C', 25, "an overlay may not change a verified figure of the text",
       "văn bản bổ sung không được thay số liệu đã kiểm chứng"},
      {'C', 26, "the slot is delegated to another body",
       "nội dung này được phân cấp cho cơ quan khác"},
      {'D', 38, "known on another day than the rules ask for",
       "được biết vào ngày khác với ngày mà bộ tiêu chí được lập để xét"},
      {'D', 37, "further problems, not listed", "còn vấn đề khác, không liệt kê"},
  }};
  static_assert(table.size() == static_cast<std::size_t>(ProblemCode::more_problems) + 1);
  return table.at(static_cast<std::size_t>(code));
}

}  // namespace detail

TIEUCHI_INLINE std::string Problem::id() const {
  const auto& w = detail::wording(what);
  std::string digits = std::to_string(w.number);
  std::string text = "TC-";
  text += w.family;
  text += '-';
  text.append(3 - digits.size(), '0').append(digits);
  return text;
}

TIEUCHI_INLINE std::string Problem::text(Language language) const {
  const bool vi = language == Language::vi;
  const auto& w = detail::wording(what);
  std::string line;
  if (!file.empty()) line += file + ": ";
  if (row > 0) line.append(vi ? "dòng " : "row ").append(std::to_string(row)).append(": ");
  if (!column.empty()) line.append(vi ? "cột " : "column ").append(column).append(": ");
  line.append("[").append(id()).append("] ").append(vi ? w.vi : w.en);
  if (!code.empty()) line.append(" (").append(code).append(")");
  if (!found.empty()) line.append(vi ? "; có: " : "; found: ").append(found);
  if (!expected.empty()) line.append(vi ? "; cần: " : "; expected: ").append(expected);
  return line;
}

TIEUCHI_INLINE Error::Error(std::vector<Problem> problems)
    : std::runtime_error([&] {
        std::string all;
        for (const auto& p : problems) {
          if (!all.empty()) all += '\n';
          all += p.text();
        }
        return all;
      }()),
      problems_(std::move(problems)) {}

}  // namespace tieuchi::inline v1
