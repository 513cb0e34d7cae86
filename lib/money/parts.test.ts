import fc from "fast-check";
import { expect, test } from "vitest";
import { d, fromCents, toMoney } from "./money";
import {
  addParts,
  isNothing,
  minusParts,
  NO_PARTS,
  partsInWords,
  partsOf,
  partsText,
  payParts,
  sumParts,
  totalOf,
} from "./parts";

const installment = partsOf({ interest: "50.00", principal: "416.67" });

test("a part that is left out is zero", () => {
  expect(partsText(installment)).toEqual({ fees: "0.00", interest: "50.00", principal: "416.67" });
  expect(partsText(NO_PARTS)).toEqual({ fees: "0.00", interest: "0.00", principal: "0.00" });
});

test("parts are added and taken away one by one, below zero too", () => {
  const twice = sumParts([installment, installment]);
  expect(partsText(twice)).toEqual(partsText(addParts(installment, installment)));
  expect(toMoney(totalOf(twice))).toBe("933.34");
  expect(partsText(minusParts(installment, twice))).toEqual({
    fees: "0.00",
    interest: "-50.00",
    principal: "-416.67",
  });
});

test("parts that cancel out are not nothing", () => {
  expect(isNothing(NO_PARTS)).toBe(true);
  expect(isNothing(minusParts(installment, installment))).toBe(true);
  expect(isNothing(partsOf({ interest: "50", principal: "-50" }))).toBe(false);
  expect(isNothing(partsOf({ fees: "0.01" }))).toBe(false);
});

test("an amount pays interest, then principal, then fees", () => {
  const owed = partsOf({ fees: "15", interest: "50", principal: "416.67" });
  const paid = (amount: string) => Object.values(partsText(payParts(owed, d(amount))));
  expect(paid("30.00")).toEqual(["0.00", "30.00", "0.00"]);
  expect(paid("60.00")).toEqual(["0.00", "50.00", "10.00"]);
  expect(paid("470.00")).toEqual(["3.33", "50.00", "416.67"]);
  expect(paid("1000.00")).toEqual(["15.00", "50.00", "416.67"]);
});

test("what is paid is the smaller of the amount and what is owed, and no part is above what is owed", () => {
  const cents = fc.nat(100_000).map((n) => fromCents(BigInt(n)));
  const anyParts = fc.record({ fees: cents, interest: cents, principal: cents });
  fc.assert(
    fc.property(anyParts, cents, (owed, amount) => {
      const paid = payParts(owed, amount);
      const left = minusParts(owed, paid);
      expect([paid, left].every((each) => Object.values(each).every((part) => part.gte(0)))).toBe(true);
      const all = totalOf(owed);
      expect(totalOf(paid).equals(amount.lt(all) ? amount : all)).toBe(true);
    }),
  );
});

test("a sentence names fees only where there are some", () => {
  expect(partsInWords(installment)).toBe("$50.00 of interest and $416.67 of principal");
  expect(partsInWords(installment, "principal")).toBe("$416.67 of principal and $50.00 of interest");
  expect(partsInWords({ ...installment, fees: d("15") })).toBe(
    "$50.00 of interest, $416.67 of principal, and $15.00 of fees",
  );
});
