import { expect, test } from "vitest";
import { addMonths } from "@/lib/calendar/dates";
import { autopayAuthorization, AUTOPAY_AUTHORIZATION_VERSION } from "./autopay-authorization";

const text = autopayAuthorization({
  borrowerName: "Art Vandelay",
  signer: null,
  loanNumber: 7,
  agreedOn: "2026-01-05",
  account: { bankName: "First Bank", accountType: "checking", last4: "6789" },
  isPaidOut: true,
  installments: Array.from({ length: 12 }, (_, at) => ({
    number: at + 1,
    dueOn: addMonths("2026-01-05", at + 1),
    amount: at < 11 ? "466.67" : "466.63",
  })),
});
const words = text.replace(/\s+/g, " ");

test("the authorization names the account, every amount and every date", () => {
  expect(words).toContain("from your checking account ending in 6789 at First Bank");
  const rows = text.split("\n").filter((line) => /^ *\d+ {3}/.test(line));
  expect(rows.map((row) => row.trim().split(/ {2,}/).at(-1))).toEqual([
    ...Array(11).fill("466.67"),
    "466.63",
  ]);
  expect(text).toContain("Text " + AUTOPAY_AUTHORIZATION_VERSION);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(78);
});

test("the authorization states what Regulation E requires", () => {
  expect(words).toContain("The loan, its rate and its fees are the same without it");
  expect(words).toContain("you can revoke it at any time");
  expect(words).toContain("Turn off autopay on the loan's page, or write to us.");
  expect(words).toContain("stop a payment at least three business days before its date");
  expect(words).toContain("at least ten days before it, whenever the amount differs from the previous debit");
  expect(words).toContain("One debit never collects more than one installment.");
  expect(words).toContain("we present the same amount again, at most twice within 180 days");
});
