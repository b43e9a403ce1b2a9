/* Events as the package packs them (relance/_event.py), given to relance_submit in one call: the
 * host language does nothing per event but join bytes. */
#ifndef RELANCE_PYTHON_BATCH_H
#define RELANCE_PYTHON_BATCH_H

#include <relance/relance.h>
#include <stdlib.h>
#include <string.h>

/* What each packed event begins with, in native order and without padding. Behind it: two sizes
 * (uint32_t) for each attribute, then all the texts, in the order of the members and of the
 * attributes, name before text. */
typedef struct relance_python_head {
  int64_t occurred_at;
  int64_t now;
  uint32_t given;
  uint32_t attribute_count;
  uint32_t sizes[4]; /* lead, name, key, actor */
} relance_python_head;

/* The next `size` bytes as text. */
static relance_str relance_python_text(const char** at, uint32_t size) {
  const relance_str text = {*at, size};
  *at += size;
  return text;
}

static uint32_t relance_python_size(const char* sizes, size_t index) {
  uint32_t size;
  memcpy(&size, sizes + index * sizeof(size), sizeof(size));
  return size;
}

/* Reads one event and its attributes; what follows it is returned. The texts stay where they are.
 */
static const char* relance_python_read(const char* at, relance_event* event,
                                       relance_attribute* attributes) {
  relance_python_head head;
  memcpy(&head, at, sizeof(head));
  const char* sizes = at + sizeof(head);
  at = sizes + (size_t)head.attribute_count * 2 * sizeof(uint32_t);
  memset(event, 0, sizeof(*event));
  event->struct_size = sizeof(*event);
  event->given = head.given;
  event->lead = relance_python_text(&at, head.sizes[0]);
  event->name = relance_python_text(&at, head.sizes[1]);
  event->key = relance_python_text(&at, head.sizes[2]);
  event->actor = relance_python_text(&at, head.sizes[3]);
  event->occurred_at = head.occurred_at;
  event->now = head.now;
  event->attributes = attributes;
  event->attribute_count = head.attribute_count;
  event->attribute_stride = sizeof(*attributes);
  for (uint32_t i = 0; i < head.attribute_count; ++i) {
    attributes[i].struct_size = sizeof(*attributes);
    attributes[i].reserved = 0;
    attributes[i].name = relance_python_text(&at, relance_python_size(sizes, 2 * (size_t)i));
    attributes[i].text = relance_python_text(&at, relance_python_size(sizes, 2 * (size_t)i + 1));
  }
  return at;
}

/* As relance_submit, of `count` packed events in `size` bytes. RELANCE_MEMORY may come without an
 * error. */
static relance_code relance_python_submit(relance_engine* engine, relance_str tenant,
                                          const char* packed, size_t size, size_t count,
                                          int64_t now, relance_rows** decisions,
                                          relance_error** error) {
  /* An attribute takes at least its two sizes, so this many are enough. One more of each: an
   * allocation of nothing may be NULL. */
  const size_t most = (size - count * sizeof(relance_python_head)) / (2 * sizeof(uint32_t));
  relance_event* events = malloc((count + 1) * sizeof(*events));
  relance_attribute* attributes = malloc((most + 1) * sizeof(*attributes));
  relance_code code = RELANCE_MEMORY;
  *decisions = NULL;
  *error = NULL;
  if (events != NULL && attributes != NULL) {
    relance_attribute* free_ones = attributes;
    for (size_t i = 0; i < count; ++i) {
      packed = relance_python_read(packed, &events[i], free_ones);
      free_ones += events[i].attribute_count;
    }
    code = relance_submit(engine, tenant, events, count, sizeof(*events), now, decisions, error);
  }
  free(attributes);
  free(events);
  return code;
}

#endif /* RELANCE_PYTHON_BATCH_H */
