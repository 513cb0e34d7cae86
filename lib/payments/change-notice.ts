// What a notification of change corrects about a bank account, or why it cannot be applied. Pure.
import { addBankingDays } from "@/lib/calendar/banking-days";
import { addDays, type IsoDate } from "@/lib/calendar/dates";
import { externalAccountInput } from "./schemas";

/** The fields that a code corrects. Source: Nacha Operating Rules, Appendix Five (C01 to C03, C05 to C07). */
const CORRECTS: Readonly<Record<string, readonly Corrected[]>> = {
  C01: ["accountNumber"],
  C02: ["routingNumber"],
  C03: ["routingNumber", "accountNumber"],
  C05: ["accountType"],
  C06: ["accountNumber", "accountType"],
  C07: ["routingNumber", "accountNumber", "accountType"],
};

type Corrected = "accountNumber" | "routingNumber" | "accountType";

/** As the bank sent them; a transaction code names the type of the account. */
export type Corrections = {
  accountNumber: string | null;
  routingNumber: string | null;
  transactionCode: string | null;
};

export type Correction = Partial<Record<Corrected, string>>;

/** Whether a code corrects the details of an account, so that we can apply it. @example isCorrection("C09") // false */
export const isCorrection = (code: string) => Object.hasOwn(CORRECTS, code);

/**
 * The new details.
 *
 * @returns what to change; or a sentence why the notice cannot be applied and has to be refused
 *
 * @example correctionOf("C02", { routingNumber: "021000089", … }) // { routingNumber: "021000089" }
 * @example correctionOf("C02", { routingNumber: "021000088", … }) // "The routing number 021000088 is not valid."
 */
export function correctionOf(code: string, given: Corrections): Correction | string {
  const correction: Correction = {};
  for (const field of CORRECTS[code] ?? []) {
    const value = field === "accountType" ? typeOf(given.transactionCode) : given[field]?.trim();
    if (!value) return `The notice does not say the new ${NAMES[field]}.`;
    if (!externalAccountInput.shape[field].safeParse(value).success)
      return `The ${NAMES[field]} ${field === "accountNumber" ? "in the notice" : value} is not valid.`;
    correction[field] = value;
  }
  return correction;
}

const NAMES: Readonly<Record<Corrected, string>> = {
  accountNumber: "account number",
  routingNumber: "routing number",
  accountType: "account type",
};

/** Transaction codes 22 to 29 are of checking accounts, 32 to 39 of savings accounts. */
function typeOf(transactionCode: string | null): string | null {
  if (/^2[2-9]$/.test(transactionCode ?? "")) return "checking";
  return /^3[2-9]$/.test(transactionCode ?? "") ? "savings" : null;
}

const APPLY_BANKING_DAYS = 6;
const REFUSE_DAYS = 15;

/**
 * By when a notice has to be applied: six banking days after it came, or before the next entry when that is later.
 *
 * Source: Nacha Operating Rules, 2.12.1. Ours are applied as they come, so that both hold.
 *
 * @example applyBy("2027-01-11") // "2027-01-20": Martin Luther King Day is no banking day
 */
export const applyBy = (receivedOn: IsoDate): IsoDate => addBankingDays(receivedOn, APPLY_BANKING_DAYS);

/** By when a notice that cannot be applied has to be refused at the bank. @example refuseBy("2027-01-11") // "2027-01-26" */
export const refuseBy = (receivedOn: IsoDate): IsoDate => addDays(receivedOn, REFUSE_DAYS);
