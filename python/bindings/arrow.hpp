// The Arrow C stream interface: columns of frames without a copy where they are doubles.
// Structures as published: https://arrow.apache.org/docs/format/CDataInterface.html
#pragma once

#include "bindings.hpp"
#include "tieuchi/exchange/arrow.hpp"
#include "tieuchi/exchange/arrow_owned.hpp"

namespace arrow {

struct Stream {
  int (*schema)(Stream*, ArrowSchema*);
  int (*next)(Stream*, ArrowArray*);
  const char* (*last_error)(Stream*);
  void (*release)(Stream*);
  void* private_data;
};

using tc::arrow::Owned;

// Every column of a stream of record batches as (name, values, states): values float64 or None
// where the column is not numeric, states uint8 (0 a value, 1 missing) or None where nothing is.
py::list read(const py::capsule& stream);

}  // namespace arrow
