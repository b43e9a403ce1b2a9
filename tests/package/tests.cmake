# Being consumed: by an installed package, by a build tree, by add_subdirectory, by pkg-config, from
# Debian packages. Sanitized builds are left out: their users would need the same sanitizers.
if(NOT RELANCE_SANITIZE AND RELANCE_INSTALL)
  function(relance_consumption_test mode)
    add_test(NAME package_${mode} COMMAND ${CMAKE_COMMAND}
      -D MODE=${mode} -D SOURCE=${PROJECT_SOURCE_DIR} -D BINARY=${PROJECT_BINARY_DIR}
      -D WORK=${CMAKE_CURRENT_BINARY_DIR}/package/${mode} -D BUILD_TYPE=${CMAKE_BUILD_TYPE}
      -D CXX_FLAGS=-O0 -D C_FLAGS=-O0
      -D "LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}" -D WITH_C=$<TARGET_EXISTS:relance_c>
      -P ${CMAKE_CURRENT_SOURCE_DIR}/package/consume.cmake)
    set_tests_properties(package_${mode} PROPERTIES LABELS "${ARGN}" TIMEOUT 3600)
  endfunction()
  relance_consumption_test(install)
  relance_consumption_test(build_tree)
  relance_consumption_test(subdirectory slow)
  set_tests_properties(package_subdirectory PROPERTIES COST 300 PROCESSORS 2)
  if(TARGET relance_c)
    add_test(NAME package_pkgconfig COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/package/pkgconfig.sh
             ${PROJECT_BINARY_DIR} ${CMAKE_CURRENT_BINARY_DIR}/package/pkgconfig)
    add_test(NAME package_deb COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/package/deb.sh)
    set_tests_properties(package_deb PROPERTIES LABELS slow COST 120 PROCESSORS 2 TIMEOUT 3600
                         SKIP_RETURN_CODE 77)
  endif()
endif()

# Hosts compile with Clang too: it reads all public headers, and what is stricter there than in GCC.
find_program(RELANCE_CLANG NAMES clang++ clang++-14 REQUIRED)
add_test(NAME clang_reads COMMAND ${RELANCE_CLANG} -std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic
         -Werror -I ${PROJECT_SOURCE_DIR}/include -I ${PROJECT_SOURCE_DIR}/src
         -include relance/relance.hpp -include relance/core/decide.hpp
         ${PROJECT_SOURCE_DIR}/src/lifecycle/lifecycle.cpp)
