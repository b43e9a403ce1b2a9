relance_room(model SOURCES model/names.cpp DEPENDS base)
