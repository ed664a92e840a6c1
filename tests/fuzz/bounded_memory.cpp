// Counts what a target holds, by the hooks of the sanitizer: a hostile file of a megabyte must not
// make the library hold more than 64 MB.
#include "fuzz.hpp"

#if __has_feature(address_sanitizer)
#include <sanitizer/allocator_interface.h>

namespace {

thread_local long held = 0;
thread_local bool counting = false;

void taken(const volatile void* p, std::size_t size) {
  (void)p;
  if (!counting) return;
  held += static_cast<long>(size);
  if (held > fuzz::most) {
    counting = false;
    std::fprintf(stderr, "%ld bytes are held (the last allocation asked for %zu)\n", held, size);
    std::abort();
  }
}

void given(const volatile void* p) {
  if (counting && p) held -= static_cast<long>(__sanitizer_get_allocated_size(p));
}

[[maybe_unused]] const int installed = __sanitizer_install_malloc_and_free_hooks(taken, given);

}  // namespace

fuzz::Bounded::Bounded() { held = 0, counting = true; }
fuzz::Bounded::~Bounded() { counting = false; }

#else  // the fast build counts nothing
fuzz::Bounded::Bounded() = default;
fuzz::Bounded::~Bounded() {}
#endif
