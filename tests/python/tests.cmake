# The Python package, as its users have it: a wheel in an empty virtual environment, and what
# `pip install ./bindings/python` makes. What is needed of the package registry is downloaded once for
# all builds of this tree; without the registry both tests are skipped. Sanitizers would have to be in
# the interpreter too.
if(TARGET relance_c AND NOT RELANCE_SANITIZE)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  set(wheel ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/python/wheel.py ${PROJECT_SOURCE_DIR})
  add_test(NAME python COMMAND ${wheel} ${PROJECT_BINARY_DIR})
  add_test(NAME python_install COMMAND ${wheel} --install -O0 "${CMAKE_CXX_COMPILER_LAUNCHER}")
  set_tests_properties(python python_install PROPERTIES LABELS slow SKIP_RETURN_CODE 77 TIMEOUT 3600)
  set_tests_properties(python PROPERTIES COST 120)
  set_tests_properties(python_install PROPERTIES COST 300 PROCESSORS 2)
endif()
