relance_room(report
  SOURCES report/conditions.cpp report/counted_log.cpp report/explain.cpp report/funnel.cpp
          report/history.cpp report/json.cpp report/lead_clock.cpp report/lead_deadlines.cpp
          report/lead_json.cpp report/lead_repeats.cpp report/lead_text.cpp report/lead_words.cpp
          report/ran_out.cpp report/table.cpp report/timer_words.cpp
  DEPENDS base time model rules engine)
