#include "archives/specimens.hpp"
#include "judged.hpp"

namespace pinned {

tieuchi::CriteriaSet set_of_every_kind() { return specimens::criteria_set(); }

}  // namespace pinned
