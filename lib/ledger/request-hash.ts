// What makes two requests the same: everything in them except the key itself.
import { createHash } from "node:crypto";
import type { PostingRequest } from "./posting-request";

/**
 * SHA-256 over the request in one fixed form: sides and amounts as posted, the fields of every object in alphabetical
 * order, so that two spellings of one request agree and any other difference shows.
 *
 * @returns 64 hexadecimal digits
 */
export function requestHash({ key: _, ...asked }: PostingRequest): string {
  return createHash("sha256")
    .update(canonical({ ...asked, lines: asked.lines ?? [], metadata: asked.metadata ?? {} }))
    .digest("hex");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(",")}}`;
}
