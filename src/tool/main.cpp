#include "tool/command.hpp"

int main(int argc, char** argv) { return relance::tool::run_command(argc, argv); }
