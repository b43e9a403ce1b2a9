// Takes the place of malloc and operator new for the program and all libraries that it loads. Below
// it stands the allocator of AddressSanitizer where that is linked in, else the one of the C
// library.
#include "shortage.h"

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <new>

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);
void* __interceptor_malloc(std::size_t) __attribute__((weak));
void* __interceptor_calloc(std::size_t, std::size_t) __attribute__((weak));
void* __interceptor_realloc(void*, std::size_t) __attribute__((weak));
void* __interceptor_memalign(std::size_t, std::size_t) __attribute__((weak));
void __interceptor_free(void*) __attribute__((weak));
}

namespace {

std::size_t until_failure = 0;  // 0: memory is there
bool fails_for_good = false;
std::size_t failed = 0;
std::size_t tried = 0;
std::size_t in_use = 0;

bool fails() {
  if (until_failure == 0) return false;
  ++tried;
  if (until_failure > 1) {
    --until_failure;
    return false;
  }
  if (!fails_for_good) until_failure = SIZE_MAX;  // far away
  ++failed;
  errno = ENOMEM;
  return true;
}

void* counted(void* block) {
  if (block != nullptr) ++in_use;
  return block;
}

}  // namespace

void shortage_begins(size_t nth, int for_good) {
  failed = tried = 0;
  fails_for_good = for_good != 0;
  until_failure = nth;
}

size_t shortage_ends() {
  until_failure = 0;
  return failed;
}

size_t allocations_tried() { return tried; }

// AddressSanitizer looks for leaks itself, and what its realpath allocates is not seen here.
size_t blocks_in_use() { return __interceptor_malloc ? 0 : in_use; }

extern "C" {

void* malloc(std::size_t size) {
  if (fails()) return nullptr;
  return counted(__interceptor_malloc ? __interceptor_malloc(size) : __libc_malloc(size));
}

void* calloc(std::size_t count, std::size_t size) {
  if (fails()) return nullptr;
  return counted(__interceptor_calloc ? __interceptor_calloc(count, size)
                                      : __libc_calloc(count, size));
}

void* realloc(void* block, std::size_t size) {
  if (fails()) return nullptr;
  void* moved =
      __interceptor_realloc ? __interceptor_realloc(block, size) : __libc_realloc(block, size);
  if (block == nullptr) counted(moved);
  return moved;
}

void* memalign(std::size_t alignment, std::size_t size) {
  if (fails()) return nullptr;
  return counted(__interceptor_memalign ? __interceptor_memalign(alignment, size)
                                        : __libc_memalign(alignment, size));
}

void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }

int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  *block = memalign(alignment, size);
  return *block == nullptr ? ENOMEM : 0;
}

void free(void* block) {
  if (block == nullptr) return;
  --in_use;
  __interceptor_free ? __interceptor_free(block) : __libc_free(block);
}

}  // extern "C"

// AddressSanitizer has operators of its own, which would pass malloc by.
void* operator new(std::size_t size) {
  if (void* block = malloc(size != 0 ? size : 1)) return block;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return malloc(size != 0 ? size : 1);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return malloc(size != 0 ? size : 1);
}
void operator delete(void* block) noexcept { free(block); }
void operator delete[](void* block) noexcept { free(block); }
void operator delete(void* block, std::size_t) noexcept { free(block); }
void operator delete[](void* block, std::size_t) noexcept { free(block); }
void operator delete(void* block, const std::nothrow_t&) noexcept { free(block); }
void operator delete[](void* block, const std::nothrow_t&) noexcept { free(block); }
