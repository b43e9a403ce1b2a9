# Debian packages: `cmake --preset deb && cmake --build --preset deb && cpack --preset deb`. What is
# installed carries the component of its package; tests/package/deb.sh holds all of it to lintian.
set(packaging ${PROJECT_SOURCE_DIR}/packaging/debian)

# relance_package(COMPONENT NAME SECTION): where its copyright and its changes go.
function(relance_package component name section)
  set(documents ${CMAKE_INSTALL_DATAROOTDIR}/doc/${name})
  install(FILES ${packaging}/copyright ${PROJECT_BINARY_DIR}/changelog.gz
          DESTINATION ${documents} COMPONENT ${component})
  file(READ ${packaging}/${name}/description description)
  string(TOUPPER ${component} component)
  set(CPACK_DEBIAN_${component}_PACKAGE_NAME ${name} PARENT_SCOPE)
  set(CPACK_DEBIAN_${component}_PACKAGE_SECTION ${section} PARENT_SCOPE)
  set(CPACK_DEBIAN_${component}_DESCRIPTION "${description}" PARENT_SCOPE)
endfunction()

set(changelog ${PROJECT_BINARY_DIR}/changelog.gz)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${packaging}/changelog)
file(READ ${packaging}/changelog latest LIMIT 80)
if(NOT latest MATCHES "^relance \\(${PROJECT_VERSION}\\)")
  message(FATAL_ERROR "${packaging}/changelog does not begin with version ${PROJECT_VERSION}")
endif()
execute_process(COMMAND gzip -9nc ${packaging}/changelog OUTPUT_FILE ${changelog}
                COMMAND_ERROR_IS_FATAL ANY)

relance_package(runtime librelance1 libs)
relance_package(development librelance-dev libdevel)
relance_package(tool relance utils)
relance_package(python python3-relance python)

# For Debian's own Python, whichever goes before it on the PATH. The extension is for 3.9 and newer.
set(Python_EXECUTABLE /usr/bin/python3)
set(RELANCE_PYTHON_FOLDER lib/python3/dist-packages)
add_subdirectory(bindings/python)
target_compile_options(native PRIVATE "$<$<CONFIG:Release>:${RELANCE_HARDENING_FLAGS}>")
relance_hardened_link(native)

set(manual ${PROJECT_SOURCE_DIR}/packaging/man.py)
add_custom_command(OUTPUT relance.1.gz DEPENDS relance_command ${manual}
                   COMMAND ${Python_EXECUTABLE} ${manual} $<TARGET_FILE:relance_command> > relance.1
                   COMMAND gzip -9nf relance.1)
add_custom_target(relance_manual ALL DEPENDS relance.1.gz)
install(FILES ${PROJECT_BINARY_DIR}/relance.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
        COMPONENT tool)

set(examples ${CMAKE_INSTALL_DATAROOTDIR}/doc/librelance-dev/examples)
set(hosts ${PROJECT_SOURCE_DIR}/examples/hosts)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples/rules DESTINATION ${examples} COMPONENT development)
install(FILES ${hosts}/c/main.c DESTINATION ${examples}/hosts/c COMPONENT development)
install(FILES ${hosts}/cpp/main.cpp DESTINATION ${examples}/hosts/cpp COMPONENT development)
install(FILES ${hosts}/rules.yaml ${hosts}/transcript.txt DESTINATION ${examples}/hosts
        COMPONENT development)

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL runtime development tool python)
set(CPACK_PACKAGE_NAME relance)
set(CPACK_PACKAGE_CONTACT "relance developers <relance@relance.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/capi)

# cctz reads the system's zone files.
set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_CONTROL_EXTRA
    "${packaging}/librelance1/symbols;${packaging}/librelance1/shlibs;${packaging}/librelance1/triggers")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "librelance1 (= ${PROJECT_VERSION})")
# What the static C++ library is linked with; a C program needs none of it.
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS
    "libcctz-dev, libfmt-dev, libre2-dev, libsqlite3-dev, libsqlitecpp-dev, libyaml-cpp-dev")
set(CPACK_DEBIAN_TOOL_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_TOOL_PACKAGE_SUGGESTS graphviz)
set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS
    "librelance1 (= ${PROJECT_VERSION}), python3 (>= 3.9), python3-cffi-backend")
include(CPack)
