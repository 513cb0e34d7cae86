import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { d, fromCents, sum, toMoney, ZERO, type Decimal } from "@/lib/money/money";
import { partsOf } from "@/lib/money/parts";
import {
  balancesOf,
  drawdown,
  lenderDelta,
  movementOf,
  postingSet,
  repayment,
  reversalOf,
  splitEvenly,
  writeOff,
  type Movement,
} from "./posting-set";

const cents = (most: number) => fc.integer({ min: 1, max: most }).map((value) => fromCents(BigInt(value)));

const received = (amount: Decimal, interest: Decimal, unearned: Decimal) =>
  repayment({ parts: partsOf({ interest, principal: amount.minus(interest) }), unearned });

describe("the posting set", () => {
  it("codat row 19: a drawdown is one transfer to the borrower and one feed line below zero, in that order", () => {
    expect(postingSet(drawdown({ principal: d("1000"), fee: ZERO }))).toEqual([
      { kind: "TRANSFER", direction: "to-borrower", amount: d("1000") },
      { kind: "FEED_LINES", lines: [d("-1000")] },
    ]);
  });

  it("codat row 20: a repayment is a transfer of all, a direct cost of the interest and two feed lines", () => {
    const movement = received(d("400"), d("66.67"), ZERO);
    expect(postingSet(movement)).toEqual([
      { kind: "TRANSFER", direction: "to-lender", amount: d("400") },
      { kind: "DIRECT_COST", amount: d("66.67") },
      { kind: "FEED_LINES", lines: [d("400"), d("-66.67")] },
    ]);
  });

  it("codat row 20: a repayment without interest has no direct cost", () => {
    const kinds = postingSet(received(d("400"), ZERO, ZERO)).map(({ kind }) => kind);
    expect(kinds).toEqual(["TRANSFER", "FEED_LINES"]);
  });

  it("codat row 22: 1000 and 200 over three payments lose no cent, and end the lender account at zero", () => {
    const interest = splitEvenly(d("200"), 3);
    expect(interest.map(toMoney)).toEqual(["66.67", "66.67", "66.66"]);
    const events = [
      drawdown({ principal: d("1000"), fee: ZERO }),
      ...interest.map((part) => received(d("400"), part, ZERO)),
    ];
    expect(toMoney(sum(events.map(lenderDelta)))).toBe("0.00");
    expect(running(events).map(toMoney)).toEqual(["-1000.00", "-666.67", "-333.34", "0.00"]);
  });

  it("an event's entries follow from its cash and the balance afterward, in both directions", () => {
    const amounts = [
      [movementOf(d("466.67"), d("-416.67")), received(d("466.67"), d("50"), ZERO)],
      [movementOf(d("-4850"), d("5000")), drawdown({ principal: d("5000"), fee: d("150") })],
      [movementOf(d("-466.67"), d("416.67")), reversalOf({ cash: d("466.67"), charge: d("50") })],
    ].map((pair) => pair.map(({ cash, charge }) => [toMoney(cash), toMoney(charge)]));
    for (const [found, expected] of amounts) expect(found).toEqual(expected);
  });

  it("books a withheld fee as an expense: the lender account is at the whole principal", () => {
    const postings = postingSet(drawdown({ principal: d("5000"), fee: d("150") }));
    expect(postings).toEqual([
      { kind: "TRANSFER", direction: "to-borrower", amount: d("4850") },
      { kind: "DIRECT_COST", amount: d("150") },
      { kind: "FEED_LINES", lines: [d("-4850"), d("-150")] },
    ]);
    expect(toMoney(balancesOf(postings).ledger)).toBe("-5000.00");
  });

  it("gives interest back that was paid ahead when a payoff comes early", () => {
    const early = received(d("4549.46"), ZERO, d("33.87"));
    expect(toMoney(lenderDelta(early))).toBe("4583.33");
    expect(postingSet(early)[1]).toEqual({ kind: "DIRECT_COST", amount: d("-33.87") });
  });

  it("writes off without moving cash", () => {
    expect(postingSet(writeOff({ principal: d("300") }))).toEqual([
      { kind: "DIRECT_COST", amount: d("-300") },
      { kind: "FEED_LINES", lines: [d("300")] },
    ]);
  });

  it("writes nothing where nothing moved", () => {
    expect(postingSet({ cash: ZERO, charge: ZERO })).toEqual([]);
  });

  it("codat row 21: whatever happens to a loan, ledger = feed = minus the principal, to the cent", () => {
    const payment = fc.record({
      part: cents(500_000),
      interest: fc.option(cents(50_000)),
      returned: fc.boolean(),
    });
    fc.assert(
      fc.property(
        cents(10_000_000),
        fc.option(cents(1_000)),
        fc.array(payment, { maxLength: 30 }),
        (principal, fee, payments) => {
          let owed = principal;
          const events = [drawdown({ principal, fee: fee ?? ZERO })];
          const outstanding = [owed];
          for (const { part, interest, returned } of payments) {
            const paid = part.gt(owed) ? owed : part;
            const charge = interest ?? ZERO;
            const movement = received(paid.plus(charge), charge, ZERO);
            events.push(movement);
            outstanding.push(owed.minus(paid));
            if (returned) {
              events.push(reversalOf(movement));
              outstanding.push(owed);
            } else owed = owed.minus(paid);
          }
          events.push(writeOff({ principal: owed }));
          outstanding.push(ZERO);
          let ledger = ZERO;
          let feed = ZERO;
          events.forEach((event, at) => {
            const after = balancesOf(postingSet(event));
            ledger = ledger.plus(after.ledger);
            feed = feed.plus(after.feed);
            expect(toMoney(ledger)).toBe(toMoney(outstanding[at]!.negated()));
            expect(toMoney(feed)).toBe(toMoney(ledger));
          });
        },
      ),
    );
  });

  it("codat row 40: a reversal brings every balance back to what it was", () => {
    fc.assert(
      fc.property(cents(1_000_000), cents(100_000), (amount, interest) => {
        const movement = received(amount.plus(interest), interest, ZERO);
        const both = [...postingSet(movement), ...postingSet(reversalOf(movement))];
        expect(balancesOf(both)).toEqual({ ledger: ZERO, feed: ZERO });
      }),
    );
  });
});

function running(events: Movement[]): Decimal[] {
  let balance = ZERO;
  return events.map((event) => (balance = balance.plus(lenderDelta(event))));
}
