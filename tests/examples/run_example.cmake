# Runs an example and compares what it prints with what a person has read.
execute_process(COMMAND ${EXAMPLE} ${FOLDER} ${CMAKE_CURRENT_BINARY_DIR} OUTPUT_VARIABLE printed ERROR_VARIABLE errors RESULT_VARIABLE status)
file(READ ${EXPECTED} expected)
if(NOT status EQUAL 0 OR NOT printed STREQUAL expected)
  file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/printed.txt "${printed}")
  message(FATAL_ERROR "status ${status}; the output differs from ${EXPECTED}; printed:\n${printed}\n${errors}")
endif()
