// Turns recorded data (audit details, figures of a decision, ledger metadata) into words, so that no enum value, camelCase
// key, "null" or plain decimal reaches a reader. Pure.
import { formatDate, formatInstant } from "@/components/ui/format-date";
import { formatMoney, formatRate } from "@/components/ui/format-money";
import { DECLINE_REASONS } from "@/lib/lending/credit/decline-reasons";
import type { AuditAction } from "@/lib/audit/actions";
import { TOPICS } from "@/lib/messages/topics";
import { RAIL_CODES, RAILS } from "@/lib/payments/rails";
import { capitalized, words } from "@/app/_parts/words";

/** A fact in words, and the id behind it when it identifies something. */
export type DetailFact = { name: string; label: string; text: string; id: string | null };

const LABELS: Readonly<Record<string, string>> = {
  after: "Now",
  before: "Before",
  op: "Comparison",
  isAutopay: "Autopay",
  isChosen: "Chosen in the mapping",
  isConfirmed: "Change confirmed",
  taxIdLast4: "Last four digits of the tax ID",
  monthlyIncome: "Monthly income",
  from: "From",
  to: "To",
  by: "Closed by",
  // Rules of the credit policy, as the trail of a decision keeps them.
  "debts of income": "Debt to income",
  "amount of yearly income": "Amount to annual income",
  "payments to us of income": "Payments to us to income",
  "housing and debts of income": "Housing and debt to income",
  "debts of revenue": "Debt to revenue",
  "payments to us of revenue": "Payments to us to revenue",
  "amount of annual revenue": "Amount to annual revenue",
};

const ACTIONS: Readonly<Record<AuditAction, string>> = {
  "user.register": "Register",
  "user.add-role": "Add role",
  "user.create-administrator": "Create administrator",
  "user.grant-staff-role": "Grant staff role",
  "user.withdraw-staff-role": "Withdraw staff role",
  "user.suspend": "Suspend account",
  "user.end-suspension": "End suspension",
  "staff.break-glass": "Take a role by break-glass",
  "staff.invite": "Invite to staff",
  "staff.withdraw-invitation": "Withdraw invitation to staff",
  "staff.join": "Join staff by invitation",
  "audit.export": "Export audit log",
  "approval.propose": "Propose",
  "approval.approve": "Approve",
  "approval.reject": "Reject",
  "approval.cancel": "Cancel proposal",
  "approval.expire": "Close expired proposal",
  "ledger-journal.post": "Post journal",
  "ledger-journal.reverse": "Reverse journal",
  "user.change-password": "Change password",
  "user.change-email": "Change email address",
  "user.verify-email": "Verify email address",
  "user.update-profile": "Update profile",
  "user.turn-on-codes": "Turn on codes at sign-in",
  "user.turn-off-codes": "Turn off codes at sign-in",
  "user.make-recovery-codes": "Make recovery codes",
  "user.add-passkey": "Add passkey",
  "user.remove-passkey": "Remove passkey",
  "user.close-account": "Close account",
  "user.give-e-sign-consent": "Agree to electronic documents",
  "user.withdraw-e-sign-consent": "Withdraw consent to electronic documents",
  "bank-account.clear": "Clear bank account",
  "bank-account.refuse": "Refuse bank account",
  "bank-account.remove": "Remove bank account",
  "bank-account.receive-change-notice": "Receive notification of change",
  "bank-file.upload": "Upload bank file",
  "bank-file.import": "Import bank file",
  "bank-file.discard": "Discard bank file",
  "bank-line.match": "Match bank line",
  "bank-line.book": "Book bank line",
  "bank-line.undo-match": "Undo match of bank line",
  "bank-exception.assign-owner": "Take bank exception",
  "bank-exception.resolve": "Resolve bank exception",
  "bank-exception.claim": "Claim bank exception from the bank",
  "bank-exception.send-back": "Send bank receipt back",
  "return-rate.acknowledge": "Acknowledge return rate",
  "bank-day.close": "Close bank day",
  "application.submit": "Submit application",
  "application.withdraw": "Withdraw application",
  "application.make-offers": "Make offers",
  "application.decline": "Decline application",
  "application.close-incomplete": "Close incomplete application",
  "offer.accept": "Accept offer",
  "offer.refuse": "Refuse offer at acceptance",
  "loan.start-disbursement": "Start disbursement",
  "loan.return-disbursement": "Return disbursement",
  "loan.charge-off": "Charge off loan",
  "fee.waive": "Waive fee",
  "refund.start": "Start refund",
  "loan.authorize-autopay": "Authorize autopay",
  "loan.revoke-autopay": "Revoke autopay authorization",
  "loan.set-autopay": "Change autopay",
  "user.choose-emails": "Choose emails",
  "user.certify-tin": "Give a taxpayer identification number",
  "user.record-tin-notice": "Record a notice of the IRS",
  "user.resolve-tin-notice": "Resolve a notice of the IRS",
  "tax-year.correct": "Issue corrected tax forms",
  "tax-year.download": "Download the file for the IRS",
  "letter.mail": "Mail a letter",
  "regulations.check": "Check regulations",
  "loan.request-payoff-letter": "Request payoff letter",
  "repayment.start": "Start repayment",
  "repayment.return": "Return repayment",
  "investment.open": "Open investment",
  "investment.change-payout-account": "Change payout account",
  "investment.set-maturity-instruction": "Set instruction for maturity",
  "pool.close": "Closed the pool",
  "pool.reopen": "Opened the pool",
  "pool.switch-gate-rule": "Switched the rule of the gate",
  "investment.request-withdrawal": "Requested early withdrawal",
  "investment.cancel-withdrawal": "Canceled early withdrawal",
  "investment.undo-payout": "Undo payout after returned deposit",
  "investment.return-deposit": "Return deposit after payout",
  "investment-option.add": "Add investment term",
  "investment-option.withdraw": "Withdraw investment term",
  "message.send": "Send message",
  "message.answer": "Send reply to customer",
  "message.reply": "Send follow-up message",
  "message.close": "Close message",
  "ledger-account.freeze": "Freeze ledger account",
  "ledger-account.unfreeze": "Unfreeze ledger account",
  "ledger-account.set-monitor": "Add balance monitor",
  "ledger-account.remove-monitor": "Remove balance monitor",
  "ledger-account.make-statement": "Create ledger statement",
  "ledger-account.change-floor": "Change account floor",
  "ledger-period.close": "Close month",
  "business-date.move": "Move business date",
  "writeback-connection.connect": "Connect accounting software",
  "writeback-connection.disconnect": "Disconnect accounting software",
  "writeback-mapping.change-deposit": "Change deposit account mapping",
  "writeback-mapping.change-expense": "Change expense account mapping",
  "writeback-mapping.change-supplier": "Change supplier mapping",
  "writeback-mapping.create-lender-account": "Create lender account in the books",
  "writeback-mapping.request-supplier": "Request new supplier in the books",
  "writeback-mapping.request-expense-account": "Request new expense account in the books",
  "writeback-mapping.create-supplier": "Create supplier in the books",
  "writeback-mapping.create-expense-account": "Create expense account in the books",
  "writeback-mapping.switch-on": "Turn on writeback",
  "writeback-mapping.switch-off": "Turn off writeback",
  "writeback-event.retry": "Retry writeback entry",
  "writeback-event.mark-entered-by-hand": "Mark entry as entered by hand",
};

const SUBJECTS: Readonly<Record<string, string>> = {
  user: "Person",
  "investment-option": "Investment term",
  "message-thread": "Message",
  "writeback-event": "Writeback entry",
  "writeback-mapping": "Accounting settings",
  "ledger-period": "Ledger month",
  "notification of change": "Return",
  "writeback-connection": "Accounting connection",
  "date-move": "Business date",
};

/** Codes whose letters are a name already, or whose words are not their letters. */
const CODES: Readonly<Record<string, string>> = {
  ...DECLINE_REASONS,
  ...TOPICS,
  ...Object.fromEntries(RAIL_CODES.map((code) => [code, RAILS[code].label])),
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
  return Object.hasOwn(ACTIONS, action) ? ACTIONS[action as AuditAction] : words(action);
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
