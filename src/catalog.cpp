// The embedded law; the texts themselves are written by cmake/embed.cmake.
#include "tieuchi/catalog.hpp"

#include "tieuchi/exchange/json.hpp"

namespace tieuchi::inline v1::catalog {

namespace {

std::string_view text_of(std::string_view id) {
  std::string known;
  for (const auto& d : documents()) {
    if (d.id == id) return d.text;
    known += (known.empty() ? "" : ", ") + std::string(d.id);
  }
  throw UnknownCode({{.what = ProblemCode::unknown_code,
                      .file = "catalog",
                      .found = std::string(id),
                      .expected = "one of " + known}});
}

bool is(const Document& d, std::string_view format) {
  return d.text.substr(0, 200).find('"' + std::string(format) + '"') != std::string_view::npos;
}

std::vector<std::string> ids_of(std::string_view format) {
  std::vector<std::string> ids;
  for (const auto& d : documents()) {
    if (is(d, format)) ids.emplace_back(d.id);
  }
  std::ranges::sort(ids, [](const auto& a, const auto& b) { return natural_order(a, b) < 0; });
  return ids;
}

}  // namespace

std::vector<SetId> criteria_sets() {
  std::vector<SetId> ids;
  for (const auto& d : documents()) {
    if (is(d, "tieuchi-criteria-set")) ids.emplace_back(std::string(d.id));
  }
  std::ranges::sort(ids);
  return ids;
}

std::vector<std::string> programmes() { return ids_of("tieuchi-programme"); }
std::vector<std::string> recognition_rules() { return ids_of("tieuchi-recognition-rule"); }

CriteriaSet criteria_set(std::string_view id) { return json::read_criteria_set(text_of(id), id); }
RatingScheme rating_scheme(std::string_view id) {
  return json::read_rating_scheme(text_of(id), id);
}
RecognitionRule recognition_rule(std::string_view id) {
  return json::read_recognition_rule(text_of(id), id);
}
RevocationRule revocation_rule(std::string_view id) {
  return json::read_revocation_rule(text_of(id), id);
}
Programme programme(std::string_view id) { return json::read_programme(text_of(id), id); }

CriteriaSet in_force(Level level, std::string_view tier, Date on) {
  std::vector<CriteriaSet> found;
  std::string names;
  for (const auto& id : criteria_sets()) {
    // National sets carry no place in their id: vn-commune-2016, vn-commune-2021-advanced.
    if (!id.str().starts_with("vn-" + std::string(level_name(level)) + "-")) continue;
    CriteriaSet set = criteria_set(id.str());
    if (set.parts().tier != tier || !set.parts().in_force.contains(on)) continue;
    names += (names.empty() ? "" : ", ") + id.str();
    found.push_back(std::move(set));
  }
  if (found.size() != 1) {
    throw InvalidData({{.what = ProblemCode::no_set_in_force,
                        .code = std::string(level_name(level)) + " " + std::string(tier),
                        .found = on.str() + (names.empty() ? "" : ": " + names),
                        .expected = "exactly one national set in force"}});
  }
  return found.front();
}

}  // namespace tieuchi::inline v1::catalog
