// The two ways to build (docs/decisions/0009): bodies are inline in header-only programs, and
// compiled once into tieuchi::compiled, which defines TIEUCHI_COMPILED for itself and for all that
// link it.
#pragma once

#ifdef TIEUCHI_COMPILED
#define TIEUCHI_INLINE
#else
#define TIEUCHI_INLINE inline
#endif
