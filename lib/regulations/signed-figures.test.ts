// What the rules read in signed texts: the APR and the amounts of debits, from the texts as they are made today.
import { expect, it } from "vitest";
import { addMonths } from "@/lib/calendar/dates";
import { autopayAuthorization } from "@/lib/documents/autopay-authorization";
import { d } from "@/lib/money/money";
import { aprProblem } from "./annual-percentage-rate";
import { authorizedAmounts } from "./autopay-amounts";

it.each([
  ["21.46", "21.4603", null],
  ["21.46", "21.585", null], // an eighth of a percentage point
  ["21.46", "21.5851", "The signed text states 21.46%, the terms give 21.59%."],
  [null, "21.46", "The signed text states no APR."],
])("of a disclosed APR of %s and one of %s by the terms it says %j", (disclosed, computed, problem) => {
  expect(aprProblem(disclosed, d(computed))).toBe(problem);
});

it("reads every amount of an authorization, with thousands, by installment", () => {
  const body = autopayAuthorization({
    borrowerName: "Art Vandelay",
    signer: null,
    loanNumber: 7,
    agreedOn: "2026-01-05",
    account: { bankName: "First Bank", accountType: "checking", last4: "6789" },
    isPaidOut: true,
    installments: [1, 2, 3].map((number) => ({
      number,
      dueOn: addMonths("2026-01-05", number),
      amount: number === 3 ? "12466.63" : "466.67",
    })),
  });
  expect([...authorizedAmounts(body)]).toEqual([
    [1, "466.67"],
    [2, "466.67"],
    [3, "12466.63"],
  ]);
});
