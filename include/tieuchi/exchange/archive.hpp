/// @file
/// Archives: whatever the library holds, as bytes that open again in ten years. Compiled: target
/// `tieuchi::archive`.
///
/// For files of one's own, caches, pickles; between agencies JSON is what to exchange. An archive
/// is one line and a Boost.Serialization text archive, written the same by every version of Boost
/// and on every platform:
///
///     tieuchi-archive 1 assessment 48211 5d1f0c7a90be2244
///
/// magic, format, kind, length and CRC-64/XZ of what follows. A loaded value is equal to the saved
/// one to the last bit; projections of a loaded model are the same. Values are built by the
/// constructors of the library, so that an archive cannot hold what they refuse. Every release
/// reads the formats of all releases before it (tests/archives/); a newer format is refused by its
/// number.
///
/// | hostile bytes            | what happens                                    |
/// | ------------------------ | ----------------------------------------------- |
/// | cut, changed, lengthened | `ArchiveError` before anything is read          |
/// | forged with a right sum  | `ArchiveError`; memory below 48 times the bytes |
///
/// @code
/// write_file("model.tieuchi", archive::save(model));                        // exchange/file.hpp
/// const auto again = archive::load<Model>(read_file("model.tieuchi"), "model.tieuchi");
/// @endcode
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "tieuchi/assessment/assess.hpp"
#include "tieuchi/criteria/overlay.hpp"
#include "tieuchi/exchange/bundle.hpp"
#include "tieuchi/exchange/record.hpp"
#include "tieuchi/observation/panel_data.hpp"
#include "tieuchi/planning/work_plan.hpp"
#include "tieuchi/programme/programme.hpp"
#include "tieuchi/projection/outlook.hpp"

namespace tieuchi::inline v1::archive {

/// What an archive holds.
enum class Kind : std::uint8_t {
  criteria_set,
  overlay,
  registry,
  panel,
  assessment,
  programme,
  history,
  model,
  outlook,
  works,
  work_plan,
  bundle
};
/// The word of a kind, as it stands in the file: "criteria_set".
[[nodiscard]] std::string_view name(Kind kind);

template <class T>
inline constexpr int kind_number = -1;
/// The types of the kinds.
template <class T>
concept Archived = (kind_number<T> >= 0);

/// The archive of a value of one of the kinds.
template <Archived T>
[[nodiscard]] std::string save(const T& value);
/// The value of an archive; `file` names it in problems.
/// @throws ArchiveError if the bytes are not an archive of this kind in a format known here.
template <Archived T>
[[nodiscard]] T load(std::string_view bytes, std::string_view file = {});

// Compiled: the envelope, which is checked whole before anything of it is read.
[[nodiscard]] Kind kind_of(std::string_view bytes, std::string_view file = {});
[[nodiscard]] std::string seal(Kind kind, Record record);
[[nodiscard]] Record unseal(std::string_view bytes, Kind kind, std::string_view file = {});

// ------------------------------------------------------------------------------------------------

template <>
inline constexpr int kind_number<CriteriaSet> = static_cast<int>(Kind::criteria_set);
template <>
inline constexpr int kind_number<Overlay> = static_cast<int>(Kind::overlay);
template <>
inline constexpr int kind_number<Registry> = static_cast<int>(Kind::registry);
template <>
inline constexpr int kind_number<PanelData> = static_cast<int>(Kind::panel);
template <>
inline constexpr int kind_number<Assessment> = static_cast<int>(Kind::assessment);
template <>
inline constexpr int kind_number<Programme> = static_cast<int>(Kind::programme);
template <>
inline constexpr int kind_number<History> = static_cast<int>(Kind::history);
template <>
inline constexpr int kind_number<Model> = static_cast<int>(Kind::model);
template <>
inline constexpr int kind_number<Outlook> = static_cast<int>(Kind::outlook);
template <>
inline constexpr int kind_number<WorkList> = static_cast<int>(Kind::works);
template <>
inline constexpr int kind_number<WorkPlan> = static_cast<int>(Kind::work_plan);
template <>
inline constexpr int kind_number<Bundle> = static_cast<int>(Kind::bundle);
/// One more than the last kind: each has a name and a number.
inline constexpr int kinds = kind_number<Bundle> + 1;

inline std::string_view name(Kind kind) {
  static constexpr std::array<std::string_view, kinds> names{
      "criteria_set", "overlay", "registry", "panel", "assessment", "programme",
      "history",      "model",   "outlook",  "works", "work_plan",  "bundle"};
  return names.at(static_cast<std::size_t>(kind));
}

// Every kind is taken apart once, in the compiled target.
extern template std::string save(const CriteriaSet& value);
extern template CriteriaSet load(std::string_view bytes, std::string_view file);
extern template std::string save(const Overlay& value);
extern template Overlay load(std::string_view bytes, std::string_view file);
extern template std::string save(const Registry& value);
extern template Registry load(std::string_view bytes, std::string_view file);
extern template std::string save(const PanelData& value);
extern template PanelData load(std::string_view bytes, std::string_view file);
extern template std::string save(const Assessment& value);
extern template Assessment load(std::string_view bytes, std::string_view file);
extern template std::string save(const Programme& value);
extern template Programme load(std::string_view bytes, std::string_view file);
extern template std::string save(const Bundle& value);
extern template Bundle load(std::string_view bytes, std::string_view file);
extern template std::string save(const History& value);
extern template History load(std::string_view bytes, std::string_view file);
extern template std::string save(const Model& value);
extern template Model load(std::string_view bytes, std::string_view file);
extern template std::string save(const Outlook& value);
extern template Outlook load(std::string_view bytes, std::string_view file);
extern template std::string save(const WorkList& value);
extern template WorkList load(std::string_view bytes, std::string_view file);
extern template std::string save(const WorkPlan& value);
extern template WorkPlan load(std::string_view bytes, std::string_view file);

}  // namespace tieuchi::inline v1::archive
