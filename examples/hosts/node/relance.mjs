// relance.h for Node: text, errors, and rows as plain objects.
import koffi from "koffi";

const library = koffi.load(process.env.RELANCE_LIBRARY ?? "librelance.so.1");

koffi.struct("relance_str", { data: "void *", size: "size_t" });
koffi.struct("relance_attribute", {
  struct_size: "uint32_t", reserved: "uint32_t", name: "relance_str", text: "relance_str",
});
koffi.struct("relance_event", {
  struct_size: "uint32_t", given: "uint32_t",
  lead: "relance_str", name: "relance_str", key: "relance_str", actor: "relance_str",
  occurred_at: "int64_t", now: "int64_t",
  attributes: "relance_attribute *", attribute_count: "size_t", attribute_stride: "size_t",
});
// The first members; those that follow in relance.h keep their defaults.
koffi.struct("relance_open_options", {
  struct_size: "uint32_t", durability: "uint32_t", path: "relance_str",
});

// Each call below, by its name without "relance_".
const c = Object.fromEntries([
  "uint32_t relance_abi_version()",
  "relance_str relance_error_message(void *error)",
  "void *relance_error_diagnostics(void *error)",
  "void relance_error_destroy(void *error)",
  "size_t relance_rows_count(void *rows)",
  "relance_str relance_rows_text(void *rows, size_t index, int32_t field)",
  "int64_t relance_rows_number(void *rows, size_t index, int32_t field)",
  "void relance_rows_destroy(void *rows)",
  "int32_t relance_compile(relance_str text, relance_str file, void *options, " +
    "_Out_ void **workflow, _Out_ void **error)",
  "relance_str relance_workflow_text(void *workflow, int32_t field)",
  "void relance_workflow_destroy(void *workflow)",
  "int32_t relance_open(relance_open_options *options, _Out_ void **engine, _Out_ void **error)",
  "void relance_close(void *engine)",
  "int32_t relance_deploy(void *engine, relance_str tenant, void *workflow, int64_t at, " +
    "relance_str actor, _Out_ void **error)",
  "int32_t relance_submit(void *engine, relance_str tenant, relance_event *events, size_t count, " +
    "size_t stride, int64_t now, _Out_ void **decisions, _Out_ void **error)",
  "int32_t relance_tick(void *engine, relance_str tenant, int64_t now, size_t at_most, " +
    "_Out_ size_t *fired, void *next, _Out_ void **error)",
  "int32_t relance_claim(void *engine, relance_str tenant, int64_t now, size_t at_most, " +
    "int64_t lease, _Out_ void **effects, _Out_ void **error)",
  "int32_t relance_ack(void *engine, relance_str tenant, relance_str effect, uint32_t token, " +
    "int64_t now, _Out_ void **error)",
  "int32_t relance_worklist_of(void *engine, relance_str tenant, int64_t now, void *filter, " +
    "size_t at_most, _Out_ void **work, _Out_ void **error)",
].map((declaration) => [/relance_(\w+)\(/.exec(declaration)[1], library.func(declaration)]));

if (c.abi_version() !== 1) throw new Error("this host knows version 1 of the interface only");

const FIELDS = {
  id: 1, lead: 2, verdict: 6, message: 8, verb: 15, name: 16, state: 26, because: 30, text: 40,
};
const NUMBERS = { notBefore: 19, token: 22, by: 32 };
const AT_ONCE = 100; // effects of a claim, lines of a list
export const NEVER = 2n ** 63n - 1n;

function given(text) {
  const data = Buffer.from(text);
  return { data, size: data.length };
}

const owned = ({ data, size }) =>
  size === 0 ? "" : Buffer.from(koffi.decode(data, koffi.array("uint8_t", size))).toString();

/** Answers as objects; what a row does not have is empty. */
function* read(rows) {
  for (let i = 0; i < c.rows_count(rows); ++i) {
    const row = {};
    for (const field in FIELDS) row[field] = owned(c.rows_text(rows, i, FIELDS[field]));
    for (const field in NUMBERS) row[field] = c.rows_number(rows, i, NUMBERS[field]);
    yield row;
  }
}

/** Makes a call, whose last parameters are the outs given and the error. */
function call(name, ...parameters) {
  const error = [null];
  if (c[name](...parameters, error) === 0) return;
  const found = [...read(c.error_diagnostics(error[0]))].map((diagnostic) => diagnostic.text);
  const message = found.join("") || owned(c.error_message(error[0]));
  c.error_destroy(error[0]);
  throw new Error(message.trimEnd());
}

function rows(name, ...parameters) {
  const out = [null];
  call(name, ...parameters, out);
  try {
    return [...read(out[0])];
  } finally {
    c.rows_destroy(out[0]);
  }
}

/** Decides on the leads of one tenant. Call close() when done. */
export class Engine {
  #handle;
  #tenant;

  constructor(database, tenant) {
    const out = [null];
    const struct_size = koffi.sizeof("relance_open_options");
    call("open", { struct_size, durability: 0, path: given(database) }, out);
    this.#handle = out[0];
    this.#tenant = given(tenant);
  }
  close() {
    c.close(this.#handle);
    this.#handle = null;
  }
  /** Puts rules in force for new leads and answers with their name. */
  deploy(rules, file, now) {
    const out = [null];
    call("compile", given(rules), given(file), null, out);
    try {
      call("deploy", this.#handle, this.#tenant, out[0], now, given(""));
      return owned(c.workflow_text(out[0], FIELDS.name));
    } finally {
      c.workflow_destroy(out[0]);
    }
  }
  /** Decides events ({lead, name, key, with}), all of them or none, and answers in their order. */
  submit(events, now) {
    const told = events.map((event) => {
      const attributes = Object.entries(event.with ?? {}).map(([name, text]) => ({
        struct_size: koffi.sizeof("relance_attribute"), reserved: 0, name: given(name), text: given(text),
      }));
      return {
        struct_size: koffi.sizeof("relance_event"), given: 0,
        lead: given(event.lead), name: given(event.name), key: given(event.key), actor: given(""),
        occurred_at: 0, now: 0,
        attributes, attribute_count: attributes.length,
        attribute_stride: koffi.sizeof("relance_attribute"),
      };
    });
    return rows("submit", this.#handle, this.#tenant, told, told.length, koffi.sizeof("relance_event"), now);
  }
  /** Fires what is due and answers how much that was. */
  tick(now) {
    const fired = [0];
    call("tick", this.#handle, this.#tenant, now, 0, fired, null);
    return fired[0];
  }
  claim(now) {
    return rows("claim", this.#handle, this.#tenant, now, AT_ONCE, 0);
  }
  ack(effect, now) {
    call("ack", this.#handle, this.#tenant, given(effect.id), effect.token, now);
  }
  worklist(now) {
    return rows("worklist_of", this.#handle, this.#tenant, now, null, AT_ONCE);
  }
}
