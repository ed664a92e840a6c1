// Compiles how sets, units, facts and verdicts are taken apart and built.
#include "archive_access.hpp"

namespace tieuchi::inline v1::archive {

template std::string save(const CriteriaSet& value);
template CriteriaSet load(std::string_view bytes, std::string_view file);
template std::string save(const Overlay& value);
template Overlay load(std::string_view bytes, std::string_view file);
template std::string save(const Registry& value);
template Registry load(std::string_view bytes, std::string_view file);
template std::string save(const PanelData& value);
template PanelData load(std::string_view bytes, std::string_view file);
template std::string save(const Assessment& value);
template Assessment load(std::string_view bytes, std::string_view file);
template std::string save(const Programme& value);
template Programme load(std::string_view bytes, std::string_view file);
template std::string save(const Bundle& value);
template Bundle load(std::string_view bytes, std::string_view file);

}  // namespace tieuchi::inline v1::archive
