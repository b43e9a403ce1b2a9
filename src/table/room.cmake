relance_room(table DEPENDS base SOURCES table/table.cpp)
