# cmake --install: one export set for each component of find_package(tieuchi COMPONENTS …), pkg-config files,
# and Debian packages by CPack (-G DEB).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/tieuchi)
# From the folder of the pkg-config files: a package may be unpacked anywhere.
file(RELATIVE_PATH to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)

function(tieuchi_component component)
  foreach(target ${ARGN})
    string(REPLACE tieuchi_ "" name ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
    install(TARGETS ${target} EXPORT tieuchi-${component}
            LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT development
            ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
            FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
  endforeach()
  install(EXPORT tieuchi-${component} NAMESPACE tieuchi:: FILE tieuchi-${component}-targets.cmake
          DESTINATION ${package_folder} COMPONENT development)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/tieuchi-${component}.pc.in ${PROJECT_BINARY_DIR}/tieuchi-${component}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/tieuchi-${component}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
endfunction()

tieuchi_component(headers tieuchi)
if(NOT TIEUCHI_HEADER_ONLY)
  set(compiled_flags -DTIEUCHI_COMPILED)
  set(compiled_library "-L\${libdir} -ltieuchi_compiled")
endif()
tieuchi_component(compiled tieuchi_compiled)
if(TARGET tieuchi_catalog)
  tieuchi_component(catalog tieuchi_csv tieuchi_json tieuchi_catalog)
endif()
if(TARGET tieuchi_archive)
  tieuchi_component(archive tieuchi_archive)
endif()
if(TARGET tieuchi_highs)
  tieuchi_component(highs tieuchi_highs)
endif()
if(TARGET tieuchi_c)
  tieuchi_component(c tieuchi_c)
endif()

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/tieuchi-config.cmake.in ${PROJECT_BINARY_DIR}/tieuchi-config.cmake
                              INSTALL_DESTINATION ${package_folder})
# Before version 1 every minor version may break callers.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/tieuchi-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/tieuchi-config.cmake ${PROJECT_BINARY_DIR}/tieuchi-config-version.cmake
        DESTINATION ${package_folder} COMPONENT development)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT development)

set(CPACK_PACKAGE_NAME tieuchi)
set(CPACK_PACKAGE_VENDOR tieuchi)
set(CPACK_PACKAGE_CONTACT "the tieuchi project")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_COMPONENTS_ALL runtime development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME libtieuchi1)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libtieuchi-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libtieuchi1 (= ${PROJECT_VERSION}), libboost-serialization-dev (>= 1.74)")
# Only who reads projection/ or planning/ the header-only way.
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS "libeigen3-dev (>= 3.4)")
include(CPack)
