# The site, built with warnings as errors, each link inside it followed. Once, in the build without
# sanitizers: no program of ours is in it.
if(RELANCE_SANITIZE)
  return()
endif()
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME site COMMAND ${PROJECT_SOURCE_DIR}/docs/site/build.sh)
set_tests_properties(site PROPERTIES LABELS slow COST 30 TIMEOUT 1200)
add_test(NAME site_finds_broken_links
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/site/site_test.py)
