find_package(rapidcheck REQUIRED)
relance_test(model ROOMS model LIBRARIES rapidcheck
  SOURCES model/header_words_test.cpp model/money_test.cpp model/names_test.cpp model/pool_test.cpp)
