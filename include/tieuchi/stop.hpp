/// @file
/// How a caller stops a long call: options ask a `StopSignal` between blocks.
///
/// Whatever can be asked `stop_requested()` serves, `std::stop_token` first: this header names none
/// of them, because `<stop_token>` alone costs a compiler more than all of judging.
///
/// @code
/// const std::stop_token token = source.get_token();
/// const auto result = assess(rules, registry, panel, {.threads = 2, .stop = token});
/// @endcode
#pragma once

#include <exception>

#include "tieuchi/error.hpp"

namespace tieuchi::inline v1 {

/// Thrown after a stop was requested; nothing is returned then.
class TIEUCHI_EXCEPTION Stopped : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "stopped as requested"; }
};

/// A reference to something that may ask to stop; it must live as long as the call, so a temporary
/// is refused. Without one nothing ever stops. Asked from several threads at once.
class StopSignal {
 public:
  StopSignal() = default;
  template <class Token>
  requires requires(const Token& token) { bool(token.stop_requested()); }
  StopSignal(const Token& token)
      : token_(&token), ask_([](const void* asked) {
          return bool(static_cast<const Token*>(asked)->stop_requested());
        }) {}
  template <class Token>
  requires requires(const Token& token) { bool(token.stop_requested()); }
  StopSignal(const Token&& token) = delete;
  StopSignal(const StopSignal&) = default;
  StopSignal(StopSignal&&) = default;
  StopSignal& operator=(const StopSignal&) = default;
  StopSignal& operator=(StopSignal&&) = default;

  [[nodiscard]] bool stop_requested() const { return ask_ != nullptr && ask_(token_); }
  /// Whether there is anything to ask.
  [[nodiscard]] bool stop_possible() const { return ask_ != nullptr; }

 private:
  const void* token_ = nullptr;
  bool (*ask_)(const void*) = nullptr;
};

}  // namespace tieuchi::inline v1
