// All of relance's C++ API.
#pragma once

#include "relance/compile_options.hpp"
#include "relance/decision.hpp"
#include "relance/deploy.hpp"
#include "relance/diagnostic.hpp"
#include "relance/difference.hpp"
#include "relance/engine.hpp"
#include "relance/error.hpp"
#include "relance/event.hpp"
#include "relance/instant.hpp"
#include "relance/journal.hpp"
#include "relance/lead.hpp"
#include "relance/stage.hpp"
#include "relance/store.hpp"
#include "relance/text.hpp"
#include "relance/value.hpp"
#include "relance/workflow.hpp"
