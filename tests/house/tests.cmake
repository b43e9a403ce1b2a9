# What is asked of the sources, not of what runs: once, in the build without sanitizers.
if(RELANCE_SANITIZE)
  return()
endif()
find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(house ${CMAKE_CURRENT_SOURCE_DIR}/house/house.py)
add_test(NAME house COMMAND ${Python3_EXECUTABLE} ${house} ${PROJECT_SOURCE_DIR})
add_test(NAME house_finds_planted_violations
         COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/house/house_test.py)

# Each public header compiles alone, as a translation unit of its own.
file(GLOB_RECURSE headers RELATIVE ${PROJECT_SOURCE_DIR}/include CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/include/relance/*.hpp)
add_library(headers_alone OBJECT)
target_include_directories(headers_alone PRIVATE ${PROJECT_SOURCE_DIR}/include)
relance_flags(headers_alone)
foreach(header IN LISTS headers)
  set(unit ${CMAKE_CURRENT_BINARY_DIR}/headers_alone/${header}.cpp)
  file(CONFIGURE OUTPUT ${unit} CONTENT "#include \"@header@\"\n#include \"@header@\"\n" @ONLY)
  target_sources(headers_alone PRIVATE ${unit})
endforeach()
