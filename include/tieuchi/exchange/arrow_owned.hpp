/// @file
/// Who holds a structure of Arrow's C data interface releases it, once: the word of the interface
/// in a type.
///
/// @code
/// arrow::Owned<ArrowArray> batch;
/// producer(&batch.value);      // filled here, released where `batch` goes
/// @endcode
#pragma once

#include "tieuchi/arrow_abi.h"

namespace tieuchi::inline v1::arrow {

/// A structure that is released when this goes: an ArrowSchema, an ArrowArray, an ArrowArrayStream.
/// One that was never filled, or was moved out and marked released, is left alone.
template <class T>
struct Owned {
  T value{};
  Owned() = default;
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() {
    if (value.release) value.release(&value);
  }
};

}  // namespace tieuchi::inline v1::arrow
