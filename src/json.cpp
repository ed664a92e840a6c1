// The only user of nlohmann-json.
#include "tieuchi/exchange/json.hpp"
#include "tieuchi/detail/overloaded.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <set>

#include "tieuchi/assessment/coverage.hpp"
#include "tieuchi/vietnamese.hpp"

namespace tieuchi::inline v1::json {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t largest_text = 256u << 20, largest_string = 1u << 20, deepest = 64;

// ---------------------------------------------------------------------------- parsing, guarded

// A document whose end takes no memory: nlohmann's own destructor copies what is nested into a
// vector, and an exception there ends the program.
class Tree {
 public:
  // Nothing here throws: nlohmann's iterators do so only for two containers compared.
  Tree() = default;  // NOLINT(bugprone-exception-escape)
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  ~Tree() { dissolve(json); }  // NOLINT(bugprone-exception-escape)
  Json json;

 private:
  static void dissolve(Json& node) {  // no deeper than `deepest`
    if (!node.is_structured()) return;
    for (Json& child : node) dissolve(child);
    node.clear();
  }
};

// Builds the document while it guards depth, string length and keys used twice.
class Guard : public nlohmann::json_sax<Json> {
 public:
  explicit Guard(Tree& tree) : root_(tree.json) {}
  bool null() override { return put(nullptr); }
  bool boolean(bool v) override { return put(v); }
  bool number_integer(number_integer_t v) override { return put(v); }
  bool number_unsigned(number_unsigned_t v) override { return put(v); }
  bool number_float(number_float_t v, const string_t& /*text*/) override { return put(v); }
  bool string(string_t& v) override {
    return v.size() > largest_string ? refuse("a string of " + std::to_string(v.size()) + " bytes")
                                     : put(v);
  }
  bool binary(binary_t& /*v*/) override { return refuse("binary data"); }
  bool start_object(std::size_t /*size*/) override { return open(Json::object()); }
  bool start_array(std::size_t /*size*/) override { return open(Json::array()); }
  bool key(string_t& name) override {
    if (name.size() > largest_string) return refuse("a key of " + std::to_string(name.size()));
    if (!keys_.back().insert(name).second) return refuse("key \"" + name + "\" twice");
    key_ = name;
    return true;
  }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t at, const std::string& /*token*/,
                   const Json::exception& e) override {
    return refuse("at byte " + std::to_string(at) + ": " + e.what());
  }
  [[nodiscard]] const std::string& refusal() const { return refusal_; }

 private:
  bool refuse(std::string why) {
    refusal_ = std::move(why);
    return false;
  }
  Json* place(Json&& value) {
    if (stack_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& top = *stack_.back();
    if (top.is_array()) {
      top.push_back(std::move(value));
      return &top.back();
    }
    // ordered_json looks keys up linearly; they are known to be new.
    auto& list = static_cast<std::vector<std::pair<const std::string, Json>>&>(
        top.get_ref<Json::object_t&>());
    if (list.size() == list.capacity()) grow(list);
    list.emplace_back(key_, std::move(value));
    return &list.back().second;
  }
  // Its keys are const, so that a vector that grows would copy whole subtrees: they are swapped
  // over instead.
  static void grow(std::vector<std::pair<const std::string, Json>>& list) {
    std::vector<std::pair<const std::string, Json>> larger;
    larger.reserve(2 * list.size() + 4);
    for (const auto& [key, unused] : list) larger.emplace_back(key, nullptr);
    for (std::size_t k = 0; k < list.size(); ++k) larger[k].second.swap(list[k].second);
    list.swap(larger);
  }
  template <class T>
  bool put(T&& value) {
    place(Json(std::forward<T>(value)));
    return true;
  }
  bool open(Json&& empty) {
    if (stack_.size() >= deepest) return refuse("nesting deeper than " + std::to_string(deepest));
    stack_.push_back(place(std::move(empty)));
    keys_.emplace_back();
    return true;
  }
  bool close() {
    stack_.pop_back();
    keys_.pop_back();
    return true;
  }

  Json& root_;
  std::vector<Json*> stack_;
  std::vector<std::set<std::string>> keys_;
  std::string key_, refusal_;
};

template <class E>
void parse(std::string_view text, std::string_view file, Tree& tree) {
  const auto fail = [&](ProblemCode what, const std::string& found, const char* expected) {
    throw E({{.what = what, .file = std::string(file), .found = found, .expected = expected}});
  };
  if (text.size() > largest_text) {
    fail(ProblemCode::too_large, std::to_string(text.size()) + " bytes", "at most 256 MB");
  }
  Guard guard(tree);
  if (!Json::sax_parse(text.begin(), text.end(), &guard)) {
    fail(ProblemCode::malformed, vietnamese::excerpt(guard.refusal(), 300), "strict JSON");
  }
}

// ---------------------------------------------------------------------------- reading, all
// problems

struct Context {
  std::string file;
  Problems problems;
};

// One value of the document with its place; every complaint goes to the context.
class In {
 public:
  In(const Json& json, std::string place, Context& context)
      : json_(&json), place_(std::move(place)), context_(&context) {}

  void bad(ProblemCode what, std::string found, std::string expected) const {
    context_->problems.add({.what = what,
                            .file = context_->file,
                            .column = place_,
                            .found = std::move(found),
                            .expected = std::move(expected)});
  }
  // The allowed fields; "not" has an error of its own.
  void only(std::initializer_list<std::string_view> fields) const {
    if (!json_->is_object()) return bad(ProblemCode::wrong_type, json_->type_name(), "an object");
    for (const auto& [key, value] : json_->items()) {
      if (key == "not") {
        at(key).bad(ProblemCode::negation, key, "at_most, at_least or a condition that applies");
      } else if (std::ranges::find(fields, key) == fields.end()) {
        at(key).bad(ProblemCode::unknown_field, vietnamese::excerpt(key), "a field of the format");
      }
    }
  }
  [[nodiscard]] bool has(const std::string& key) const {
    return json_->is_object() && json_->contains(key);
  }
  [[nodiscard]] In at(const std::string& key) const {
    static const Json nothing;
    const auto found = json_->is_object() ? json_->find(key) : json_->end();
    const bool there = json_->is_object() && found != json_->end();
    return In(there ? *found : nothing, place_.empty() ? key : place_ + "." + key, *context_);
  }
  // A required field.
  [[nodiscard]] In need(const std::string& key) const {
    if (!has(key)) at(key).bad(ProblemCode::missing_field, "nothing", "this field");
    return at(key);
  }
  [[nodiscard]] bool present() const { return !json_->is_null(); }

  [[nodiscard]] std::string text() const {
    if (json_->is_string()) return json_->get<std::string>();
    if (present()) {
      bad(json_->is_number() ? ProblemCode::number_not_text : ProblemCode::wrong_type,
          vietnamese::excerpt(json_->dump()), "text");
    }
    return {};
  }
  [[nodiscard]] std::string text(const std::string& key) const { return need(key).text(); }
  [[nodiscard]] std::string text_or(const std::string& key, std::string other) const {
    return has(key) ? at(key).text() : std::move(other);
  }
  [[nodiscard]] Text both(const std::string& key) const {
    if (!has(key)) return {};
    at(key).only({"vi", "en"});
    return {at(key).text_or("vi", ""), at(key).text_or("en", "")};
  }
  [[nodiscard]] Decimal decimal() const {
    const auto d = json_->is_number() ? Decimal::from_double(json_->get<double>()) : std::nullopt;
    if (d) return *d;
    if (present()) bad(ProblemCode::wrong_type, vietnamese::excerpt(json_->dump()), "a number");
    return {};
  }
  [[nodiscard]] int whole() const {
    if (json_->is_number_integer() && json_->get<double>() >= -1e9 && json_->get<double>() <= 1e9) {
      return json_->get<int>();
    }
    if (present())
      bad(ProblemCode::wrong_type, vietnamese::excerpt(json_->dump()), "a whole number");
    return 0;
  }
  [[nodiscard]] Date date() const {
    const auto d =
        json_->is_string() ? Date::parse(json_->get_ref<const std::string&>()) : std::nullopt;
    if (d) return *d;
    if (present()) {
      bad(ProblemCode::value_out_of_range, vietnamese::excerpt(json_->dump()),
          "a day as \"2019-12-31\"");
    }
    return {};
  }
  // {"from", "last_day"} of this object.
  [[nodiscard]] Period period() const {
    Period p = Period::always();
    if (has("from")) p.from = at("from").date();
    if (has("last_day")) p.to = at("last_day").date().plus_days(1);
    return p;
  }
  template <class T>
  [[nodiscard]] T word(const std::string& value,
                       std::initializer_list<std::pair<std::string_view, T>> words) const {
    std::string known;
    for (const auto& [name, meaning] : words) {
      if (name == value) return meaning;
      known += (known.empty() ? "" : ", ") + std::string(name);
    }
    bad(value == "not" ? ProblemCode::negation : ProblemCode::unknown_word,
        vietnamese::excerpt(value), known);
    return words.begin()->second;
  }
  template <class F>
  auto list(const std::string& key, F&& each) const {
    std::vector<decltype(each(*this))> out;
    const In field = at(key);
    if (field.json_->is_array()) {
      for (std::size_t i = 0; i < field.json_->size(); ++i) {
        out.push_back(
            each(In((*field.json_)[i], field.place_ + "[" + std::to_string(i) + "]", *context_)));
      }
    } else if (field.present()) {
      field.bad(ProblemCode::wrong_type, field.json_->type_name(), "an array");
    }
    return out;
  }
  [[nodiscard]] const Json& json() const { return *json_; }
  [[nodiscard]] Context& context() const { return *context_; }

 private:
  const Json* json_;
  std::string place_;
  Context* context_;
};

// Reads a document: problems of the text and of the object it makes are thrown together.
template <class E, class Read>
auto document(std::string_view text, std::string_view file, std::string_view format, Read&& read)
    -> decltype(read(std::declval<const In&>())()) {
  Tree tree;
  parse<E>(text, file, tree);
  const Json& json = tree.json;
  Context context{std::string(file), {}};
  const In in(json, "", context);
  if (in.text("format") != format) {
    in.at("format").bad(ProblemCode::unknown_word, in.text_or("format", ""), std::string(format));
  }
  if (in.need("version").whole() != 1) {
    in.at("version").bad(ProblemCode::value_out_of_range, in.at("version").json().dump(), "1");
  }
  auto build = read(in);
  try {
    auto object = build();
    context.problems.template raise<E>();
    return object;
  } catch (const Error& e) {
    if (context.problems.empty()) throw;
    std::set<std::string> known;
    for (const auto& p : context.problems.list()) known.insert(p.text());
    for (const auto& p : e.problems()) {
      if (known.insert(p.text()).second) context.problems.add(p);
    }
    context.problems.template raise<E>();
    throw;
  }
}

Status status(const In& in, const std::string& key) {
  return in.word<Status>(in.text_or(key, "unknown"), {{"unknown", Status::unknown},
                                                      {"verified", Status::verified},
                                                      {"unverified", Status::unverified},
                                                      {"transcribed", Status::transcribed}});
}

// A source is a number of the "sources" table, or the text itself.
Citation citation(const In& in, const Json& sources) {
  Citation c{status(in, "status"), in.text_or("source", "")};
  if (sources.is_object() && sources.contains(c.source) && sources[c.source].is_string()) {
    c.source = sources[c.source].get<std::string>();
  }
  return c;
}

Comparator comparator(const In& in) {
  return in.at("comparator")
      .word<Comparator>(in.text("comparator"), {{"at_least", Comparator::at_least},
                                                {"more_than", Comparator::more_than},
                                                {"at_most", Comparator::at_most},
                                                {"less_than", Comparator::less_than}});
}

Requirement requirement_of(const In& in) {
  namespace r = requirement;
  const std::string kind = in.text("kind");
  const auto measure = [&](const char* key = "measure") { return MeasureCode{in.text(key)}; };
  if (kind == "bound") {
    in.only({"kind", "measure", "comparator"});
    return r::Bound{measure(), comparator(in)};
  }
  if (kind == "between") return in.only({"kind", "measure"}), r::Between{measure()};
  if (kind == "attained") return in.only({"kind", "measure"}), r::Attained{measure()};
  if (kind == "of_which") {
    in.only({"kind", "whole", "part", "small_if"});
    r::OfWhich q{measure("whole"), measure("part"), {}, {}};
    if (in.has("small_if")) {
      in.at("small_if").only({"measure", "at_most"});
      q.small_if = MeasureCode{in.at("small_if").text("measure")};
      q.small_limit = in.at("small_if").need("at_most").decimal();
    }
    return q;
  }
  if (kind == "per_year") {
    in.only({"kind", "measure", "comparator"});
    return r::PerYear{measure(), comparator(in)};
  }
  if (kind == "ratio_to_series") {
    in.only({"kind", "measure", "series", "comparator"});
    return r::RatioToSeries{measure(), measure("series"), comparator(in)};
  }
  if (kind == "factor_on_threshold") {
    in.only({"kind", "measure", "set", "indicator", "comparator"});
    return r::FactorOnThreshold{measure(), SetId{in.text("set")},
                                IndicatorNumber{in.text("indicator")}, comparator(in)};
  }
  if (kind == "ratio_to_past") {
    in.only({"kind", "measure", "past", "comparator"});
    return r::RatioToPast{measure(), measure("past"), comparator(in)};
  }
  if (kind == "per_group") {
    in.only({"kind", "groups", "comparator"});
    return r::PerGroup{in.list("groups", [](const In& g) { return MeasureCode{g.text()}; }),
                       comparator(in)};
  }
  if (kind == "several_years") {
    in.only({"kind", "measure", "years", "pattern"});
    using P = r::SeveralYears::Pattern;
    return r::SeveralYears{
        measure(), in.need("years").whole(),
        in.at("pattern").word<P>(in.text("pattern"),
                                 {{"attained_every_year", P::attained_every_year},
                                  {"falling_every_year", P::falling_every_year}})};
  }
  if (kind == "pass_mark") {
    in.only({"kind", "parts"});
    return r::PassMark{in.list("parts", [](const In& p) {
      p.only({"measure", "max"});
      return r::PassMark::Part{MeasureCode{p.text("measure")}, p.need("max").decimal()};
    })};
  }
  if (kind == "delegated") {
    in.only({"kind", "to", "then"});
    r::Delegated q{r::Attained{}, in.at("to").word<r::Delegated::To>(
                                      in.text("to"), {{"province", r::Delegated::To::province},
                                                      {"ministry", r::Delegated::To::ministry}})};
    const Requirement then = requirement_of(in.need("then"));
    if (const auto* bound = std::get_if<r::Bound>(&then))
      q.then = *bound;
    else if (const auto* attained = std::get_if<r::Attained>(&then))
      q.then = *attained;
    else
      in.at("then").bad(ProblemCode::unknown_word, std::string(kind_name(then)), "bound, attained");
    return q;
  }
  if (kind == "not_published") return in.only({"kind", "measure"}), r::NotPublished{measure()};
  if (kind == "declared") return in.only({"kind", "measure"}), r::Declared{measure()};
  in.at("kind").bad(kind == "not" ? ProblemCode::negation : ProblemCode::unknown_word,
                    vietnamese::excerpt(kind), "a kind of requirement");
  return r::NotPublished{};
}

Rule rule_of(const In& in) {
  if (!in.has("rule")) return rule::AllOf{};
  const In r = in.at("rule");
  r.only({"kind", "k", "not_applicable", "points", "pass"});
  const std::string kind = r.text("kind");
  if (kind == "all_of") return rule::AllOf{};
  if (kind == "any_of") return rule::AnyOf{};
  if (kind == "at_least") {
    using P = NotApplicablePolicy;
    return rule::AtLeast{r.need("k").whole(), r.at("not_applicable")
                                                  .word<P>(r.text("not_applicable"),
                                                           {{"drop", P::drop},
                                                            {"scale", P::scale},
                                                            {"deem_met", P::deem_met},
                                                            {"deem_not_met", P::deem_not_met}})};
  }
  if (kind == "score") {
    using P = rule::Score::NotApplicable;
    return rule::Score{r.list("points", [](const In& p) { return p.decimal(); }),
                       r.need("pass").decimal(),
                       r.at("not_applicable")
                           .word<P>(r.text("not_applicable"),
                                    {{"keep_max", P::keep_max}, {"rescale", P::rescale}})};
  }
  r.at("kind").bad(kind == "not" ? ProblemCode::negation : ProblemCode::unknown_word,
                   vietnamese::excerpt(kind), "all_of, any_of, at_least, score");
  return rule::AllOf{};
}

Applicability applicability_of(const In& in, const Json& sources) {
  if (!in.has("applicability")) return {};
  const In a = in.at("applicability");
  a.only({"when", "basis", "status", "source"});
  return {MeasureCode{a.text("when")}, a.both("basis"), citation(a, sources)};
}

std::vector<Decimal> decimals(const In& in, const std::string& key) {
  return in.list(key, [](const In& v) { return v.decimal(); });
}

Indicator indicator_of(const In& in, const Json& sources) {
  in.only({"number", "name", "unit", "requirement", "cells", "applicability", "text_status",
           "comparator_status", "rounding"});
  Indicator q{.number = IndicatorNumber{in.text("number")},
              .name = in.both("name"),
              .unit = in.both("unit"),
              .requirement = requirement_of(in.need("requirement")),
              .cells = {},
              .applicability = applicability_of(in, sources)};
  if (in.has("text_status")) q.text_status = status(in, "text_status");
  if (in.has("comparator_status")) q.comparator_status = status(in, "comparator_status");
  if (in.has("rounding")) {
    in.at("rounding").only({"places", "clause"});
    q.rounding = {in.at("rounding").need("places").whole(), in.at("rounding").text("clause")};
  }
  (void)in.need("cells");
  for (const auto& group : in.list("cells", [](const In& c) { return c; })) {
    group.only({"strata", "state", "values", "from", "last_day", "status", "source"});
    ThresholdCell cell{
        .stratum = {},
        .period = group.period(),
        .state = group.at("state").word<CellState>(group.text_or("state", "value"),
                                                   {{"value", CellState::value},
                                                    {"delegated", CellState::delegated},
                                                    {"not_published", CellState::not_published}}),
        .numbers = decimals(group, "values"),
        .citation = citation(group, sources)};
    (void)group.need("strata");
    for (auto& code : group.list("strata", [](const In& s) { return StratumCode{s.text()}; })) {
      cell.stratum = std::move(code);
      q.cells.push_back(cell);
    }
  }
  return q;
}

Measure measure_of(const In& in) {
  in.only({"code", "kind", "name", "unit", "part_of"});
  using K = MeasureKind;
  Measure m{.code = MeasureCode{in.text("code")},
            .kind = in.at("kind").word<K>(in.text("kind"), {{"share", K::share},
                                                            {"attained", K::attained},
                                                            {"count", K::count},
                                                            {"amount", K::amount},
                                                            {"ratio", K::ratio},
                                                            {"score", K::score}}),
            .name = in.both("name"),
            .unit = in.both("unit"),
            .part_of = {}};
  if (in.has("part_of")) m.part_of = MeasureCode{in.text("part_of")};
  return m;
}

Level level_of(const In& in) {
  const std::string word = in.text("level");
  if (const auto level = parse_level(word)) return *level;
  in.at("level").bad(ProblemCode::unknown_word, vietnamese::excerpt(word),
                     "an administrative level");
  return Level::commune;
}

Period in_force(const In& in) {
  in.need("in_force").only({"from", "last_day"});
  (void)in.at("in_force").need("from");
  return in.at("in_force").period();
}

// ---------------------------------------------------------------------------- writing

Json out(const Text& t) { return {{"vi", t.vi}, {"en", t.en}}; }

Json out(Decimal d) {
  if (d.micros() % Decimal::scale == 0) return d.micros() / Decimal::scale;
  return d.to_double();
}

Json out(const std::vector<Decimal>& list) {
  Json json = Json::array();
  for (auto d : list) json.push_back(out(d));
  return json;
}

const char* out(Status s) {
  constexpr const char* words[] = {"verified", "unverified", "unknown", "transcribed"};
  return words[static_cast<int>(s)];
}

void put(Json& json, const Period& p) {
  if (p.from != Date{}) json["from"] = p.from.str();
  if (p.to) json["last_day"] = p.to->plus_days(-1).str();
}

void put(Json& json, const Citation& c) {
  json["status"] = out(c.status);
  if (!c.source.empty()) json["source"] = c.source;
}

const char* out(Comparator c) {
  constexpr const char* names[] = {"at_least", "more_than", "at_most", "less_than"};
  return names[static_cast<int>(c)];
}

Json out(const Requirement& requirement) {
  namespace r = requirement;
  Json json{{"kind", kind_name(requirement)}};
  std::visit(
      tieuchi::detail::Overloaded{
          [&](const r::OfWhich& q) {
            json["whole"] = q.whole.str();
            json["part"] = q.part.str();
            if (q.small_if) {
              json["small_if"] = {{"measure", q.small_if->str()}, {"at_most", out(q.small_limit)}};
            }
          },
          [&](const r::RatioToSeries& q) {
            json["measure"] = q.measure.str();
            json["series"] = q.series.str();
          },
          [&](const r::FactorOnThreshold& q) {
            json["measure"] = q.measure.str();
            json["set"] = q.set.str();
            json["indicator"] = q.indicator.str();
          },
          [&](const r::RatioToPast& q) {
            json["measure"] = q.measure.str();
            json["past"] = q.past.str();
          },
          [&](const r::PerGroup& q) {
            for (const auto& g : q.groups) json["groups"].push_back(g.str());
          },
          [&](const r::SeveralYears& q) {
            json["measure"] = q.measure.str();
            json["years"] = q.years;
            json["pattern"] = q.pattern == r::SeveralYears::Pattern::falling_every_year
                                  ? "falling_every_year"
                                  : "attained_every_year";
          },
          [&](const r::PassMark& q) {
            for (const auto& p : q.parts) {
              json["parts"].push_back({{"measure", p.measure.str()}, {"max", out(p.max)}});
            }
          },
          [&](const r::Delegated& q) {
            json["to"] = q.to == r::Delegated::To::province ? "province" : "ministry";
            json["then"] = std::visit([](const auto& t) { return out(Requirement(t)); }, q.then);
          },
          [&]<tieuchi::detail::one_of<r::Bound, r::Between, r::Attained, r::PerYear,
                                      r::NotPublished, r::Declared>
                  Q>(const Q& q) { json["measure"] = q.measure.str(); }},
      requirement);
  // A kind that is compared as its text says names how; that of the others follows from them.
  std::visit(
      [&](const auto& q) {
        if constexpr (requires { q.comparator; }) json["comparator"] = out(q.comparator);
      },
      requirement);
  return json;
}

Json out(const Rule& rule) {
  constexpr const char* policies[] = {"drop", "scale", "deem_met", "deem_not_met"};
  return std::visit(
      tieuchi::detail::Overloaded{
          [](const rule::AllOf&) {
            return Json{{"kind", "all_of"}};
          },
          [](const rule::AnyOf&) {
            return Json{{"kind", "any_of"}};
          },
          [&](const rule::AtLeast& r) {
            return Json{{"kind", "at_least"},
                        {"k", r.k},
                        {"not_applicable", policies[static_cast<int>(r.not_applicable)]}};
          },
          [](const rule::Score& r) {
            const bool keep = r.not_applicable == rule::Score::NotApplicable::keep_max;
            return Json{{"kind", "score"},
                        {"points", out(r.points)},
                        {"pass", out(r.pass)},
                        {"not_applicable", keep ? "keep_max" : "rescale"}};
          }},
      rule);
}

void put(Json& json, const Applicability& a) {
  if (!a.condition) return;
  Json j{{"when", a.condition->str()}, {"basis", out(a.basis)}};
  put(j, a.citation);
  json["applicability"] = std::move(j);
}

Json out(const Indicator& q) {
  Json json{{"number", q.number.str()}, {"name", out(q.name)}, {"unit", out(q.unit)}};
  if (q.text_status) json["text_status"] = out(*q.text_status);
  if (q.comparator_status) json["comparator_status"] = out(*q.comparator_status);
  if (q.rounding)
    json["rounding"] = {{"places", q.rounding->places}, {"clause", q.rounding->clause}};
  put(json, q.applicability);
  json["requirement"] = out(q.requirement);
  json["cells"] = Json::array();
  for (const auto& c : q.cells) {
    Json cell{{"strata", {c.stratum.str()}}};
    if (c.state != CellState::value) {
      cell["state"] = c.state == CellState::delegated ? "delegated" : "not_published";
    }
    if (!c.numbers.empty()) cell["values"] = out(c.numbers);
    put(cell, c.period);
    put(cell, c.citation);
    json["cells"].push_back(std::move(cell));
  }
  return json;
}

std::string finish(const Json& json) { return json.dump(1) + "\n"; }

constexpr const char* provenance_words[] = {"verified_only", "allow_unverified",
                                            "allow_transcribed"};
constexpr const char* evidence_words[] = {"self_assessed", "verified", "approved"};
constexpr const char* absence_words[] = {
    "value",      "not_collected", "not_reported",   "pending_verification",
    "suppressed", "invalid",       "not_applicable", "stale",
    "conflict",   "withdrawn"};
static_assert(std::size(absence_words) == observed_kinds);

BodyRank rank_of(const In& in, const std::string& key) {
  return in.at(key).word<BodyRank>(
      in.text(key), {{"province", BodyRank::province}, {"ministry", BodyRank::ministry}});
}
const char* out(BodyRank rank) { return rank == BodyRank::province ? "province" : "ministry"; }

Grant grant_of(const In& in, const Json& sources) {
  in.only({"indicator", "stratum", "to", "body", "direction", "base", "from", "last_day", "status",
           "source"});
  Grant g{.indicator = IndicatorNumber{in.text("indicator")},
          .stratum = StratumCode{in.text_or("stratum", "")},
          .to = rank_of(in, "to")};
  using To = Grant::Direction;
  g.direction = in.at("direction")
                    .word<To>(in.text("direction"), {{"set", To::set},
                                                     {"tighten", To::tighten},
                                                     {"relax", To::relax},
                                                     {"confirm", To::confirm}});
  g.body = UnitCode{in.text_or("body", "")};
  if (in.has("base")) g.base = in.at("base").decimal();
  g.period = in.period(), g.citation = citation(in, sources);
  return g;
}
Json out(const Grant& g) {
  constexpr const char* directions[] = {"set", "tighten", "relax", "confirm"};
  Json json{{"indicator", g.indicator.str()},
            {"to", out(g.to)},
            {"direction", directions[static_cast<int>(g.direction)]}};
  if (!g.stratum.empty()) json["stratum"] = g.stratum.str();
  if (!g.body.empty()) json["body"] = g.body.str();
  if (g.base) json["base"] = out(*g.base);
  put(json, g.period);
  put(json, g.citation);
  return json;
}

}  // namespace

// ---------------------------------------------------------------------------- law

std::string format_of(std::string_view text, std::string_view file) {
  Tree tree;
  parse<InvalidCriteria>(text, file, tree);
  const Json& json = tree.json;
  return json.is_object() && json.contains("format") && json["format"].is_string()
             ? json["format"].get<std::string>()
             : std::string();
}

CriteriaSet read_criteria_set(std::string_view text, std::string_view file) {
  return document<InvalidCriteria>(text, file, "tieuchi-criteria-set", [&](const In& in) {
    in.only({"format", "version", "id", "decision", "title", "level", "tier", "issued", "in_force",
             "completeness", "prerequisite", "strata", "sources", "measures", "rule", "criteria",
             "grants"});
    const Json& sources = in.at("sources").json();
    CriteriaSetParts p{.id = SetId{in.text("id")},
                       .decision = in.text("decision"),
                       .title = in.both("title"),
                       .level = level_of(in),
                       .tier = in.text("tier"),
                       .issued = in.need("issued").date(),
                       .in_force = in_force(in)};
    p.completeness = in.at("completeness")
                         .word<Completeness>(in.text("completeness"),
                                             {{"complete", Completeness::complete},
                                              {"partial", Completeness::partial},
                                              {"not_published", Completeness::not_published}});
    if (in.has("prerequisite")) p.prerequisite = SetId{in.text("prerequisite")};
    if (in.has("strata")) {
      const In s = in.at("strata");
      s.only({"dimension", "columns", "overrides"});
      p.dimension = Dimension{s.text("dimension")};
      p.strata = s.list("columns", [](const In& c) { return StratumCode{c.text()}; });
      p.overrides = s.list("overrides", [&](const In& o) {
        o.only({"dimension", "codes", "use", "from", "last_day", "status", "source"});
        return StratumOverride{Dimension{o.text("dimension")},
                               o.list("codes", [](const In& c) { return StratumCode{c.text()}; }),
                               StratumCode{o.text("use")}, o.period(), citation(o, sources)};
      });
    }
    p.measures = in.list("measures", measure_of);
    p.rule = rule_of(in);
    p.criteria = in.list("criteria", [&](const In& c) {
      c.only({"number", "name", "group", "rule", "applicability", "indicators"});
      return Criterion{CriterionNumber{c.text("number")},
                       c.both("name"),
                       c.both("group"),
                       rule_of(c),
                       applicability_of(c, sources),
                       c.list("indicators", [&](const In& i) { return indicator_of(i, sources); })};
    });
    p.grants = in.list("grants", [&](const In& g) { return grant_of(g, sources); });
    return [p = std::move(p), file] { return CriteriaSet(p, file); };
  });
}

Overlay read_overlay(std::string_view text, std::string_view file) {
  return document<InvalidCriteria>(text, file, "tieuchi-overlay", [](const In& in) {
    in.only({"format", "version", "instrument", "set", "kind", "rank", "body", "issued", "recorded",
             "repeals", "scope", "synthetic", "sources", "values"});
    const Json& sources = in.at("sources").json();
    Overlay o;
    o.instrument = in.text("instrument");
    o.set = SetId{in.text("set")};
    o.kind = in.at("kind").word<Overlay::Kind>(
        in.text("kind"), {{"fill", Overlay::Kind::fill}, {"check", Overlay::Kind::check}});
    o.rank = rank_of(in, "rank");
    o.body = UnitCode{in.text_or("body", "")};
    o.issued = in.need("issued").date();
    if (in.has("recorded")) o.recorded = in.need("recorded").date();
    o.repeals = in.list("repeals", [](const In& r) { return r.text(); });
    if (in.has("synthetic")) {
      if (in.at("synthetic").json().is_boolean())
        o.synthetic = in.at("synthetic").json().get<bool>();
      else
        in.at("synthetic")
            .bad(ProblemCode::wrong_type, vietnamese::excerpt(in.at("synthetic").json().dump()),
                 "true or false");
    }
    if (in.has("scope")) {
      const In s = in.at("scope");
      s.only({"within", "attributes"});
      o.scope.within = UnitCode{s.text_or("within", "")};
      o.scope.attributes = s.list("attributes", [](const In& a) {
        a.only({"dimension", "code"});
        return Scope::Attribute{Dimension{a.text("dimension")}, StratumCode{a.text("code")}};
      });
    }
    o.values = in.list("values", [&](const In& v) {
      v.only({"indicator", "stratum", "values", "from", "last_day", "status", "source"});
      return OverlayValue{IndicatorNumber{v.text("indicator")},
                          StratumCode{v.text_or("stratum", "")}, decimals(v, "values"), v.period(),
                          citation(v, sources)};
    });
    return [o = std::move(o)] { return o; };
  });
}

RatingScheme read_rating_scheme(std::string_view text, std::string_view file) {
  return document<InvalidCriteria>(text, file, "tieuchi-rating-scheme", [](const In& in) {
    in.only(
        {"format", "version", "id", "decision", "in_force", "parts", "bands", "status", "source"});
    RatingScheme s{in.text("id"), in.text("decision"), in_force(in), {}, {}, citation(in, {})};
    s.parts = in.list("parts", [](const In& p) {
      p.only({"code", "name", "max"});
      return RatingPart{p.text("code"), p.both("name"), p.need("max").decimal()};
    });
    s.bands = in.list("bands", [](const In& b) {
      b.only({"stars", "from", "printed_to", "decided_by"});
      return RatingBand{b.need("stars").whole(), b.need("from").decimal(),
                        b.need("printed_to").decimal(), b.both("decided_by")};
    });
    if (s.parts.empty())
      in.at("parts").bad(ProblemCode::empty_group, "nothing", "at least one part");
    if (s.bands.empty())
      in.at("bands").bad(ProblemCode::empty_group, "nothing", "at least one band");
    return [s = std::move(s)] { return s; };
  });
}

RecognitionRule read_recognition_rule(std::string_view text, std::string_view file) {
  return document<InvalidCriteria>(text, file, "tieuchi-recognition-rule", [](const In& in) {
    in.only(
        {"format", "version", "id", "decision", "level", "in_force", "conditions", "decided_by"});
    RecognitionRule r{in.text("id"),        in.text("decision"), level_of(in), in_force(in), {},
                      in.both("decided_by")};
    r.conditions = in.list("conditions", [](const In& c) {
      c.only({"measure", "name", "status", "source"});
      return RecognitionCondition{MeasureCode{c.text("measure")}, c.both("name"), citation(c, {})};
    });
    return [r = std::move(r)] { return r; };
  });
}

RevocationRule read_revocation_rule(std::string_view text, std::string_view file) {
  return document<InvalidCriteria>(text, file, "tieuchi-revocation-rule", [](const In& in) {
    in.only({"format", "version", "id", "decision", "level", "in_force", "key_from", "all_from",
             "keys", "status", "source"});
    RevocationRule r{in.text("id"),
                     in.text("decision"),
                     level_of(in),
                     in_force(in),
                     in.need("key_from").decimal(),
                     in.need("all_from").decimal(),
                     {},
                     citation(in, {})};
    r.keys = in.list("keys", [](const In& k) {
      k.only({"set", "criteria"});
      return RevocationRule::Keys{SetId{k.text("set")}, k.list("criteria", [](const In& c) {
                                    return CriterionNumber{c.text()};
                                  })};
    });
    return [r = std::move(r)] { return r; };
  });
}

namespace {

TargetPopulation target_population(const In& in) {
  in.only({"vi", "en", "level", "cohort", "within", "stratum", "units"});
  TargetPopulation p{.name = {in.text_or("vi", ""), in.text_or("en", "")}};
  if (in.has("level")) p.level = level_of(in);
  if (in.has("cohort")) p.cohort.member_of = CohortCode{in.text("cohort")};
  if (in.has("stratum")) {
    const In s = in.at("stratum");
    s.only({"dimension", "code"});
    p.cohort.stratum = Stratum{Dimension{s.text("dimension")}, StratumCode{s.text("code")}};
  }
  if (in.has("within")) p.cohort.within = UnitCode{in.text("within")};
  p.units = in.list("units", [](const In& u) { return UnitCode{u.text()}; });
  return p;
}

}  // namespace

Programme read_programme(std::string_view text, std::string_view file) {
  return document<InvalidCriteria>(text, file, "tieuchi-programme", [](const In& in) {
    in.only({"format", "version", "id", "title", "targets"});
    auto targets = in.list("targets", [](const In& t) {
      t.only({"code", "name", "metric", "population", "by", "at_least", "up_to", "at_most", "band",
              "criterion", "baseline", "baseline_on", "source", "status"});
      using M = Metric;
      Target out{.code = t.text("code"),
                 .name = t.both("name"),
                 .metric = t.at("metric").word<M>(t.text("metric"),
                                                  {{"newly_recognised", M::newly_recognised},
                                                   {"recognised", M::recognised},
                                                   {"mean_criteria", M::mean_criteria},
                                                   {"least_criteria", M::least_criteria},
                                                   {"tier_total", M::tier_total},
                                                   {"tier_new", M::tier_new},
                                                   {"recognised_share", M::recognised_share},
                                                   {"units_in_band", M::units_in_band},
                                                   {"criterion_share", M::criterion_share}}),
                 .population = target_population(t.need("population")),
                 .by = t.need("by").date()};
      if (t.has("at_least")) out.at_least = t.at("at_least").decimal();
      if (t.has("up_to")) out.up_to = t.at("up_to").decimal();
      if (t.has("at_most")) out.at_most = t.at("at_most").decimal();
      if (t.has("band"))
        out.band =
            CriteriaRange{t.at("band").need("least").whole(), t.at("band").need("most").whole()};
      if (t.has("criterion")) out.criterion = CriterionNumber{t.text("criterion")};
      if (t.has("baseline")) out.baseline = t.at("baseline").decimal();
      if (t.has("baseline_on")) out.baseline_on = t.at("baseline_on").date();
      if (t.has("status")) {
        out.status = t.at("status").word<Status>(
            t.text("status"), {{"verified", Status::verified}, {"unverified", Status::unverified}});
      }
      out.source = t.text_or("source", "");
      return out;
    });
    return [id = in.text("id"), title = in.both("title"), targets = std::move(targets)] {
      return Programme(id, title, targets);
    };
  });
}

std::string write(const CriteriaSet& set) {
  const auto& p = set.parts();
  Json json{{"format", "tieuchi-criteria-set"},
            {"version", 1},
            {"id", p.id.str()},
            {"decision", p.decision},
            {"title", out(p.title)},
            {"level", level_name(p.level)},
            {"tier", p.tier},
            {"issued", p.issued.str()}};
  json["in_force"] = Json::object();
  json["in_force"]["from"] = p.in_force.from.str();
  if (p.in_force.to) json["in_force"]["last_day"] = p.in_force.to->plus_days(-1).str();
  json["completeness"] = p.completeness == Completeness::complete  ? "complete"
                         : p.completeness == Completeness::partial ? "partial"
                                                                   : "not_published";
  if (p.prerequisite) json["prerequisite"] = p.prerequisite->str();
  Json strata{{"dimension", p.dimension.str()}, {"columns", Json::array()}};
  for (const auto& s : p.strata) strata["columns"].push_back(s.str());
  for (const auto& o : p.overrides) {
    Json j{{"dimension", o.dimension.str()}, {"codes", Json::array()}, {"use", o.use.str()}};
    for (const auto& c : o.codes) j["codes"].push_back(c.str());
    put(j, o.period);
    put(j, o.citation);
    strata["overrides"].push_back(std::move(j));
  }
  json["strata"] = std::move(strata);
  constexpr const char* kinds[] = {"share", "attained", "count", "amount", "ratio", "score"};
  json["measures"] = Json::array();
  for (const auto& m : p.measures) {
    Json j{{"code", m.code.str()},
           {"kind", kinds[static_cast<int>(m.kind)]},
           {"name", out(m.name)},
           {"unit", out(m.unit)}};
    if (m.part_of) j["part_of"] = m.part_of->str();
    json["measures"].push_back(std::move(j));
  }
  json["rule"] = out(p.rule);
  json["criteria"] = Json::array();
  for (const auto& c : p.criteria) {
    Json j{{"number", c.number.str()},
           {"name", out(c.name)},
           {"group", out(c.group)},
           {"rule", out(c.rule)}};
    put(j, c.applicability);
    j["indicators"] = Json::array();
    for (const auto& i : c.indicators) j["indicators"].push_back(out(i));
    json["criteria"].push_back(std::move(j));
  }
  for (const auto& g : p.grants) json["grants"].push_back(out(g));
  return finish(json);
}

std::string write(const Overlay& o) {
  Json json{{"format", "tieuchi-overlay"},
            {"version", 1},
            {"instrument", o.instrument},
            {"set", o.set.str()},
            {"kind", o.kind == Overlay::Kind::fill ? "fill" : "check"},
            {"rank", out(o.rank)},
            {"issued", o.issued.str()},
            {"synthetic", o.synthetic}};
  if (!o.body.empty()) json["body"] = o.body.str();
  if (o.recorded) json["recorded"] = o.recorded->str();
  for (const auto& r : o.repeals) json["repeals"].push_back(r);
  Json scope = Json::object();
  if (!o.scope.within.empty()) scope["within"] = o.scope.within.str();
  for (const auto& a : o.scope.attributes) {
    scope["attributes"].push_back({{"dimension", a.dimension.str()}, {"code", a.code.str()}});
  }
  json["scope"] = std::move(scope);
  json["values"] = Json::array();
  for (const auto& v : o.values) {
    Json j{{"indicator", v.indicator.str()}};
    if (!v.stratum.empty()) j["stratum"] = v.stratum.str();
    if (!v.numbers.empty()) j["values"] = out(v.numbers);
    put(j, v.period);
    put(j, v.citation);
    json["values"].push_back(std::move(j));
  }
  return finish(json);
}

// ---------------------------------------------------------------------------- people and facts

namespace {
std::optional<Date> recorded_of(const In& in) {
  return in.has("recorded") ? std::optional(in.at("recorded").date()) : std::nullopt;
}
bool truth_of(const In& in, const std::string& key) {
  if (!in.has(key)) return false;
  const In field = in.at(key);
  if (field.json().is_boolean()) return field.json().get<bool>();
  field.bad(ProblemCode::wrong_type, vietnamese::excerpt(field.json().dump()), "true or false");
  return false;
}
}  // namespace

Registry read_registry(std::string_view text, std::string_view file) {
  return document<InvalidData>(text, file, "tieuchi-registry", [](const In& in) {
    in.only({"format", "version", "units"});
    auto units = in.list("units", [](const In& u) {
      u.only({"code", "level", "exists", "existence", "names", "parents", "strata", "cohorts"});
      Unit unit{.code = UnitCode{u.text("code")}, .level = level_of(u)};
      if (u.has("exists"))
        u.at("exists").only({"from", "last_day", "recorded"}),
            unit.exists = u.at("exists").period(),
            unit.exists_recorded = recorded_of(u.at("exists"));
      unit.existence = u.list("existence", [](const In& e) {
        e.only({"from", "last_day", "recorded"});
        return Recorded<Period>{e.period(), e.need("recorded").date()};
      });
      const auto dated = [&](const std::string& key, auto make) {
        return u.list(key, [&](const In& d) {
          d.only({"value", "dimension", "from", "last_day", "recorded", "withdrawn"});
          return Dated<decltype(make(d))>{make(d), d.period(), recorded_of(d),
                                          truth_of(d, "withdrawn")};
        });
      };
      unit.names = dated("names", [](const In& d) { return d.text("value"); });
      unit.parents = dated("parents", [](const In& d) { return UnitCode{d.text("value")}; });
      unit.strata = dated("strata", [](const In& d) {
        return Stratum{Dimension{d.text("dimension")}, StratumCode{d.text("value")}};
      });
      unit.cohorts = dated("cohorts", [](const In& d) { return CohortCode{d.text("value")}; });
      return unit;
    });
    return [units = std::move(units)] { return Registry(units); };
  });
}

PanelData read_panel(std::string_view text, const Registry& registry, std::string_view file) {
  return document<InvalidData>(text, file, "tieuchi-panel", [&](const In& in) {
    in.only({"format", "version", "units", "columns"});
    PanelData data;
    std::set<UnitIndex> seen;
    data.units = in.list("units", [&](const In& u) {
      const auto index = registry.find(UnitCode{u.text()});
      if (!index)
        u.bad(ProblemCode::unknown_unit, vietnamese::excerpt(u.text()), "a unit of the registry");
      else if (!seen.insert(*index).second)
        u.bad(ProblemCode::duplicate_row, u.text(), "each unit once");
      return index.value_or(0);
    });
    data.columns = in.list("columns", [&](const In& c) {
      c.only({"measure", "reference", "evidence", "recorded", "source", "cells", "denominators"});
      ColumnData column{.measure = MeasureCode{c.text("measure")},
                        .reference = c.need("reference").date(),
                        .evidence = c.at("evidence")
                                        .word<Evidence>(c.text_or("evidence", "self_assessed"),
                                                        {{"self_assessed", Evidence::self_assessed},
                                                         {"verified", Evidence::verified},
                                                         {"approved", Evidence::approved}}),
                        .recorded = {},
                        .source = c.text_or("source", "")};
      if (c.has("recorded")) column.recorded = c.at("recorded").date();
      for (const auto& cell : c.list("cells", [](const In& x) { return x; })) {
        Observed state = Observed::value;
        double value = 0;
        if (cell.json().is_number()) {
          value = cell.json().get<double>();
        } else if (cell.json().is_null()) {
          state = Observed::not_collected;
        } else {
          state = cell.word<Observed>(cell.text(),
                                      {{"not_collected", Observed::not_collected},
                                       {"not_reported", Observed::not_reported},
                                       {"pending_verification", Observed::pending_verification},
                                       {"suppressed", Observed::suppressed},
                                       {"invalid", Observed::invalid},
                                       {"not_applicable", Observed::not_applicable},
                                       {"withdrawn", Observed::withdrawn}});
        }
        column.values.push_back(value);
        if (state == Observed::withdrawn && column.source.empty()) {
          cell.bad(ProblemCode::missing_field, "withdrawn", "the source that takes it back");
        }
        column.states.push_back(static_cast<std::uint8_t>(state));
      }
      if (c.has("denominators")) {
        column.denominators = c.list("denominators", [](const In& x) {
          if (!x.json().is_number())
            x.bad(ProblemCode::wrong_type, x.json().type_name(), "a number");
          return x.json().is_number() ? x.json().get<double>() : 0.0;
        });
        if (column.denominators.size() != data.units.size()) {
          c.at("denominators")
              .bad(ProblemCode::wrong_size, std::to_string(column.denominators.size()),
                   std::to_string(data.units.size()) + " units");
        }
      }
      if (column.values.size() != data.units.size()) {
        c.at("cells").bad(ProblemCode::wrong_size, std::to_string(column.values.size()),
                          std::to_string(data.units.size()) + " units");
      }
      return column;
    });
    return [data = std::move(data)] { return data; };
  });
}

std::string write(const Registry& registry) {
  Json json{{"format", "tieuchi-registry"}, {"version", 1}, {"units", Json::array()}};
  for (const auto& u : registry.units()) {
    Json j{{"code", u.code.str()}, {"level", level_name(u.level)}};
    if (u.exists != Period::always() || u.exists_recorded) {
      j["exists"] = Json::object();
      put(j["exists"], u.exists);
      if (u.exists_recorded) j["exists"]["recorded"] = u.exists_recorded->str();
    }
    for (const auto& e : u.existence) {
      Json one{{"recorded", e.recorded.str()}};
      put(one, e.value);
      j["existence"].push_back(std::move(one));
    }
    const auto dated = [&](const char* key, const auto& list, auto fill) {
      for (const auto& d : list) {
        Json one = fill(d.value);
        put(one, d.period);
        if (d.recorded) one["recorded"] = d.recorded->str();
        if (d.withdrawn) one["withdrawn"] = true;
        j[key].push_back(std::move(one));
      }
    };
    dated("names", u.names, [](const std::string& n) { return Json{{"value", n}}; });
    dated("parents", u.parents, [](const UnitCode& c) { return Json{{"value", c.str()}}; });
    dated("strata", u.strata, [](const Stratum& s) {
      return Json{{"dimension", s.dimension.str()}, {"value", s.code.str()}};
    });
    dated("cohorts", u.cohorts, [](const CohortCode& c) { return Json{{"value", c.str()}}; });
    json["units"].push_back(std::move(j));
  }
  return finish(json);
}

std::string write(const PanelData& panel, const Registry& registry) {
  Json json{{"format", "tieuchi-panel"},
            {"version", 1},
            {"units", Json::array()},
            {"columns", Json::array()}};
  for (auto u : panel.units) json["units"].push_back(registry.unit(u).code.str());
  for (const auto& c : panel.columns) {
    Json j{{"measure", c.measure.str()},
           {"reference", c.reference.str()},
           {"evidence", evidence_words[static_cast<int>(c.evidence)]}};
    if (c.recorded) j["recorded"] = c.recorded->str();
    if (!c.source.empty()) j["source"] = c.source;
    j["cells"] = Json::array();
    for (std::size_t i = 0; i < c.values.size(); ++i) {
      const std::uint8_t state = c.states.empty() ? std::uint8_t{0} : c.states[i];
      if (state == 0 && std::isfinite(c.values[i]))
        j["cells"].push_back(c.values[i]);
      else if (state == 1)
        j["cells"].push_back(nullptr);
      else
        j["cells"].push_back(
            absence_words[static_cast<int>(state == 0 ? Observed::invalid : observed_of(state))]);
    }
    // A denominator that is no number makes its cell invalid, as 0 does.
    for (const double d : c.denominators) j["denominators"].push_back(std::isfinite(d) ? d : 0.0);
    json["columns"].push_back(std::move(j));
  }
  return finish(json);
}

// ---------------------------------------------------------------------------- results

std::string write(const Assessment& result, const Registry& registry) {
  const auto& rules = result.rules();
  const auto interval = [](Interval i) { return Json::array({i.least, i.most}); };
  Json json{{"format", "tieuchi-assessment"},
            {"version", 1},
            {"set", rules.set().id().str()},
            {"on", rules.on().str()},
            {"provenance", provenance_words[static_cast<int>(rules.options().provenance)]},
            {"outside_period", rules.outside_period()}};
  for (const auto& c : coverage(result)) {
    Json j{{"column", c.column},
           {"units", c.units},
           {"thresholds", c.thresholds},
           {"usable", c.usable},
           {"transcribed_used", c.transcribed_used},
           {"unverified_used", c.unverified_used},
           {"synthetic_used", c.synthetic_used},
           {"unusable", Json::object()}};
    for (const auto& [reason, n] : c.unusable) j["unusable"][word(reason, Language::en)] = n;
    json["coverage"].push_back(std::move(j));
  }
  json["units"] = Json::array();
  for (std::size_t row = 0; row < result.size(); ++row) {
    Json unit{{"code", registry.unit(result.unit(row)).code.str()},
              {"met", interval(result.met(row))},
              {"applicable", interval(result.applicable(row))}};
    Json cells = Json::object();
    for (std::size_t c = 0; c < result.criteria(); ++c) {
      const Cell cell = result.cell(c, row);
      cells[rules.criterion(c).number.str()] =
          Json::array({word(cell.verdict(), Language::en), word(cell.reason(), Language::en)});
    }
    unit["criteria"] = std::move(cells);
    json["units"].push_back(std::move(unit));
  }
  return finish(json);
}

std::string write(const Explanation& e) {
  Json json{{"format", "tieuchi-explanation"},
            {"version", 1},
            {"unit", e.unit},
            {"set", e.set.str()},
            {"decision", e.decision},
            {"on", e.on.str()},
            {"indicator", e.number.str()},
            {"name", out(e.name)},
            {"column", e.column},
            {"verdict", word(e.cell.verdict(), Language::en)},
            {"reason", word(e.cell.reason(), Language::en)},
            {"asks", e.asks}};
  json["threshold"] = {{"values", out(e.threshold.numbers)},
                       {"instrument", e.threshold.instrument},
                       {"status", out(e.threshold.status)},
                       {"source", e.threshold.citation.source},
                       {"synthetic", e.threshold.synthetic}};
  json["values"] = Json::array();
  for (const auto& v : e.values) {
    Json j{{"measure", v.measure.code.str()},
           {"state", absence_words[static_cast<int>(v.reading.state)]}};
    if (v.reading.state == Observed::value) {
      j["value"] = v.reading.value;
      if (v.reading.denominator) j["denominator"] = *v.reading.denominator;
      j["reference"] = v.reference.str();
      j["evidence"] = evidence_words[static_cast<int>(v.reading.evidence)];
    }
    if (v.gap) j["gap"] = *v.gap;
    json["values"].push_back(std::move(j));
  }
  json["flags"] = {{"numeric_noise", e.numeric_noise},
                   {"legal_rounding", e.legal_rounding},
                   {"carried_forward", e.carried_forward},
                   {"unverified", e.unverified}};
  return finish(json);
}

}  // namespace tieuchi::inline v1::json
