import { describe, expect, it } from "vitest";
import { d } from "@/lib/money/money";
import { taxFactsInput } from "./schemas";
import { backupWithholding, tinStatus } from "./withholding";
import { reportableInterest } from "@/lib/investing/reportable-interest";

describe("tax that is kept back", () => {
  it.each([
    ["480.00", "115.20"],
    ["0.00", "0.00"],
    ["-5.00", "0.00"],
    ["10.00", "2.40"],
    ["0.02", "0.00"],
  ])("of %s is %s", (interest, withheld) => expect(backupWithholding(d(interest)).toFixed(2)).toBe(withheld));

  it("of a term with original issue discount is that of the year's discount", () => {
    const long = {
      principal: d("10000.00"),
      annualRate: "0.051",
      termMonths: 24,
      startedOn: new Date("2026-01-01T00:00:00Z"),
    };
    const interest = d("1020.00");
    expect(reportableInterest(long, { interest, on: "2028-01-03" }).toFixed(2)).toBe("0.00");
    expect(
      reportableInterest(
        { ...long, startedOn: new Date("2026-07-01T00:00:00Z") },
        { interest, on: "2028-07-03" },
      ).toFixed(2),
    ).toBe("259.76");
    expect(reportableInterest({ ...long, termMonths: 12 }, { interest, on: "2027-01-04" }).toFixed(2)).toBe(
      "1020.00",
    );
  });
});

it.each([
  [null, [], "missing"],
  [{ number: 7, isCertified: false }, [], "given"],
  [{ number: 7, isCertified: true }, [], "certified"],
  [{ number: 7, isCertified: true }, [{ isSecond: false, afterNumber: 7 }], "mismatch"],
  [{ number: 8, isCertified: true }, [{ isSecond: false, afterNumber: 7 }], "certified"],
  [{ number: 9, isCertified: true }, [{ isSecond: true, afterNumber: 7 }], "mismatch"],
] as const)("a number of %j with notices %j is %s", (latest, notices, status) =>
  expect(tinStatus(latest, notices)).toBe(status),
);

describe("the tax form of the portal", () => {
  const form = {
    ...{ payeeKind: "INDIVIDUAL", firstName: "Zoë", lastName: "Chen", tin: "123-45-6789" },
    ...{ street: "1 Main Street", city: "New York", state: "NY", zip: "10001" },
  };
  const complaint = (changed: object) => {
    const { error } = taxFactsInput.safeParse({ ...form, ...changed });
    return error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
  };

  it("takes a number with or without hyphens", () => {
    expect(taxFactsInput.parse(form)).toMatchObject({ tin: "123456789", isCertified: false });
    expect(complaint({ payeeKind: "BUSINESS", businessName: "Acme LLC", tin: "12 3456789" })).toEqual([]);
  });

  it.each([
    [{ tin: "123-45-678" }, "tin: Enter all nine digits, for example 123-45-6789 or 12-3456789."],
    [{ tin: "666-45-6789" }, "tin: No Social Security number or ITIN has these digits. Check the number."],
    [{ tin: "111111111" }, "tin: No taxpayer identification number has these digits. Check the number."],
    [{ firstName: " " }, "firstName: Enter your first name."],
    [{ lastName: undefined }, "lastName: Enter your last name."],
    [{ payeeKind: "BUSINESS" }, "businessName: Enter the name of the business, as on its income tax return."],
    [{ state: "ZZ" }, "state: Choose a state."],
    [{ zip: "1234" }, "zip: Enter a ZIP code such as 10001 or 10001-1234."],
    [{ street: "" }, "street: Enter your street address."],
    [{ city: "x".repeat(41) }, "city: Use at most 40 characters."],
  ])("refuses %j with a sentence", (changed, sentence) => expect(complaint(changed)).toContain(sentence));
});
