// What a template is: a kind, a version, the shape of the data that it needs, and the blocks that it makes of them.
import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";
import { DomainError } from "@/lib/errors";
import type { Layout } from "@/lib/documents/engine/blocks";

/** Dollars with two decimals, above or below zero. */
export const amount = z.string("is missing").regex(/^-?\d+\.\d{2}$/, "is not an amount such as 466.67");
/** One line of text that is not empty. */
export const line = z.string("is missing").trim().min(1, "is empty");
export const date = isoDate;

export type Template<Facts = unknown> = {
  kind: string;
  /** Raised whenever a word or a place changes: documents of the version before are set by the old one. */
  version: number;
  /** Reads stored facts, or throws a DomainError that names the field that is missing. */
  read: (facts: unknown) => Facts;
  layout: (facts: Facts) => Layout;
};

/** A template from its schema and its blocks. */
export function defineTemplate<Schema extends z.ZodType>(given: {
  kind: string;
  version: number;
  schema: Schema;
  layout: (facts: z.output<Schema>) => Layout;
}): Template<z.output<Schema>> {
  const { kind, version, schema, layout } = given;
  return { kind, version, layout, read: (facts) => readFacts(`${kind} ${version}`, schema, facts) };
}

function readFacts<Schema extends z.ZodType>(name: string, schema: Schema, facts: unknown): z.output<Schema> {
  const parsed = schema.safeParse(facts);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") || "the data";
  throw new DomainError("invalid", `The document ${name} cannot be made: ${field} ${issue?.message}.`, field);
}
