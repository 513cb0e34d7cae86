import { expect, it } from "vitest";
import { d } from "@/lib/money/money";
import { cheaperTwin } from "./cheaper-twin";

const offer = (name: string, termMonths: number, apr: string, total: string, amount = "5000") => ({
  ...{ name, termMonths, amount: d(amount), apr: d(apr), totalOfPayments: d(total) },
});
const flat = offer("flat", 12, "21.46", "5600.00");
const equal = offer("equal", 12, "12.00", "5330.93");

it("finds the equal-payment loan that is cheaper than a flat one of the same amount and term", () => {
  expect(cheaperTwin(flat, [flat, equal])?.name).toBe("equal");
  expect(cheaperTwin(equal, [flat, equal])).toBeUndefined();
});

it("compares only loans of the same amount and term", () => {
  const others = [offer("longer", 24, "12.00", "5300.00"), offer("smaller", 12, "12.00", "4300.00", "4000")];
  expect(cheaperTwin(flat, [flat, ...others])).toBeUndefined();
});

it("keeps an offer that no other beats on both figures", () => {
  expect(cheaperTwin(flat, [flat, offer("lower APR, more to pay", 12, "20.00", "5700.00")])).toBeUndefined();
  expect(cheaperTwin(flat, [flat, { ...flat, name: "same" }])).toBeUndefined();
  // Equal principal: the same APR as equal payments and less interest, for a higher first payment.
  expect(cheaperTwin(equal, [equal, offer("equal principal", 12, "12.00", "5325.00")])).toBeUndefined();
});

it("names the cheapest of several", () => {
  expect(cheaperTwin(flat, [flat, offer("middle", 12, "18.00", "5500.00"), equal])?.name).toBe("equal");
});
