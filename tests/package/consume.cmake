# One way of consuming relance: MODE is install, build_tree or subdirectory. See tests.cmake.
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT code EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "${output}\nfailed: ${command}")
  endif()
  message(STATUS "${output}")
endfunction()

# Configures the consumer; `result` says whether that went well.
function(configure folder result)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -G Ninja -S ${CMAKE_CURRENT_LIST_DIR}/consumer -B ${folder}
            -D CMAKE_BUILD_TYPE=${BUILD_TYPE} -D WITH_C=${WITH_C}
            "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=${CXX_FLAGS}"
            "-DCMAKE_C_FLAGS_RELWITHDEBINFO=${C_FLAGS}" -D CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}
            -D CMAKE_C_COMPILER_LAUNCHER=${LAUNCHER} ${ARGN}
    RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  set(${result} ${code} PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${WORK})
if(MODE STREQUAL "install")
  run(${CMAKE_COMMAND} --install ${BINARY} --prefix ${WORK}/prefix)
  set(way -D CMAKE_PREFIX_PATH=${WORK}/prefix)
  # The package says no to who wants another version.
  configure(${WORK}/newer code ${way} -D WANTED=0.2)
  if(code EQUAL 0 OR NOT output MATCHES "requested version \"0.2\"")
    message(FATAL_ERROR "version 0.2 was not refused:\n${output}")
  endif()
  configure(${WORK}/other code ${way} -D WANTED=0.1 -D PARTS=fortran)
  if(code EQUAL 0 OR NOT output MATCHES "no component fortran")
    message(FATAL_ERROR "a component that does not exist was not refused:\n${output}")
  endif()
  # The shared library alone asks for none of relance's guests.
  configure(${WORK}/c code ${way} -D WANTED=0.1 -D PARTS=c -D CMAKE_DISABLE_FIND_PACKAGE_fmt=ON)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "the component c alone is not found:\n${output}")
  endif()
  run(${CMAKE_COMMAND} --build ${WORK}/c)
  run(${WORK}/c/consumer_c)
elseif(MODE STREQUAL "build_tree")
  set(way -D relance_DIR=${BINARY})
else()
  set(way -D SUBDIRECTORY=${SOURCE})
endif()
configure(${WORK}/build code ${way} -D WANTED=0.1)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "${output}")
endif()
run(${CMAKE_COMMAND} --build ${WORK}/build -j 2)
run(${WORK}/build/consumer)
if(WITH_C)
  run(${WORK}/build/consumer_c)
endif()
