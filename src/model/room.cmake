relance_room(model SOURCES model/effect_id.cpp model/money.cpp model/names.cpp DEPENDS base)
