relance_test(draw
  ROOMS draw
  SOURCES draw/draw_test.cpp)
