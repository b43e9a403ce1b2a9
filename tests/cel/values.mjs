// How values and types are written in the lines of JSON that the C++ tests read: ["int", "-3"],
// ["list", [...]], ["map", [[key, value], ...]]. Whole numbers are texts, because JSON's lose
// digits; doubles are their 64 bits in hexadecimal; bytes are hexadecimal; instants and lengths of
// time are seconds and nanoseconds.
import { isCelList, isCelMap, isCelType, isCelUint } from "@bufbuild/cel";
import { anyUnpack } from "@bufbuild/protobuf/wkt";
import { isReflectMessage } from "@bufbuild/protobuf/reflect";
import { Type_PrimitiveType, Type_WellKnownType } from "@bufbuild/cel-spec/cel/expr/checked_pb.js";

/** Thrown for what cannot be said without protobuf messages. */
export class NeedsMessages extends Error {}

export const hex = (bytes) => Buffer.from(bytes).toString("hex");

export function double(value) {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return ["double", view.getBigUint64(0).toString(16).padStart(16, "0")];
}

function time(message) {
  const { seconds, nanos } = message;
  switch (message.$typeName) {
    case "google.protobuf.Timestamp":
      return ["timestamp", String(seconds), nanos];
    case "google.protobuf.Duration":
      return ["duration", String(seconds), nanos];
    default:
      throw new NeedsMessages(`a value of ${message.$typeName}`);
  }
}

/** A value of @bufbuild/cel. */
export function fromCel(value) {
  if (value === null) return ["null"];
  if (isCelUint(value)) return ["uint", String(value.value)];
  if (isCelType(value)) return ["type", value.name];
  if (isCelList(value)) return ["list", [...value].map(fromCel)];
  if (isCelMap(value)) return ["map", [...value].map(([k, v]) => [fromCel(k), fromCel(v)])];
  if (isReflectMessage(value)) return time(value.message);
  if (value instanceof Uint8Array) return ["bytes", hex(value)];
  switch (typeof value) {
    case "bigint":
      return ["int", String(value)];
    case "number":
      return double(value);
    case "string":
      return ["string", value];
    case "boolean":
      return ["bool", value];
    default:
      throw new Error(`no value of CEL: ${typeof value}`);
  }
}

/** A cel.expr.Value of the conformance cases. */
export function fromSpec({ kind }, registry) {
  const nested = (value) => fromSpec(value, registry);
  switch (kind.case) {
    case "nullValue":
      return ["null"];
    case "boolValue":
      return ["bool", kind.value];
    case "int64Value":
      return ["int", String(kind.value)];
    case "uint64Value":
      return ["uint", String(kind.value)];
    case "doubleValue":
      return double(kind.value);
    case "stringValue":
      return ["string", kind.value];
    case "bytesValue":
      return ["bytes", hex(kind.value)];
    case "typeValue":
      return ["type", kind.value];
    case "listValue":
      return ["list", kind.value.values.map(nested)];
    case "mapValue":
      return ["map", kind.value.entries.map(({ key, value }) => [nested(key), nested(value)])];
    case "objectValue": {
      const message = anyUnpack(kind.value, registry);
      if (!message) throw new NeedsMessages(`a value of ${kind.value.typeUrl}`);
      return time(message);
    }
    default:
      throw new NeedsMessages(`a value of kind ${kind.case}`);
  }
}

const WRAPPED = new Map([
  ["google.protobuf.BoolValue", "bool"],
  ["google.protobuf.Int32Value", "int"],
  ["google.protobuf.Int64Value", "int"],
  ["google.protobuf.UInt32Value", "uint"],
  ["google.protobuf.UInt64Value", "uint"],
  ["google.protobuf.FloatValue", "double"],
  ["google.protobuf.DoubleValue", "double"],
  ["google.protobuf.StringValue", "string"],
  ["google.protobuf.BytesValue", "bytes"],
]);
const TIMES = ["google.protobuf.Timestamp", "google.protobuf.Duration"];

function typeOfMessage(name) {
  if (TIMES.includes(name)) return name;
  if (WRAPPED.has(name)) return `wrapper(${WRAPPED.get(name)})`;
  throw new NeedsMessages(`the type ${name}`);
}

function wellKnown(type) {
  if (type === Type_WellKnownType.TIMESTAMP) return "google.protobuf.Timestamp";
  if (type === Type_WellKnownType.DURATION) return "google.protobuf.Duration";
  throw new NeedsMessages(`the type ${Type_WellKnownType[type].toLowerCase()}`);
}

/** cel-go's word for a type, with the names that the types have in CEL. */
export function typeOfGo(text) {
  return text
    .replace(/\btimestamp\b/g, "google.protobuf.Timestamp")
    .replace(/\bduration\b/g, "google.protobuf.Duration")
    .replace(/\bnull\b/g, "null_type");
}

/** A cel.expr.Type: list(int), map(string, dyn), type(int), google.protobuf.Timestamp. */
export function typeText({ typeKind: kind }) {
  const all = (types) => types.map(typeText).join(", ");
  switch (kind.case) {
    case "dyn":
      return "dyn";
    case "null":
      return "null_type";
    case "primitive":
      return { INT64: "int", UINT64: "uint" }[Type_PrimitiveType[kind.value]] ??
        Type_PrimitiveType[kind.value].toLowerCase();
    case "wrapper":
      return `wrapper(${typeText({ typeKind: { case: "primitive", value: kind.value } })})`;
    case "wellKnown":
      return wellKnown(kind.value);
    case "listType":
      return `list(${typeText(kind.value.elemType)})`;
    case "mapType":
      return `map(${typeText(kind.value.keyType)}, ${typeText(kind.value.valueType)})`;
    case "type":
      return kind.value.typeKind.case ? `type(${typeText(kind.value)})` : "type";
    case "typeParam":
      return kind.value;
    case "abstractType":
      return `${kind.value.name}(${all(kind.value.parameterTypes)})`;
    case "messageType":
      return typeOfMessage(kind.value);
    default:
      throw new NeedsMessages(`a type of kind ${kind.case}`);
  }
}
