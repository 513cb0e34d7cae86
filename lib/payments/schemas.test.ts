import { describe, expect, it } from "vitest";
import { externalAccountInput, hasRoutingCheckDigit } from "./schemas";

const GOOD = {
  holderName: "Art",
  routingNumber: "021000021",
  accountNumber: "123456789",
  accountType: "checking",
};

function complaint(change: object): string | undefined {
  const parsed = externalAccountInput.safeParse({ ...GOOD, ...change });
  return parsed.success ? undefined : parsed.error.issues.map((issue) => issue.message).join(" ");
}

describe("a routing number", () => {
  // Published numbers of large banks.
  it.each(["021000021", "026009593", "121000248", "011401533", "091000019"])(
    "accepts %s",
    (routingNumber) => {
      expect(complaint({ routingNumber })).toBeUndefined();
    },
  );

  it("is refused when any one digit was mistyped", () => {
    for (let place = 0; place < 9; place += 1) {
      for (let digit = 0; digit <= 9; digit += 1) {
        const typed = `${"021000021".slice(0, place)}${digit}${"021000021".slice(place + 1)}`;
        if (typed !== "021000021") expect(hasRoutingCheckDigit(typed)).toBe(false);
      }
    }
    expect(complaint({ routingNumber: "021000022" })).toMatch(/not a valid routing number/);
  });

  it.each([
    ["", "Enter the routing number of your bank."],
    ["02100002", "A routing number has 9 digits."],
    ["0210000210", "A routing number has 9 digits."],
    ["021 000 021", "Use digits only, without spaces or dashes."],
    ["O21000021", "Use digits only, without spaces or dashes."],
    ["０２１００００２１", "Use the digits 0 to 9."],
    ["000000000", "This is not a valid routing number. Check it against a check or your bank's website."],
  ])("%j gets one sentence", (routingNumber, sentence) => {
    expect(complaint({ routingNumber })).toBe(sentence);
  });
});

describe("an account number", () => {
  it("has 4 to 17 digits, and may stand between spaces", () => {
    expect(complaint({ accountNumber: " 1234 " })).toBeUndefined();
    expect(complaint({ accountNumber: "12345678901234567" })).toBeUndefined();
    expect(complaint({ accountNumber: "123" })).toBe("An account number has at least 4 digits.");
    expect(complaint({ accountNumber: "123456789012345678" })).toBe(
      "An account number has at most 17 digits.",
    );
    expect(complaint({ accountNumber: "１２３４５６" })).toBe("Use the digits 0 to 9.");
  });
});

it("wants a name and a kind of account, and takes an empty bank name for none", () => {
  expect(complaint({ holderName: "  " })).toBe("Enter the name on the account.");
  expect(complaint({ accountType: "brokerage" })).toBe("Choose checking or savings.");
  expect(externalAccountInput.parse({ ...GOOD, bankName: " " }).bankName).toBeUndefined();
});
