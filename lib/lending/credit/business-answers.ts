// What a business answers when it applies, instead of a person's questions. Free of server code: forms import it.
import { z } from "zod";
import { isIsoDate } from "@/lib/calendar/dates";
import { d, moneyInput, parseMoney, sum, toMoney } from "@/lib/money/money";
import { oneLine } from "@/lib/text-input";
import { STATES } from "@/lib/lending/terms/states";

export const ENTITY_TYPES = {
  llc: "Limited liability company (LLC)",
  corporation: "Corporation",
  partnership: "Partnership",
  "sole-proprietorship": "Sole proprietorship",
  nonprofit: "Nonprofit corporation",
} as const;

/** The beneficial owner rule names everyone who holds a quarter or more, so there are at most four. */
export const OWNER_NUMBERS = [1, 2, 3, 4] as const;
const LEAST_SHARE = 25;

const keysOf = <T extends object>(record: T) =>
  Object.keys(record) as [keyof T & string, ...(keyof T & string)[]];

const text = (sentence: string) => oneLine(sentence).min(2, sentence).max(120, "Use at most 120 characters.");
const day = "Enter the date on the certificate of formation.";
const debts = "Enter an amount such as 1,200.00, or 0 if there is none.";

const isShare = (percent: string) =>
  /^\d{1,3}(\.\d{1,2})?$/.test(percent) && d(percent).gte(LEAST_SHARE) && d(percent).lte(100);

/** Owners may be left blank. */
const ownerName = oneLine("Enter the owner's full name.")
  .max(120, "Use at most 120 characters.")
  .refine((name) => name.length !== 1, "Enter the owner's full name.")
  .optional();
const ownerShare = z
  .string()
  .trim()
  .refine(
    (percent) => percent === "" || isShare(percent),
    `Enter a share from ${LEAST_SHARE} to 100 percent, for example 50 or 33.5.`,
  )
  .optional();

/** Field by field, so that a draft keeps each as soon as it is right. */
export const BUSINESS_FIELDS = {
  entityType: z.enum(keysOf(ENTITY_TYPES), "Choose the legal form of the business."),
  formedOn: z.string(day).trim().refine(isIsoDate, day),
  formationState: z.enum(keysOf(STATES), "Choose the state in which the business was formed."),
  annualRevenue: moneyInput,
  monthlyDebtPayments: z.string(debts).transform((typed, context) => {
    const amount = parseMoney(typed);
    if (amount && !amount.isNegative()) return toMoney(amount);
    context.addIssue({ code: "custom", message: debts });
    return z.NEVER;
  }),
  owner1Name: ownerName,
  owner1Share: ownerShare,
  owner2Name: ownerName,
  owner2Share: ownerShare,
  owner3Name: ownerName,
  owner3Share: ownerShare,
  owner4Name: ownerName,
  owner4Share: ownerShare,
  controlName: text("Enter the full name of the person who controls the business."),
  controlTitle: text("Enter that person's title, for example Chief Executive Officer."),
  signerTitle: text("Enter your title, for example Owner or Managing Member."),
};

export type BusinessField = keyof typeof BUSINESS_FIELDS;
/** As it is stored, in a draft and after it was sent. Dollars, percent and a date, as strings. */
export type BusinessAnswers = { [Field in BusinessField]?: string | undefined };

/** What is wrong with the owners as a whole: names and shares go together, and nobody owns more than all of it. */
export function ownerComplaints(answers: BusinessAnswers): [BusinessField, string][] {
  const unfinished = OWNER_NUMBERS.flatMap((number): [BusinessField, string][] => {
    const [name, percent] = [answers[`owner${number}Name`], answers[`owner${number}Share`]];
    if (name && !percent) return [[`owner${number}Share`, "Enter this owner's share."]];
    if (percent && !name) return [[`owner${number}Name`, "Enter the name of the owner of this share."]];
    return [];
  });
  const shares = OWNER_NUMBERS.filter((number) => isShare(answers[`owner${number}Share`] ?? ""));
  const last = shares.at(-1);
  if (!last || sum(shares.map((number) => answers[`owner${number}Share`] ?? "0")).lte(100)) return unfinished;
  return [...unfinished, [`owner${last}Share`, "The shares add up to more than 100 percent."]];
}

export const businessAnswersInput = z.object(BUSINESS_FIELDS).check(({ value, issues }) => {
  for (const [path, message] of ownerComplaints(value))
    issues.push({ code: "custom", path: [path], message, input: value });
});

/** What was sent, to be read: owners as a list. */
export type BusinessStatement = {
  entityType: keyof typeof ENTITY_TYPES;
  formedOn: string; // ISO date
  formationState: keyof typeof STATES;
  annualRevenue: string; // dollars
  monthlyDebtPayments: string;
  owners: { name: string; share: string }[]; // percent
  control: { name: string; title: string };
  signerTitle: string;
};

/** Reads what an application keeps; null when it is not complete, as in a draft. */
export function readBusiness(stored: unknown): BusinessStatement | null {
  const parsed = businessAnswersInput.safeParse(stored);
  if (!parsed.success) return null;
  const answers = parsed.data;
  return {
    entityType: answers.entityType,
    formedOn: answers.formedOn,
    formationState: answers.formationState,
    annualRevenue: answers.annualRevenue,
    monthlyDebtPayments: answers.monthlyDebtPayments,
    owners: OWNER_NUMBERS.flatMap((number) => {
      const [name, percent] = [answers[`owner${number}Name`], answers[`owner${number}Share`]];
      return name && percent ? [{ name, share: percent }] : [];
    }),
    control: { name: answers.controlName, title: answers.controlTitle },
    signerTitle: answers.signerTitle,
  };
}
