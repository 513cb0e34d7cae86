// The form for a new supplier or account, from what the connection itself says it accepts, and the check of what was typed.
// Pure.
import { LENDER_NAME } from "@/lib/writeback/records/lender";
import type { PlatformRules } from "@/lib/writeback/records/platforms";
import type { OptionModel, Problem } from "@/lib/writeback/records/preflight";
import { CURRENCY } from "@/lib/money/currency";

export type CreateKind = "supplier" | "expense-account";
export type FormField = {
  name: string;
  label: string;
  help: string | null;
  isRequired: boolean;
  maxLength: number | null;
  pattern: string | null;
  options: { value: string; label: string }[] | null;
  value: string;
  /** What the software said against it when the form was sent before. */
  error: string | null;
};

// What is asked of a person; everything else either has one right value here or is nobody's business.
const ASKED: Record<CreateKind, readonly string[]> = {
  supplier: ["supplierName", "contactName", "emailAddress", "phone"],
  "expense-account": ["name", "nominalCode", "description", "fullyQualifiedCategory"],
};
const FIXED: Record<CreateKind, Readonly<Record<string, string>>> = {
  supplier: { status: "Active" },
  "expense-account": { type: "Expense", status: "Active", currency: CURRENCY },
};
const LABELS: Record<string, string> = {
  supplierName: "Name",
  contactName: "Contact name",
  emailAddress: "Email address",
  phone: "Phone",
  name: "Name",
  nominalCode: "Code",
  description: "Description",
  fullyQualifiedCategory: "Category",
};
const ESSENTIAL = new Set(["supplierName", "name"]);
const COST_CATEGORY = /expense|overhead|cost/i;
const OTHER_SIDE = /asset|liabilit|income|equity|sales|depreciation/i;
const USUAL_CATEGORY = /interest|finance|^Expense\.Expense$|overheads/i;

/**
 * The fields to ask for, in order.
 *
 * @param model what the connection accepts
 *
 * @example createForm("expense-account", xeroModel, rulesOf("gbol"))[1] // { name: "nominalCode", maxLength: 10, … }
 */
export function createForm(kind: CreateKind, model: OptionModel, rules: PlatformRules): FormField[] {
  return ASKED[kind].flatMap((name) => {
    const property = model.properties?.[name];
    if (!property && !ESSENTIAL.has(name)) return [];
    const options = property?.options ? choicesOf(name, property.options) : null;
    return [
      {
        name,
        label: LABELS[name] ?? name,
        help: helpOf(name, rules),
        isRequired: property?.required === true || ESSENTIAL.has(name),
        maxLength: longestOf(name, rules),
        pattern: name === "nominalCode" ? rules.account.codePattern : null,
        options,
        value: proposal(kind, name, options),
        error: null,
      },
    ];
  });
}

/**
 * What is wrong with what was typed, field by field, before anything is sent.
 *
 * @example checkForm(fields, { name: "Interest", nominalCode: "12345678901" }) // Code: at most 10 characters
 */
export function checkForm(fields: readonly FormField[], typed: Readonly<Record<string, string>>): Problem[] {
  return fields.flatMap(({ name, label, isRequired, maxLength, pattern, options }) => {
    const value = (typed[name] ?? "").trim();
    const say = (sentence: string) => [{ field: name, sentence }];
    if (value === "") return isRequired ? say(`Enter ${label.toLowerCase()}.`) : [];
    if (maxLength !== null && value.length > maxLength)
      return say(`${label}: use at most ${maxLength} characters.`);
    if (pattern !== null && !new RegExp(pattern).test(value))
      return say(`${label}: use a number between 1 and 99999999.`);
    if (options && !options.some((option) => option.value === value))
      return say(`${label}: choose one from the list.`);
    return [];
  });
}

/** The body to push: what was typed where the model lists it, and what has one right value. */
export function createBody(
  kind: CreateKind,
  model: OptionModel,
  typed: Readonly<Record<string, string>>,
): Record<string, string> {
  const listed = (name: string) =>
    model.properties === null || model.properties[name] !== undefined || ESSENTIAL.has(name);
  const asked = ASKED[kind].flatMap((name) => {
    const value = (typed[name] ?? "").trim();
    return value !== "" && listed(name) ? [[name, value] as const] : [];
  });
  // Codat wants a supplier's status whatever the platform does with it.
  const fixed = Object.entries(FIXED[kind]).filter(
    ([name]) => listed(name) || name === "status" || name === "type",
  );
  return { ...Object.fromEntries(fixed), ...Object.fromEntries(asked) };
}

function choicesOf(name: string, options: NonNullable<OptionModel["options"]>) {
  const shown =
    name === "fullyQualifiedCategory"
      ? options.filter(({ value }) => COST_CATEGORY.test(value) && !OTHER_SIDE.test(value.split(".")[0]!))
      : options;
  return shown.map(({ value, displayName }) => ({ value, label: displayName ?? value }));
}

function proposal(kind: CreateKind, name: string, options: FormField["options"]): string {
  if (name === "supplierName") return LENDER_NAME;
  if (kind === "expense-account" && name === "name") return "Loan interest and fees";
  if (name !== "fullyQualifiedCategory" || !options) return "";
  return (options.find(({ value }) => USUAL_CATEGORY.test(value)) ?? options[0])?.value ?? "";
}

function longestOf(name: string, { account }: PlatformRules): number | null {
  if (name === "nominalCode") return account.codeMax;
  return name === "name" ? account.nameMax : name === "supplierName" ? 255 : null;
}

function helpOf(name: string, { account, name: platform }: PlatformRules): string | null {
  if (name !== "nominalCode") return null;
  if (account.codePattern) return "A number between 1 and 99999999.";
  return account.codeMax ? `At most ${account.codeMax} characters in ${platform}.` : null;
}
