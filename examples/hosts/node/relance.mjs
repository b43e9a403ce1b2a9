// relance.h for Node. Calls and fields are taken from the header, so they are named as there.
import { readFileSync } from "node:fs";
import koffi from "koffi";

const { RELANCE_INCLUDE = "/usr/include", RELANCE_LIBRARY = "librelance.so.1" } = process.env;
const header = readFileSync(`${RELANCE_INCLUDE}/relance/relance.h`, "utf8");
const library = koffi.load(RELANCE_LIBRARY);
for (const name of ["code", "field"]) koffi.alias(`relance_${name}`, "int32_t");
for (const name of ["error", "rows", "workflow", "engine", "compile_options", "work_filter"]) {
  koffi.opaque(`relance_${name}`);
}
koffi.struct("relance_str", { data: "void *", size: "size_t" });
const Attribute = koffi.struct("relance_attribute", {
  struct_size: "uint32_t", reserved: "uint32_t", name: "relance_str", text: "relance_str",
});
const Event = koffi.struct("relance_event", {
  struct_size: "uint32_t", given: "uint32_t",
  lead: "relance_str", name: "relance_str", key: "relance_str", actor: "relance_str",
  occurred_at: "int64_t", now: "int64_t",
  attributes: "relance_attribute *", attribute_count: "size_t", attribute_stride: "size_t",
});
// Its first members; those that follow keep their defaults.
const OpenOptions = koffi.struct("relance_open_options", {
  struct_size: "uint32_t", durability: "uint32_t", path: "relance_str",
});

/** c.claim(...) is relance_claim(...). */
const c = new Proxy({}, {
  get(known, name) {
    const [prototype] = header.match(new RegExp(`^\\w[\\w *]+ relance_${name}\\([^)]*\\)`, "m"));
    known[name] ??= library.func(prototype.replace(/\w+\*\* |size_t\* fired/g, "_Out_ $&"));
    return known[name];
  },
});

const TEXTS = ["ID", "LEAD", "STATE", "VERB", "NAME", "BECAUSE", "VERDICT", "MESSAGE", "TEXT"];
const NUMBERS = ["TOKEN", "NOT_BEFORE", "BY"];
const field = (name) => Number(header.match(`RELANCE_FIELD_${name} = (\\d+)`)[1]);
export const NEVER = 2n ** 63n - 1n;

function given(text) {
  const data = Buffer.from(text);
  return { data, size: data.length };
}

const owned = ({ data, size }) =>
  size === 0 ? "" : Buffer.from(koffi.decode(data, koffi.array("uint8_t", size))).toString();

/** Rows as objects; what a row does not have is empty. */
function read(rows) {
  return Array.from({ length: c.rows_count(rows) }, (_, i) => Object.fromEntries([
    ...TEXTS.map((name) => [name, owned(c.rows_text(rows, i, field(name)))]),
    ...NUMBERS.map((name) => [name, c.rows_number(rows, i, field(name))]),
  ]));
}

/** An event for submit. Told again under its key, it counts once. */
export function event(lead, name, key, carried = {}) {
  const [struct_size, attribute_stride] = [koffi.sizeof(Event), koffi.sizeof(Attribute)];
  const attributes = Object.entries(carried).map(([attribute, text]) => (
    { struct_size: attribute_stride, reserved: 0, name: given(attribute), text: given(text) }));
  return {
    struct_size, given: 0, lead: given(lead), name: given(name), key: given(key), actor: given(""),
    occurred_at: 0, now: 0, attributes, attribute_count: attributes.length, attribute_stride,
  };
}

/** Makes a call. Text may be given as it is; what the call makes is last among its parameters. */
function call(name, ...parameters) {
  const error = [null];
  const plain = parameters.map((one) => (typeof one === "string" ? given(one) : one));
  if (c[name](...plain, error) === 0) return;
  const found = read(c.error_diagnostics(error[0])).map(({ TEXT }) => TEXT);
  const message = found.join("") || owned(c.error_message(error[0]));
  c.error_destroy(error[0]);
  throw new Error(message.trimEnd());
}

function made(name, ...parameters) {
  const out = [null];
  call(name, ...parameters, out);
  return out[0];
}

/** Decides on the leads of one tenant. Close it when it is done. */
export class Engine {
  constructor(database, tenant) {
    const struct_size = koffi.sizeof(OpenOptions);
    this.tenant = tenant;
    this.handle = made("open", { struct_size, durability: 0, path: given(database) });
  }
  close() {
    c.close(this.handle);
  }
  call(name, ...parameters) {
    call(name, this.handle, this.tenant, ...parameters);
  }
  rows(name, ...parameters) {
    const rows = made(name, this.handle, this.tenant, ...parameters);
    try {
      return read(rows);
    } finally {
      c.rows_destroy(rows);
    }
  }
  submit(events, now) {
    return this.rows("submit", events, events.length, koffi.sizeof(Event), now);
  }
  /** Puts rules in force for new leads and answers with their name. */
  deploy(rules, file, now) {
    const workflow = made("compile", rules, file, null);
    try {
      this.call("deploy", workflow, now, "");
      return owned(c.workflow_text(workflow, field("NAME")));
    } finally {
      c.workflow_destroy(workflow);
    }
  }
}
