// Compiles how histories, models, outlooks and plans are taken apart and built.
#include "archive_access.hpp"

namespace tieuchi::inline v1::archive {

template std::string save(const History& value);
template History load(std::string_view bytes, std::string_view file);
template std::string save(const Model& value);
template Model load(std::string_view bytes, std::string_view file);
template std::string save(const Outlook& value);
template Outlook load(std::string_view bytes, std::string_view file);
template std::string save(const WorkList& value);
template WorkList load(std::string_view bytes, std::string_view file);
template std::string save(const WorkPlan& value);
template WorkPlan load(std::string_view bytes, std::string_view file);

}  // namespace tieuchi::inline v1::archive
