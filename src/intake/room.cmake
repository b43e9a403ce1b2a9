relance_room(intake
  SOURCES intake/bind.cpp intake/csv.cpp intake/earlier.cpp intake/gather.cpp intake/import.cpp intake/mapping.cpp
          intake/pending.cpp intake/row.cpp
  DEPENDS base time model rules engine)
