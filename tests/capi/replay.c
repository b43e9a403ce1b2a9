/* replay FILE ...: each file through fuzz.c, twice; it ends in the same way both times. */
#include <stdint.h>
#include <stdio.h>

#include "calls.h"
#include "check.h"

uint64_t run_sequence(const uint8_t* data, size_t length);

int main(int argc, char** argv) {
  static uint8_t data[1 << 16];
  for (int i = 1; i < argc; ++i) {
    FILE* file = fopen(argv[i], "rb");
    CHECK(file != NULL);
    if (file == NULL) continue;
    const size_t length = fread(data, 1, sizeof(data), file);
    fclose(file);
    CHECK(run_sequence(data, length) == run_sequence(data, length));
  }
  close_rules();
  printf("%d files, %d failures\n", argc - 1, failures);
  return failures == 0 && argc > 1 ? 0 : 1;
}
