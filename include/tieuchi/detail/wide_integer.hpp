// Products of two decimals.
#pragma once

namespace tieuchi::inline v1::detail {

__extension__ typedef __int128 wide_integer;

}  // namespace tieuchi::inline v1::detail
