// Every audit action in the code, with the details that it records, must read as words. A new action without a row here fails.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { actionWords, detailWords, subjectWords, textWords, valueWords } from "./detail-words";

const LIB = join(import.meta.dirname, "../../../lib");
const sources = readdirSync(LIB, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$|test-/.test(path))
  .map((path) => readFileSync(join(LIB, path), "utf8"))
  .filter((source) => /\b(recordAudits?|audit)\(/.test(source));

/** What stands after `action:` where an audit entry is made: one text, a choice of two, or a text with a part left open. */
function actionsIn(source: string): string[] {
  return [...source.matchAll(/\baction:\s*([^,;]*?["`][^,;]*?)[,;\n]/g)].flatMap(([, expression = ""]) =>
    [...expression.matchAll(/["`]([^"`]+)["`]/g)]
      .map(([, text = ""]) => text)
      .filter((text) => !/^(asc|desc|SUPPLIER)$/.test(text)),
  );
}

const id = (prefix: string) => `${prefix}_8f3k2m9xq4w7t2`;
const book = { reference: "ML-7-3", note: "Typed into Xero as camelCase", heldWords: null };

/** Real details of each action, as its verb records them. */
const DETAILS: Record<string, Record<string, unknown>> = {
  register: { roles: ["BORROWER", "INVESTOR"] },
  "add role": { role: "INVESTOR" },
  "create administrator": {},
  "freeze account": { reason: "Fraud is suspected." },
  "unfreeze account": { reason: "Cleared." },
  "set balance monitor": {
    monitor: "4",
    name: "Low cash",
    balance: "available",
    op: "lt",
    amount: "1000.00",
  },
  "remove balance monitor": { monitor: "4", name: "Low", balance: "available", op: "gte", amount: "1000.00" },
  "make ledger statement": { statement: "12", from: "2026-01-01", to: "2026-01-31" },
  "business-date.move": { from: "2026-01-05", to: "2026-02-01" },
  "close month": { by: id("usr") },
  "change ${card} of accounting mapping": { before: null, after: "Business Checking", isConfirmed: true },
  "create ${noun} in the books": { supplierName: "Modern Lending", status: "Active", contactName: null },
  "retry writeback": { reference: "ML-7-3", heldWords: null },
  "entered in the books by hand": book,
  "disconnect accounting software": { platform: "Xero" },
  "connect accounting software": { platform: "QuickBooks Online", isConfirmed: true },
  "make lender account in the books": { before: null, sourceId: "lender_8f3k2m9x", choiceId: "new" },
  "supplier created in the books": { operationId: id("wbo"), recordId: "a-7", isChosen: false },
  "expense account created in the books": { operationId: id("wbo"), recordId: null, isChosen: false },
  "switch writeback on": { waiting: 3, backfill: "all", queued: 3 },
  "switch writeback off": { waiting: 3, backfill: "none", queued: 0 },
  "investment.open": { amount: "10000.00", optionId: "opt_12_months", rail: "WIRE" },
  "investment.change-payout-account": { from: id("acct"), to: id("acct") },
  "investment.payout-undone-after-deposit-returned": { amount: "10480.00", paymentOrderId: id("po") },
  "investment.deposit-returned-after-payout": { amount: "10000.00", paymentOrderId: id("po") },
  "investment-option.add": { termMonths: 12, annualRate: "0.072", minimum: "100.00", maximum: "250000.00" },
  "investment-option.withdraw": { termMonths: 12, annualRate: "0.0485" },
  "accept offer": { offerId: id("off"), amount: "5000.00", agreementId: id("doc") },
  "start repayment": { loanId: id("loan"), kind: "PAYOFF", amount: "466.67" },
  "submit application": { amount: "20000.00" },
  "withdraw application": {},
  "make offers": { grade: "B5", offers: 6, reasons: [] },
  "decline application": { grade: "", offers: 0, reasons: ["no-credit-file", "recent-inquiries"] },
  "offer refused at acceptance": { offerId: id("off"), reasons: ["excessive-obligations"] },
  "charge off loan": { reason: "Insolvent.", principal: "4583.33", interest: "200.00", daysPastDue: 149 },
  "start disbursement": { amount: "5000.00", rail: "RTP", attempt: 1 },
  "return disbursement": { paymentOrderId: id("po"), paid: "466.67", status: "AWAITING_DETAILS" },
  "return repayment": { loanId: id("loan"), amount: "466.67", returnCode: "R01" },
  "authorize autopay": { externalAccountId: id("acct"), documentId: id("doc"), sha256: "ab".repeat(32) },
  "revoke autopay": { because: "The borrower switched autopay off." },
  "set autopay": { isAutopay: "false" },
  "agree to electronic documents": { documentId: id("doc"), version: "e-sign-1" },
  "withdraw consent to electronic documents": { documentId: id("doc") },
  "notification of change": { code: "C01", meaning: "The account number is wrong.", accountId: id("acct") },
  "remove bank account": { last4: "6789" },
  "clear bank account": { last4: "6789" },
  "refuse bank account": { last4: "6789", reason: "Two people gave it." },
  "send message": {
    topic: "cannot-pay",
    subject: "My payment",
    email: "dana@example.com",
    loanId: id("loan"),
  },
  "answer message": { subject: "My payment" },
  "reply to message": { subject: "My payment" },
  "close message": { subject: "My payment" },
};

/** What a program wrote, seen in a text that a person reads. */
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
  const found = [...new Set(sources.flatMap(actionsIn))].sort();

  it("knows every action that the code records", () => {
    expect(found.length).toBeGreaterThan(35);
    expect(found.filter((action) => !(action in DETAILS))).toEqual([]);
  });

  it.each(Object.entries(DETAILS))("%s shows no code, no null and no plain decimal", (action, detail) => {
    expectWords(actionWords(action.replace(/\$\{\w+\}/, "expense")));
    expect(actionWords(action)).not.toMatch(/[._]/);
    for (const { name, label, text } of detailWords(detail)) {
      expectWords(label);
      expect(label, name).toMatch(/^[A-Z]/);
      // What a person typed stays as typed.
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

  it("writes a share as a share and never as money", () => {
    expect(textWords("20.00 %")).toBe("20.00%");
    expect(textWords("11.53 %, at most 20.00 % (0 points)")).toBe("11.53%, at most 20.00% (0 points)");
  });

  it("names subjects without hyphens", () => {
    for (const type of ["user", "payment-order", "message-thread", "writeback-mapping", "ledger-account"])
      expect(subjectWords(type)).toMatch(/^[A-Z][a-z ]+$/);
  });
});
