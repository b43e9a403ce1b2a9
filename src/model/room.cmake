relance_room(model SOURCES model/distance.cpp model/effect_id.cpp model/money.cpp
  model/names.cpp model/place.cpp DEPENDS base)
