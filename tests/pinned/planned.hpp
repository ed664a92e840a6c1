// Plans for a made-up list of works.
#pragma once

#include "table.hpp"

namespace pinned {

Page plans();

}  // namespace pinned
