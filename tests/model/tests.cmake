find_package(rapidcheck REQUIRED)
relance_test(model ROOMS model LIBRARIES rapidcheck
  SOURCES model/header_words_test.cpp model/money_test.cpp model/names_test.cpp
          model/place_test.cpp model/pool_test.cpp)

add_executable(model_distances model/distances.cpp)
target_link_libraries(model_distances PRIVATE relance_model)
relance_flags(model_distances)
add_test(NAME model_distance_oracle
         COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/model/distance_oracle.py
                 $<TARGET_FILE:model_distances>)
set_tests_properties(model_distance_oracle PROPERTIES TIMEOUT 600)
