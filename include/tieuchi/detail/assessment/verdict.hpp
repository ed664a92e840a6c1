// Bodies of assessment/verdict.hpp.
#pragma once

#include "tieuchi/assessment/verdict.hpp"

#include <array>
#include <string>

#include "tieuchi/detail/inline.hpp"

namespace tieuchi::inline v1 {

TIEUCHI_INLINE std::string word(Verdict verdict, Language language) {
  static constexpr std::array<std::array<const char*, 2>, 4> words{{{"đạt", "met"},
                                                                    {"chưa đạt", "not met"},
                                                                    {"không xét", "not applicable"},
                                                                    {"chưa xác định", "unknown"}}};
  return words.at(static_cast<std::size_t>(verdict))[language == Language::vi ? 0 : 1];
}

TIEUCHI_INLINE const char* symbol(Verdict verdict) {
  static constexpr std::array<const char*, 4> symbols{"✓", "✗", "–", "?"};
  return symbols.at(static_cast<std::size_t>(verdict));
}

TIEUCHI_INLINE std::string word(Reason reason, Language language) {
  static constexpr std::array<std::array<const char*, 2>, 25> words{{
      {"đạt theo số liệu", "met by value"},
      {"chưa tới mức quy định", "short of the threshold"},
      {"chưa thu thập số liệu", "not collected"},
      {"chưa báo cáo", "not reported"},
      {"chờ xác minh", "pending verification"},
      {"không công bố số liệu", "suppressed"},
      {"số liệu không hợp lệ", "invalid value"},
      {"số liệu đã cũ", "observation too old"},
      {"số liệu mâu thuẫn", "observations in conflict"},
      {"không xét theo quy định", "not applicable by rule"},
      {"không xét theo xác nhận", "not applicable as asserted"},
      {"chưa rõ nhóm địa bàn", "stratum missing"},
      {"không có mức quy định cho ngày này", "no threshold for this date"},
      {"thiếu số tham chiếu", "reference missing"},
      {"phân cấp, địa phương chưa quy định", "delegated and not set"},
      {"mức quy định chưa công bố", "not published"},
      {"mức quy định chưa kiểm chứng", "unverified threshold"},
      {"sai số máy tính", "numeric noise"},
      {"làm tròn theo quy định", "legal rounding"},
      {"cơ bản đạt", "basically met"},
      {"coi như đạt", "deemed met"},
      {"coi như chưa đạt", "deemed not met"},
      {"theo kết quả công bố", "declared"},
      {"suy từ tổng số", "implied by the count"},
      {"dùng số liệu năm trước", "carried forward"},
  }};
  return words.at(static_cast<std::size_t>(reason))[language == Language::vi ? 0 : 1];
}

}  // namespace tieuchi::inline v1
