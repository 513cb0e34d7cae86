// The one place that turns what was recorded beside something (audit details, figures of a decision, metadata of the ledger) into
// words: no code of a program, no camelCase key, no "null", no plain decimal reaches a reader. Pure.
import { formatDate, formatInstant } from "@/components/ui/format-date";
import { formatMoney, formatRate } from "@/components/ui/format-money";
import { DECLINE_REASONS } from "@/lib/lending/decline-reasons";
import { TOPICS } from "@/lib/messages/topics";
import { capitalized, words } from "./words";

/** What a fact says, and the id behind it when it names a thing. */
export type DetailFact = { name: string; label: string; text: string; id: string | null };

const LABELS: Readonly<Record<string, string>> = {
  after: "Now",
  before: "Before",
  op: "Comparison",
  isAutopay: "Autopay",
  isChosen: "Chosen in the mapping",
  isConfirmed: "Change confirmed",
  taxIdLast4: "Last four digits of the tax id",
  monthlyIncome: "Monthly income",
  from: "From",
  to: "To",
  by: "Closed by",
};

const ACTIONS: Readonly<Record<string, string>> = {
  "business-date.move": "Move the business date",
  "investment.open": "Open investment",
  "investment.change-payout-account": "Change payout account of investment",
  "investment.payout-undone-after-deposit-returned": "Undo payout: the deposit was returned",
  "investment.deposit-returned-after-payout": "Deposit returned after payout",
  "investment-option.add": "Add investment term",
  "investment-option.withdraw": "Withdraw investment term",
};

const SUBJECTS: Readonly<Record<string, string>> = {
  user: "Person",
  "investment-option": "Investment term",
  "message-thread": "Message",
  "writeback-event": "Entry for the books",
  "writeback-mapping": "Accounting settings",
  "writeback-connection": "Accounting connection",
  "date-move": "Business date",
};

/** Codes whose letters are a name already, or whose words are not their letters. */
const CODES: Readonly<Record<string, string>> = {
  ...DECLINE_REASONS,
  ...TOPICS,
  ACH: "ACH",
  RTP: "RTP",
  WIRE: "Wire",
  lt: "less than",
  lte: "at most",
  gt: "more than",
  gte: "at least",
  eq: "equal to",
  new: "a new one",
};

/** What a person wrote, or a name: left exactly as it is. */
const FREE =
  /^(reason|note|subject|name|heldWords|email|bureau|platform|description|supplierName|accountName|fullyQualifiedName|title|word|by|version)$/;
const NAMES_MONEY =
  /(amount|principal|interest|payment|income|housing|balance|minimum|maximum|paid|fee|cash|charge|cost)$/i;
const NAMES_RATE = /(rate|utilization|share|ratio)$/i;

const ID = /^[a-z]{2,5}_[0-9a-z]{14}$/;
const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$|^[A-Z]{3,}$/;
const MACHINE_WORD = /^[a-z]+(?:-[a-z0-9]+)+$|^[a-z]+(?:[A-Z][a-z0-9]*)+$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DECIMAL = /^-?\d+\.\d+$/;

/** @example actionWords("investment-option.add") // "Add investment term" */
export function actionWords(action: string): string {
  return ACTIONS[action] ?? words(action);
}

/** @example subjectWords("message-thread") // "Message" */
export function subjectWords(type: string): string {
  return SUBJECTS[type] ?? words(type);
}

/** "loanId" is the loan. */
function factLabel(name: string): string {
  return LABELS[name] ?? words(name.replace(/Id$/, ""));
}

/** @example detailWords({ annualRate: "0.072" }) // [{ label: "Annual rate", text: "7.20%", … }] */
export function detailWords(detail: Readonly<Record<string, unknown>>): DetailFact[] {
  return Object.entries(detail).map(([name, value]) => ({
    name,
    label: factLabel(name),
    text: valueWords(name, value),
    id: typeof value === "string" && ID.test(value) ? value : null,
  }));
}

/** @example valueWords("before", null) // "none" */
export function valueWords(name: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return numberWords(name, value);
  if (Array.isArray(value)) return value.map((each) => valueWords(name, each)).join(", ") || "none";
  if (typeof value === "object")
    return (
      detailWords(value as Record<string, unknown>)
        .map(({ label, text }) => `${label}: ${text}`)
        .join(", ") || "none"
    );
  return textOf(name, String(value));
}

function textOf(name: string, text: string): string {
  if (FREE.test(name)) return text;
  if (text === "true" || text === "false") return text === "true" ? "yes" : "no";
  if (text === "null" || text === "undefined") return "none";
  if (ID.test(text)) return text;
  if (DATE.test(text)) return formatDate(text);
  if (INSTANT.test(text)) return `${formatInstant(text)} (server time)`;
  if (DECIMAL.test(text)) return NAMES_RATE.test(name) ? formatRate(text) : formatMoney(text, "$");
  return textWords(text);
}

function numberWords(name: string, value: number): string {
  const text = String(value);
  if (DECIMAL.test(text)) return textOf(name, text);
  return NAMES_MONEY.test(name) ? formatMoney(text, "$") : value.toLocaleString("en-US");
}

/**
 * Codes and plain amounts inside a text as words.
 *
 * @example textWords("EQUAL_INSTALLMENT 12 months, 20000.00") // "Equal installment 12 months, $20,000.00"
 */
export function textWords(text: string): string {
  if (Object.hasOwn(CODES, text)) return CODES[text]!;
  if (CODE.test(text)) return words(text);
  if (MACHINE_WORD.test(text)) return words(text);
  const [first = "", ...rest] = text.replace(/(?<=\d) %/g, "%").split(/(\s+)/);
  const spoken = [first, ...rest].map(tokenWords).join("");
  return spoken === text ? text : capitalized(spoken);
}

function tokenWords(token: string): string {
  const [, before = "", core = "", after = ""] = /^([("]?)(.*?)([,.;:)"]*)$/.exec(token) ?? [];
  if (Object.hasOwn(CODES, core) && CODE.test(core)) return `${before}${CODES[core]}${after}`;
  if (/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$|^[A-Z]{4,}$/.test(core))
    return `${before}${words(core).toLowerCase()}${after}`;
  if (/^-?\d+\.\d{2}$/.test(core)) return `${before}${formatMoney(core, "$")}${after}`;
  return token;
}
