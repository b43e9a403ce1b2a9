relance_room(intake SOURCES intake/csv.cpp DEPENDS base)
