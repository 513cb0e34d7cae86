// Every kind: its text twin is a golden file, its PDF is tagged and the same on every run, and a missing value is named.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Frame } from "@/lib/documents/engine/blocks";
import { setAsPdf } from "@/lib/documents/engine/pdf";
import { setAsText } from "@/lib/documents/engine/text-twin";
import { eSignConsentText } from "@/lib/documents/e-sign-text";
import { hashOf } from "@/lib/documents/store-document";
import { loanAgreement } from "@/lib/documents/loan-agreement";
import { ARTS_LOAN } from "@/test/support/agreements";
import { DOCUMENT_KINDS, templateOf } from "./registry";

const FRAME: Frame = {
  number: 42,
  issuedOn: "2026-03-02",
  lender: {
    name: "Modern Lending (sandbox)",
    address: "100 Example Street, New York, NY 10001",
    phone: "(212) 555-0100",
    email: "help@modern-lending.example",
  },
  ledgerHead: { block: "17", hash: "5e".repeat(32) },
};
const brittany = { name: "Brittany Chen", email: "brittany@example.com" };
const art = { name: "Art Vandelay", email: "art@example.com" };
const body = loanAgreement(ARTS_LOAN);

const LETTER = {
  opening: "Thank you for applying. We have reviewed your application and cannot approve it.",
  reasons: ["Income insufficient for amount of credit requested", "Bankruptcy"],
  right: null,
  report: {
    source:
      "Our decision was based in whole or in part on information in a credit report from Sandbox Credit Bureau.",
    rights: "You have the right to a free copy of your report.",
    score: "Your credit score on March 2, 2026 was 612 (Sandbox Score 3, which ranges from 300 to 850).",
    lead: "Key factors that lowered your score:",
    factors: ["Delinquent accounts", "Number of recent inquiries"],
  },
  closing: "If something here is incorrect, or your circumstances change, you may apply again.",
};

const FACTS: Record<string, Record<string, unknown>> = {
  "adverse-action": {
    applicant: { name: "Ben Carter", email: "ben@example.com" },
    applicationNumber: 3,
    submittedOn: "2026-03-01",
    decidedOn: "2026-03-02",
    amountAsked: "20000.00",
    largestOffer: null,
    letter: LETTER,
  },
  "commercial-disclosure": {
    recipient: { company: "Vandelay Imports LLC", email: "art@example.com" },
    applicationNumber: 7,
    expiresOn: "2026-04-01",
    principal: "5000.00",
    originationFee: "50.00",
    amountFinanced: "4950.00",
    apr: "23.42",
    annualRate: "0.12",
    financeCharge: "650.00",
    totalOfPayments: "5600.00",
    termMonths: 12,
    monthlyPayment: "466.67",
    lastPayment: "466.63",
  },
  counteroffer: {
    applicant: { name: "Rosa Lopez", email: "rosa@example.com" },
    applicationNumber: 4,
    submittedOn: "2026-03-01",
    decidedOn: "2026-03-02",
    amountAsked: "20000.00",
    offers: [
      {
        amount: "13400.00",
        termMonths: 36,
        apr: "14.10",
        monthlyPayment: "458.61",
        totalOfPayments: "16509.96",
      },
      {
        amount: "9800.00",
        termMonths: 24,
        apr: "13.60",
        monthlyPayment: "468.75",
        totalOfPayments: "11250.00",
      },
    ],
    expiresOn: "2026-04-01",
    letter: {
      ...LETTER,
      opening:
        "Thank you for applying. We have reviewed your application. We cannot offer the amount you asked for, but we can offer you less.",
    },
  },
  "e-sign-consent": {
    name: "Art Vandelay",
    body: eSignConsentText({ name: "Art Vandelay", on: "2026-03-02" }),
    textVersion: "e-sign-consent-3",
    code: "K7M2PX",
  },
  incompleteness: {
    applicant: { name: "Lea Gold", email: "lea@example.com" },
    applicationNumber: 5,
    savedOn: "2026-02-20",
    amountAsked: "8000.00",
    missing: ["Your monthly housing cost", "Your review and submission of the application"],
    completeBy: "2026-04-01",
  },
  "investor-statement": {
    investor: brittany,
    period: { name: "February 2026", from: "2026-02-01", to: "2026-02-28" },
    opening: "10000.00",
    closing: "10040.00",
    totals: { deposits: "0.00", interest: "40.00", payouts: "0.00", returned: "0.00" },
    investments: [
      {
        number: 1,
        principal: "10000.00",
        interest: "40.00",
        annualRate: "0.048",
        termMonths: 12,
        maturesOn: "2027-01-02",
      },
    ],
    entries: [
      {
        on: "2026-02-02",
        investmentNumber: 1,
        description: "Interest for month 1",
        debit: null,
        credit: "40.00",
        balanceAfter: "10040.00",
        transactionId: "3",
      },
    ],
  },
  "loan-statement": {
    borrower: art,
    loan: { number: 1, annualRate: "0.12", disbursedOn: "2026-01-02" },
    period: { name: "February 2026", from: "2026-02-01", to: "2026-02-28" },
    opening: { interest: "0.00", principal: "5000.00" },
    closing: { interest: "0.00", principal: "4583.33" },
    entries: [
      {
        on: "2026-02-02",
        description: "Interest charged for payment 1",
        interest: "50.00",
        principal: "0.00",
        transactionId: "3",
      },
      {
        on: "2026-02-02",
        description: "Your payment",
        interest: "-50.00",
        principal: "-416.67",
        transactionId: "4",
      },
    ],
    paid: { interest: "50.00", principal: "416.67" },
    due: {
      asOf: "2026-03-02",
      next: { dueOn: "2026-03-02", amount: "466.67", interest: "50.00", principal: "416.67" },
      pastDue: "0.00",
      daysPastDue: 0,
      onItsWay: "0.00",
      isAutopay: true,
    },
  },
  "maturity-notice": {
    investor: brittany,
    investmentNumber: 1,
    annualRate: "0.048",
    termMonths: 12,
    maturesOn: "2027-01-02",
    principal: "10000.00",
    interest: "480.00",
    total: "10480.00",
    account: { bankName: "First Bank", last4: "6789" },
  },
  "paid-in-full": {
    borrower: art,
    loanNumber: 1,
    disbursedOn: "2026-01-02",
    closedOn: "2027-01-02",
    principal: "5000.00",
    principalPaid: "5000.00",
    interestPaid: "600.00",
    finalOn: "2027-03-03",
  },
  "payoff-letter": {
    borrower: art,
    loanNumber: 1,
    quotedOn: "2026-02-10",
    goodThrough: "2026-02-15",
    principal: "4583.33",
    interest: "25.00",
    fees: "0.00",
    total: "4608.33",
    perDiem: "1.7857",
    onItsWay: "466.67",
  },
  "signed-copy": {
    title: "Loan agreement",
    body,
    sha256: hashOf(body),
    textVersion: "loan-agreement-5",
    signedName: "Art Vandelay",
    signedFor: null,
    signedOn: "2026-01-05",
    signedAt: "2026-01-05T15:00:00.000Z",
    isTyped: true,
  },
  "tax-statement": {
    form: "1099-INT",
    year: 2027,
    corrects: null,
    recipient: { ...brittany, tin: null, address: null },
    accountNumbers: "Investment 1",
    box1: "480.00",
    penalty: "0.00",
    withheld: "0.00",
  },
};

const pdfOf = (kind: string, facts: object = {}, frame = FRAME) => {
  const template = templateOf(kind);
  return setAsPdf(template.layout(template.read({ ...FACTS[kind], ...facts })), frame);
};

it("has an example of every kind", () =>
  expect(Object.keys(FACTS).toSorted()).toEqual(DOCUMENT_KINDS.toSorted()));

describe.each(Object.keys(FACTS))("%s", (kind) => {
  it("has the text of its golden file, in at most 78 columns", async () => {
    const template = templateOf(kind);
    const text = setAsText(template.layout(template.read(FACTS[kind])), FRAME);
    const [longest] = text.split("\n").toSorted((a, b) => b.length - a.length);
    expect(longest!.length).toBeLessThanOrEqual(78);
    await expect(text).toMatchFileSnapshot(`golden/${kind}.txt`);
  });

  it("is a tagged PDF with a language, a title and embedded fonts, and has the same bytes every time", async () => {
    const [pdf, again] = await Promise.all([pdfOf(kind), pdfOf(kind)]);
    expect(pdf.equals(again)).toBe(true);
    const source = pdf.toString("latin1");
    for (const part of [
      "/Marked true",
      "/Lang (en-US)",
      "/DisplayDocTitle true",
      "/FontFile2",
      "pdfaid:part>2",
    ])
      expect(source).toContain(part);
    expect(source.match(/\/S \/H1\b/g)).toHaveLength(1);
    expect(source.match(/\/S \/TH\b/g)!.length).toBeGreaterThan(1);
    expect(source).not.toMatch(/\/Subtype \/Type1\b/);
  });

  it.each(Object.keys(FACTS[kind]!))("names the missing value %s", (field) => {
    expect(() => templateOf(kind).read({ ...FACTS[kind], [field]: undefined })).toThrow(
      expect.objectContaining({ code: "invalid", field: expect.stringContaining(field) as string }),
    );
  });
});

it("sets a document of an earlier version as that version did, and a corrected form", async () => {
  const before = templateOf("tax-statement", 1);
  const text = setAsText(before.layout(before.read(FACTS["tax-statement"])), FRAME);
  await expect(text).toMatchFileSnapshot("golden/tax-statement-1.txt");
  const now = templateOf("tax-statement");
  const corrected = {
    ...FACTS["tax-statement"],
    corrects: "D-000041",
    recipient: { ...brittany, tin: "XXX-XX-6789", address: "1 Main Street, New York, NY 10001" },
  };
  await expect(setAsText(now.layout(now.read(corrected)), FRAME)).toMatchFileSnapshot(
    "golden/tax-statement-corrected.txt",
  );
});

it("has the bytes that were pinned, so that a new release of a library cannot change documents unnoticed", async () => {
  const lines: string[] = [];
  for (const kind of Object.keys(FACTS).toSorted())
    lines.push(
      `${createHash("sha256")
        .update(await pdfOf(kind))
        .digest("hex")}  ${kind}`,
    );
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("golden/pdf-sha256.txt");
});

it("sets names of any script, of any length, and a schedule of 60 pages", async () => {
  const strange = "Ana Иванова Ωμέγα שלום مرحبا 李小龍 😀".repeat(3);
  const { entries } = FACTS["loan-statement"] as { entries: object[] };
  const many = Array.from({ length: 1200 }, () => entries).flat();
  const pdf = await pdfOf("loan-statement", {
    borrower: { name: strange, email: `${"x".repeat(200)}@example.com` },
    closing: { interest: "0.00", principal: "-495004.00" },
    entries: many,
  });
  const pages = pdf.toString("latin1").match(/\/Type \/Page\b/g)!.length;
  expect(pages).toBeGreaterThan(60);
});
