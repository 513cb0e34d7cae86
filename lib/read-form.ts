// The fields of a form before any schema sees them. An action is a public endpoint: whoever calls it may send anything.
import type { z } from "zod";
import { forbiddenCharacter } from "@/lib/text-input";

const UNREADABLE = "This form could not be read. Reload the page and try again.";
const LONGEST_NAME = 60;

type Read =
  | { readonly fields: Record<string, string> }
  | { readonly fieldErrors: Record<string, string[] | undefined> };

/** For what no person fills in: schemas of ids, keys and hidden fields have no messages. */
export const withoutSentence: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== "unrecognized_keys") return UNREADABLE;
  const names = issue.keys.map((name) => name.slice(0, LONGEST_NAME)).join(", ");
  return `This form has no field ${names}. Reload the page and try again.`;
};

/** Texts by field name, or a sentence for each field that holds no text or a character that no field may have. */
export function readForm(form: unknown): Read {
  if (!(form instanceof FormData)) return { fieldErrors: { form: [UNREADABLE] } };
  // Next adds its own `$ACTION_…` fields, which a strict schema would refuse.
  const given = [...form].filter(([name]) => !name.startsWith("$ACTION_"));
  const complaints = given.flatMap(([name, value]) => {
    if (forbiddenCharacter(name)) return [["form", [UNREADABLE]] as [string, string[]]];
    const complaint =
      typeof value === "string" ? forbiddenCharacter(value) : "Enter text here instead of a file.";
    return complaint ? [[name, [complaint]] as [string, string[]]] : [];
  });
  if (complaints.length > 0) return { fieldErrors: Object.fromEntries(complaints) };
  return { fields: Object.fromEntries(given) as Record<string, string> };
}
