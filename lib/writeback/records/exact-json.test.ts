import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromCents, toMoney } from "@/lib/money/money";
import { Amount, exactJson, readAmount } from "./exact-json";

describe("exact JSON", () => {
  it("writes amounts as numbers with their own digits", () => {
    expect(
      exactJson({ from: { amount: new Amount("466.7") }, lines: [new Amount("-50")], note: 'a "b"' }),
    ).toBe('{"from":{"amount":466.70},"lines":[-50.00],"note":"a \\"b\\""}');
  });

  it("keeps every digit of amounts that a float would change", () => {
    expect(exactJson(new Amount("90071992547409.93"))).toBe("90071992547409.93");
  });

  it("leaves out what is not set, and keeps null", () => {
    expect(exactJson({ a: undefined, b: null, c: true, quantity: 1 })).toBe(
      '{"b":null,"c":true,"quantity":1}',
    );
  });

  it("refuses a float", () => {
    expect(() => exactJson({ amount: 466.67 })).toThrow(TypeError);
  });

  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), (cents) => {
        const amount = fromCents(cents);
        const there = JSON.parse(exactJson({ amount: new Amount(amount) })) as { amount: number };
        expect(toMoney(readAmount(there.amount))).toBe(toMoney(amount));
      }),
    );
  });
});
