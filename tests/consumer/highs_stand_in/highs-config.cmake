# In place of HiGHS, which Debian does not have: enough of its package and header to build and install tieuchi::highs and
# to link a program with it. It finds every programme infeasible. scripts/highs.sh builds the real one.
add_library(highs::highs INTERFACE IMPORTED)
target_include_directories(highs::highs INTERFACE ${CMAKE_CURRENT_LIST_DIR})
