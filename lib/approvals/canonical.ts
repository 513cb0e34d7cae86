// A proposal in one fixed form, so that what is carried out can be shown to be what was proposed.
import { createHash } from "node:crypto";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [field: string]: Json };

/** JSON with the fields of every object in alphabetical order. @example canonicalJson({ b: 1, a: [2] }) // '{"a":[2],"b":1}' */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(",")}}`;
}

/** SHA-256 of the fixed form, 64 hexadecimal digits. */
export function payloadHash(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
