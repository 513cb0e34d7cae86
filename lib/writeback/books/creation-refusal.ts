// A supplier or account that the accounting software did not take: its form as it was typed, with the reasons beside their
// fields. Pure.
import type { Validation } from "@/lib/writeback/codat/codat-client";
import type { FormField } from "./create-form";

type Attempt = { state: string; mappingVersion: number | null };
export type Refusal = { request: string | null; error: string | null; validation: Validation[] };

/**
 * Whether a failed attempt still waits for its person: the newest of its kind, and nothing has been chosen since.
 *
 * @param attempts of one kind, the newest first
 * @param version  of the mapping now
 * @param isChosen the card has a record already
 */
export function openFailure<A extends Attempt>(
  attempts: readonly A[],
  { version, isChosen }: { version: number; isChosen: boolean },
): A | null {
  const [newest] = attempts;
  if (newest?.state !== "FAILED") return null;
  return isChosen && newest.mappingVersion !== version ? null : newest;
}

/**
 * The form with what was typed, and what was said against it.
 *
 * @example refill(fields, { request: '{"name":"Interest","nominalCode":"7901"}', error: "NominalCode is in use.", validation: [] })
 *   // nominalCode: value "7901", error "NominalCode is in use."
 */
export function refill(fields: readonly FormField[], { request, error, validation }: Refusal): FormField[] {
  const typed = JSON.parse(request ?? "{}") as Record<string, unknown>;
  const reasons = validation.length > 0 ? validation : [{ field: "", message: error ?? "" }];
  const errors = new Map<string, string[]>();
  for (const { field, message } of reasons) {
    const name = fieldNamed(field, fields) ?? fieldNamed(message, fields);
    if (name) errors.set(name, [...(errors.get(name) ?? []), message]);
  }
  return fields.map((field) => {
    const value = typed[field.name];
    return {
      ...field,
      // What was left empty was not sent, and stays empty.
      value: typeof value === "string" ? value : "",
      error: errors.get(field.name)?.join(" ") ?? null,
    };
  });
}

/**
 * The field that a platform speaks of, by its own name in any case ("NominalCode") or by what it is called on our page; of
 * several the longest, since "name" is a part of many.
 *
 * @example fieldNamed("NominalCode is already in use.", fields) // "nominalCode"
 */
export function fieldNamed(words: string, fields: readonly FormField[]): string | undefined {
  const found = fields.flatMap(({ name, label }) =>
    [name, label]
      .filter((text) => new RegExp(`\\b${text.replace(/[^\w ]/g, ".")}\\b`, "i").test(words))
      .map((text) => ({ name, length: text.length })),
  );
  return found.toSorted((a, b) => b.length - a.length)[0]?.name;
}
