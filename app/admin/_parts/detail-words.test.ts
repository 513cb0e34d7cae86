// Every audit action, with the details that it records, must read as words. An action without a row here is a type error.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AUDIT_ACTIONS, type AuditAction } from "@/lib/audit/actions";
import { actionWords, detailWords, subjectWords, textWords, valueWords } from "./detail-words";

const ROOT = join(import.meta.dirname, "../../..");
const read = (folder: string, name: RegExp) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => name.test(path) && !/\.test\.ts$|audit\/actions\.ts$/.test(path))
    .map((path) => readFileSync(join(ROOT, folder, path), "utf8"));

const id = (prefix: string) => `${prefix}_8f3k2m9xq4w7t2`;
const book = { reference: "ML-7-3", note: "Typed into Xero as camelCase", heldWords: null };

/** Real details of each action, as its verb records them. */
const DETAILS: Record<AuditAction, Record<string, unknown>> = {
  "bank-file.upload": { name: "march.bai", format: "bai2", sha256: "ab12" },
  "bank-file.import": {},
  "bank-file.discard": {},
  "bank-line.match": { rule: "reference" },
  "bank-line.book": { as: "FEE" },
  "bank-line.undo-match": { reason: "Another payment" },
  "bank-exception.assign-owner": {},
  "bank-exception.resolve": { resolution: "FEE" },
  "bank-exception.claim": { note: "Paid twice" },
  "bank-exception.send-back": { reason: "Sent by mistake" },
  "return-rate.acknowledge": { note: "Accounts are verified first now" },
  "bank-day.close": { from: "2026-03-01", to: "2026-03-05" },
  "user.register": { roles: ["BORROWER", "INVESTOR"] },
  "user.add-role": { role: "INVESTOR" },
  "user.create-administrator": {},
  "user.choose-emails": { on: ["Payments and loans"], off: ["Messages"] },
  "user.certify-tin": { last4: "6789", certified: true },
  "user.record-tin-notice": { second: false },
  "user.resolve-tin-notice": { second: true },
  "tax-year.correct": { issued: 2 },
  "tax-year.download": { form: "1099-INT", returns: 12 },
  "letter.mail": { kind: "A notice about your application" },
  "loan.request-payoff-letter": { document: id("idoc"), goodThrough: "2026-07-01", total: "3821.35" },
  "ledger-account.freeze": { reason: "Fraud is suspected." },
  "ledger-account.unfreeze": { reason: "Cleared." },
  "ledger-account.set-monitor": {
    monitor: "4",
    name: "Low cash",
    balance: "available",
    op: "lt",
    amount: "1000.00",
  },
  "ledger-account.remove-monitor": {
    monitor: "4",
    name: "Low",
    balance: "available",
    op: "gte",
    amount: "1000.00",
  },
  "ledger-account.make-statement": { statement: "12", from: "2026-01-01", to: "2026-01-31" },
  "business-date.move": { from: "2026-01-05", to: "2026-02-01" },
  "ledger-period.close": { by: id("usr") },
  "ledger-account.change-floor": { before: "0", after: null, reason: "A loan.", databaseRole: "lending_app" },
  "user.grant-staff-role": { role: "TREASURY", reason: "Joins treasury.", databaseRole: "lending_app" },
  "user.withdraw-staff-role": { role: "TREASURY", reason: "Leaves treasury.", databaseRole: "lending_app" },
  "user.suspend": { reason: "The device was stolen.", ended: 2 },
  "user.end-suspension": { reason: "The device was found." },
  "staff.break-glass": { role: "TREASURY", reason: "The bank calls and nobody else is here." },
  "staff.invite": { roles: ["TREASURY"], reason: "Joins treasury." },
  "staff.withdraw-invitation": {},
  "staff.join": { roles: ["TREASURY"] },
  "audit.export": { block: "12" },
  "approval.propose": { approval: id("apr"), title: "Charge off loan 12", reason: "Insolvent." },
  "approval.approve": {
    approval: id("apr"),
    title: "Charge off loan 12",
    proposedBy: id("usr"),
    note: "Agreed.",
  },
  "approval.reject": {
    approval: id("apr"),
    title: "Charge off loan 12",
    proposedBy: id("usr"),
    note: "Too early.",
  },
  "approval.cancel": { approval: id("apr"), title: "Charge off loan 12" },
  "approval.expire": { approval: id("apr"), title: "Charge off loan 12" },
  "ledger-journal.post": { reason: "A fee that nobody explained.", transactionId: "12" },
  "ledger-journal.reverse": { reason: "It was explained.", transactionId: "13", reverses: "12" },
  "user.change-email": {},
  "user.verify-email": {},
  "user.update-profile": {},
  "user.turn-on-codes": {},
  "user.turn-off-codes": {},
  "user.make-recovery-codes": {},
  "user.add-passkey": {},
  "user.remove-passkey": {},
  "user.close-account": {},
  "user.change-password": { databaseRole: "lending_app" },
  "writeback-mapping.change-deposit": { before: null, after: "Business Checking", isConfirmed: true },
  "writeback-mapping.change-expense": { before: "Interest", after: "Loan interest" },
  "writeback-mapping.change-supplier": { before: null, after: "Modern Lending" },
  "writeback-mapping.request-supplier": {
    supplierName: "Modern Lending",
    status: "Active",
    contactName: null,
  },
  "writeback-mapping.request-expense-account": { name: "Loan interest", fullyQualifiedCategory: null },
  "writeback-event.retry": { reference: "ML-7-3", heldWords: null },
  "writeback-event.mark-entered-by-hand": book,
  "writeback-connection.disconnect": { platform: "Xero" },
  "writeback-connection.connect": { platform: "QuickBooks Online", isConfirmed: true },
  "writeback-mapping.create-lender-account": { before: null, sourceId: "lender_8f3k2m9x", choiceId: "new" },
  "writeback-mapping.create-supplier": { operationId: id("wbo"), recordId: "a-7", isChosen: false },
  "writeback-mapping.create-expense-account": { operationId: id("wbo"), recordId: null, isChosen: false },
  "writeback-mapping.switch-on": { waiting: 3, backfill: "all", queued: 3 },
  "writeback-mapping.switch-off": { waiting: 3, backfill: "none", queued: 0 },
  "investment.open": { amount: "10000.00", optionId: "opt_12_months", rail: "WIRE" },
  "investment.change-payout-account": { from: id("acct"), to: id("acct") },
  "pool.close": { reason: "Losses", coverage: "97.70%" },
  "pool.reopen": { reason: "Covered again", coverage: "100.20%" },
  "pool.switch-gate-rule": { isOn: "yes", reason: "Policy" },
  "investment.request-withdrawal": { amount: "4000.00" },
  "investment.cancel-withdrawal": { amount: "4000.00" },
  "investment.set-maturity-instruction": { choice: "ROLL_ALL", minimumRate: "0.045" },
  "investment.undo-payout": { amount: "10480.00", paymentOrderId: id("po") },
  "investment.return-deposit": { amount: "10000.00", paymentOrderId: id("po") },
  "investment-option.add": { termMonths: 12, annualRate: "0.072", minimum: "100.00", maximum: "250000.00" },
  "investment-option.withdraw": { termMonths: 12, annualRate: "0.0485" },
  "offer.accept": { offerId: id("off"), amount: "5000.00", agreementId: id("doc") },
  "repayment.start": { loanId: id("loan"), kind: "PAYOFF", amount: "466.67" },
  "application.submit": { amount: "20000.00" },
  "application.withdraw": {},
  "application.make-offers": { grade: "B5", offers: 6, reasons: [] },
  "regulations.check": {},
  "application.close-incomplete": {},
  "application.decline": { grade: "", offers: 0, reasons: ["no-credit-file", "recent-inquiries"] },
  "offer.refuse": { offerId: id("off"), reasons: ["excessive-obligations"] },
  "loan.charge-off": { reason: "Insolvent.", principal: "4583.33", interest: "200.00", daysPastDue: 149 },
  "loan.start-disbursement": { amount: "5000.00", rail: "RTP", attempt: 1 },
  "loan.return-disbursement": { paymentOrderId: id("po"), paid: "466.67", status: "AWAITING_DETAILS" },
  "refund.start": { amount: "23.33", paymentOrderId: id("po") },
  "fee.waive": { reason: "Courtesy", note: "First late payment in three years.", amount: "23.33" },
  "repayment.return": { loanId: id("loan"), amount: "466.67", returnCode: "R01" },
  "loan.authorize-autopay": { externalAccountId: id("acct"), documentId: id("doc"), sha256: "ab".repeat(32) },
  "loan.revoke-autopay": { because: "The borrower switched autopay off." },
  "loan.set-autopay": { isAutopay: "false" },
  "user.give-e-sign-consent": { documentId: id("doc"), version: "e-sign-1" },
  "user.withdraw-e-sign-consent": { documentId: id("doc") },
  "bank-account.receive-change-notice": {
    code: "C01",
    meaning: "The account number is wrong.",
    state: "REFUSED",
    refusal: "The routing number 021000088 is not valid.",
    accountId: id("acct"),
  },
  "bank-account.remove": { last4: "6789" },
  "bank-account.clear": { last4: "6789" },
  "bank-account.refuse": { last4: "6789", reason: "Two people gave it." },
  "message.send": {
    topic: "cannot-pay",
    subject: "My payment",
    email: "dana@example.com",
    loanId: id("loan"),
  },
  "message.answer": { subject: "My payment" },
  "message.reply": { subject: "My payment" },
  "message.close": { subject: "My payment" },
};

/** Machine values that must not appear in text for people. */
const RAW = [
  /\b[A-Z]{2,}_[A-Z_]+\b/, // EQUAL_INSTALLMENT
  /\b[a-z]+[A-Z][a-z]+\w*\b/, // annualRate
  /\bnull\b|\bundefined\b|\bNaN\b|\[object/,
  /\b(true|false)\b/,
  /(?<![\d$,.])0\.\d+(?!%)/, // 0.072
  /\d{4,}\.\d\d\b/, // 20000.00
  /\b\d{4}-\d{2}-\d{2}\b/, // 2026-01-05
  /[{}[\]"]/,
];
const expectWords = (text: string) => {
  for (const raw of RAW) expect(text).not.toMatch(raw);
};

describe("audit details in words", () => {
  it("lists only actions that the code or the database records", () => {
    const sources = [...read("lib", /\.ts$/), ...read("prisma/migrations", /\.sql$/)];
    const isRecorded = (action: AuditAction) =>
      [`"${action}"`, `'${action}'`, `\`${action.replace(/(change|request)-[a-z-]+$/, "$1-${")}`].some(
        (text) => sources.some((source) => source.includes(text)),
      );
    expect(AUDIT_ACTIONS.filter((action) => !isRecorded(action))).toEqual([]);
  });

  it.each(Object.entries(DETAILS))("%s shows no code, no null and no plain decimal", (action, detail) => {
    expectWords(actionWords(action));
    expect(actionWords(action)).not.toMatch(/[._]/);
    for (const { name, label, text } of detailWords(detail)) {
      expectWords(label);
      expect(label, name).toMatch(/^[A-Z]/);
      // Text that a person typed is shown unchanged.
      if (!["note", "reason", "subject"].includes(name)) expectWords(text);
      expect(text).not.toBe("");
    }
  });

  it.each([
    ["annualRate", "0.072", "7.20%"],
    ["before", null, "none"],
    ["amount", "20000.00", "$20,000.00"],
    ["rail", "WIRE", "Wire"],
    ["rail", "ACH", "ACH"],
    ["method", "EQUAL_INSTALLMENT", "Equal installment"],
    ["isAutopay", "true", "yes"],
    ["isChosen", false, "no"],
    ["op", "lt", "less than"],
    ["reasons", ["no-credit-file"], "No credit file"],
    ["reasons", [], "none"],
    ["topic", "cannot-pay", "I can't make a payment"],
    ["taxIdLast4", "0690", "0690"],
    ["limits", { dailyLimit: "5000.00", isOpen: true }, "Daily limit: $5,000.00, Is open: yes"],
    ["note", "null and EQUAL_INSTALLMENT", "null and EQUAL_INSTALLMENT"],
  ])("writes %s %j as %j", (name, value, words) => expect(valueWords(name, value)).toBe(words));

  it("writes codes and amounts inside a text as words", () => {
    expect(textWords("EQUAL_INSTALLMENT 12 months, 20000.00")).toBe(
      "Equal installment 12 months, $20,000.00",
    );
    expect(textWords("FLAT 12 months, 5000.00, B5")).toBe("Flat 12 months, $5,000.00, B5");
    expect(textWords("EQUAL_PRINCIPAL 24 months, 1000.00, A1")).toBe(
      "Equal principal 24 months, $1,000.00, A1",
    );
    expect(textWords("debt to income")).toBe("debt to income");
  });

  it("writes a share as a percentage and not as money", () => {
    expect(textWords("20.00 %")).toBe("20.00%");
    expect(textWords("11.53 %, at most 20.00 % (0 points)")).toBe("11.53%, at most 20.00% (0 points)");
  });

  it("names subjects without hyphens", () => {
    for (const type of ["user", "payment-order", "message-thread", "writeback-mapping", "ledger-account"])
      expect(subjectWords(type)).toMatch(/^[A-Z][a-z ]+$/);
  });
});
