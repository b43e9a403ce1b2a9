/* What the capsules of Arrow's protocol hold (relance/_table.py): structs on the heap that go with
 * them. */
#ifndef RELANCE_PYTHON_ARROW_H
#define RELANCE_PYTHON_ARROW_H

#include <Python.h>
#include <relance/arrow.h>
#include <stdint.h>
#include <stdlib.h>

/* Empty, which is released; NULL when there is no memory. */
static struct ArrowArrayStream* relance_python_new_stream(void) {
  return calloc(1, sizeof(struct ArrowArrayStream));
}
static struct ArrowSchema* relance_python_new_schema(void) {
  return calloc(1, sizeof(struct ArrowSchema));
}

static void relance_python_free_stream(struct ArrowArrayStream* stream) {
  if (stream->release != NULL) stream->release(stream);
  free(stream);
}

/* The columns of a stream; 0, or an errno. */
static int relance_python_columns(struct ArrowArrayStream* stream, struct ArrowSchema* schema) {
  return stream->get_schema(stream, schema);
}

static void relance_python_end_of_stream(PyObject* capsule) {
  relance_python_free_stream(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
}
static void relance_python_end_of_schema(PyObject* capsule) {
  struct ArrowSchema* schema = PyCapsule_GetPointer(capsule, "arrow_schema");
  if (schema->release != NULL) schema->release(schema);
  free(schema);
}

/* The addresses of the two, which are what ends a capsule. */
static intptr_t relance_python_stream_end(void) { return (intptr_t)relance_python_end_of_stream; }
static intptr_t relance_python_schema_end(void) { return (intptr_t)relance_python_end_of_schema; }

#endif /* RELANCE_PYTHON_ARROW_H */
