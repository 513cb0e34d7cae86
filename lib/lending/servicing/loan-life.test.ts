// The worked tables of the servicing specification, figure by figure.
import { describe, expect, it } from "vitest";
import { ANNUITY, ART, DAILY, entriesOn, life, paid, paidOnTime, type Event } from "@/test/support/loan-life";

const once = paidOnTime(1, "466.67");
const onlyPrincipal = { ...ART, lateFee: null };

describe("delinquency (section 2)", () => {
  it.each([
    ["2026-03-01", 0, "current", "0.00", null, "current"],
    ["2026-03-02", 1, "grace", "466.67", "2026-03-01", "late"],
    ["2026-03-17", 16, "16-30", "466.67", "2026-03-01", "late"],
    ["2026-04-01", 31, "31-60", "466.67", "2026-03-01", "late"],
    ["2026-05-30", 90, "61-90", "1400.01", "2026-03-01", "non-accrual"],
    ["2026-06-29", 120, "120+", "1866.68", "2026-03-01", "non-accrual"],
  ])(
    "on %s Art is %i days past due, bucket %s, past due %s",
    (asOf, days, bucket, pastDue, since, status) => {
      const answer = life(ART, once, asOf);
      const { principal, interest } = answer.pastDue;
      expect((Number(principal) + Number(interest)).toFixed(2)).toBe(pastDue);
      expect(answer).toMatchObject({ daysPastDue: days, bucket, delinquentSince: since, status });
    },
  );

  it("a payment of 466.67 on April 10 makes it 9 days past due, and its return restores every column", () => {
    const payment = paid("p2", "2026-04-10", "466.67");
    expect(life(ART, [...once, payment], "2026-04-10")).toMatchObject({
      daysPastDue: 9,
      bucket: "grace",
      delinquentSince: "2026-04-01",
    });
    const returned = life(
      ART,
      [...once, payment, { on: "2026-04-14", type: "return", of: "p2" }],
      "2026-04-14",
    );
    const never = life(ART, once, "2026-04-14");
    expect(returned).toEqual({
      ...never,
      payments: [
        ...never.payments,
        { id: "p2", fees: "0.00", interest: "0.00", principal: "0.00", credit: "0.00", status: "returned" },
      ],
      journal: expect.anything(),
    });
    expect(returned.daysPastDue).toBe(44);
    expect(entriesOn(returned, "2026-04-14")).toEqual([
      "Dr principal 416.67 · Dr interest 50.00 · Cr cash 466.67",
    ]);
  });

  it("the nearest bucket on each side of its limits", () => {
    const buckets = [
      ["2026-03-16", "grace"],
      ["2026-03-31", "16-30"],
      ["2026-04-30", "31-60"],
      ["2026-05-31", "91-119"],
      ["2026-06-28", "91-119"],
    ];
    for (const [asOf, bucket] of buckets) expect(life(ART, once, asOf!).bucket).toBe(bucket);
  });

  it("an installment with less than 1.00 unpaid makes no loan late, and the cents stay owed", () => {
    const answer = life(ART, [paid("p1", "2026-02-01", "465.68")], "2026-02-28");
    expect(answer).toMatchObject({ status: "current", daysPastDue: 0, delinquentSince: null, fees: [] });
    expect(answer.pastDue.principal).toBe("0.99");
    expect(life(ART, [paid("p1", "2026-02-01", "465.67")], "2026-02-28")).toMatchObject({ daysPastDue: 27 });
  });
});

describe("late fees (sections 3 and 4)", () => {
  it("23.33 on 466.67 on the sixteenth day", () => {
    expect(life(ART, once, "2026-03-16").fees).toEqual([]);
    const answer = life(ART, once, "2026-03-17");
    expect(answer.fees).toEqual([
      { id: "late:2", assessedOn: "2026-03-17", amount: "23.33", paid: "0.00", waived: "0.00" },
    ]);
    expect(entriesOn(answer, "2026-03-17")).toEqual(["Dr fees 23.33 · Cr revenue:late-fees 23.33"]);
  });

  it.each([
    ["greater", "266.67", "15.00"],
    ["lesser", "266.67", "10.00"],
    ["flat", "0.01", "15.00"],
    ["rate", "266.67", "10.00"],
  ])("by the rule %s, once %s of the installment is paid: %s", (rule, amount, fee) => {
    const terms = { ...ART, lateFee: { ...ART.lateFee, rule } };
    const answer = life(terms, [...once, paid("p2", "2026-03-10", amount)], "2026-03-20");
    expect(answer.fees.map((each) => each.amount)).toEqual([fee]);
  });

  it("a waiver of an unpaid fee takes it back from income", () => {
    const waive = { on: "2026-03-18", type: "waive-fee", fee: "late:2" };
    const answer = life(ART, [...once, waive], "2026-03-18");
    expect(entriesOn(answer, "2026-03-18")).toEqual(["Dr revenue:late-fees 23.33 · Cr fees 23.33"]);
    expect(answer.fees[0]).toMatchObject({ paid: "0.00", waived: "23.33" });
    expect(answer.balances.fees).toBe("0.00");
  });

  it("a waiver of a paid fee becomes a credit of the borrower", () => {
    const events = [
      ...once,
      paid("p2", "2026-03-20", "490.00"),
      { on: "2026-03-21", type: "waive-fee", fee: "late:2" },
    ];
    const answer = life(ART, events, "2026-03-21");
    expect(entriesOn(answer, "2026-03-21")).toEqual(["Dr revenue:late-fees 23.33 · Cr credit 23.33"]);
    expect(answer.balances.credit).toBe("23.33");
  });

  it("a return after grace assesses the fee the next morning, once per installment", () => {
    const events = [
      ...once,
      paid("p2", "2026-03-01", "466.67"),
      { on: "2026-03-20", type: "return", of: "p2" },
    ];
    expect(life(ART, events, "2026-03-20").fees).toEqual([]);
    expect(life(ART, events, "2026-03-21").fees).toMatchObject([
      { id: "late:2", assessedOn: "2026-03-21", amount: "23.33" },
    ]);
    const again = [
      ...events,
      paid("p3", "2026-03-22", "490.00"),
      { on: "2026-03-25", type: "return", of: "p3" },
    ];
    expect(life(ART, again, "2026-04-10").fees).toHaveLength(1);
  });

  it("agreements without a late charge never have one", () => {
    expect(life(onlyPrincipal, once, "2026-12-01").fees).toEqual([]);
  });
});

describe("waterfall (section 5)", () => {
  const owing = [...once, paid("p2", "2026-03-20", "500.00", "OTHER")];

  it("500.00 on March 20 pays installment 2, the fee, then 10.00 ahead", () => {
    const answer = life(ART, owing, "2026-03-20");
    expect(answer.payments[1]).toMatchObject({ interest: "50.00", principal: "426.67", fees: "23.33" });
    expect(entriesOn(answer, "2026-03-20")).toEqual([
      "Dr cash 500.00 · Cr interest 50.00 · Cr principal 426.67 · Cr fees 23.33",
    ]);
  });

  it("fees first where the agreement says so", () => {
    const terms = { ...ART, waterfall: "fees-first" };
    const answer = life(terms, [...once, paid("p2", "2026-03-20", "40.00", "OTHER")], "2026-03-20");
    expect(answer.payments[1]).toMatchObject({ fees: "23.33", interest: "16.67", principal: "0.00" });
  });

  it("PRINCIPAL goes to principal when nothing is past due", () => {
    const answer = life(ART, [...once, paid("p2", "2026-02-10", "100.00", "PRINCIPAL")], "2026-02-10");
    expect(answer.payments[1]).toMatchObject({ interest: "0.00", principal: "100.00" });
  });
});

describe("daily simple interest (section 6)", () => {
  it("twelve installments of 444.13, the last 444.10, interest 329.53", () => {
    const { rows } = life(DAILY, [], "2026-01-01");
    const table = rows.map((row) => [
      row.dueOn,
      row.days,
      row.payment,
      row.principal,
      row.interest,
      row.balance,
    ]);
    expect(table.slice(0, 3)).toEqual([
      ["2026-02-01", 31, "444.13", "393.17", "50.96", "4606.83"],
      ["2026-03-01", 28, "444.13", "401.72", "42.41", "4205.11"],
      ["2026-04-01", 31, "444.13", "401.27", "42.86", "3803.84"],
    ]);
    expect(table[11]).toEqual(["2027-01-01", 31, "444.10", "439.62", "4.48", "0.00"]);
    expect(rows.reduce((total, row) => total + Number(row.interest), 0).toFixed(2)).toBe("329.53");
  });

  it("paid ten days late: interest of 41 days 67.40, and the next 18 days cost 27.36", () => {
    const answer = life(DAILY, [paid("p1", "2026-02-11", "444.13")], "2026-03-01");
    expect(answer.payments[0]).toMatchObject({ interest: "67.40", principal: "376.73" });
    expect(answer.balances).toMatchObject({ principal: "4623.27", interest: "27.36" });
    expect(life(DAILY, [], "2026-02-11").payoff.perDiem).toBe("1.6438");
  });

  it("the return of the payment of February 1 on February 5 costs 0.52, which the next posting has", () => {
    const events = [...paidOnTime(1, "444.13"), { on: "2026-02-05", type: "return", of: "p1" }];
    const answer = life(DAILY, events, "2026-02-28");
    expect(entriesOn(answer, "2026-02-05")).toEqual([
      "Dr principal 393.17 · Dr interest 50.96 · Cr cash 444.13",
    ]);
    // 35 days on 5,000.00 in place of 31, and 4 on 4,606.83.
    expect(life(DAILY, events, "2026-02-05").payoff.amount).toBe("5057.53");
    expect(life(DAILY, paidOnTime(1, "444.13"), "2026-02-05").payoff.amount).toBe("4612.89");
    expect(entriesOn(answer, "2026-02-28")).toEqual(["Dr interest 44.38 · Cr revenue:interest 44.38"]);
  });

  it("a return after interest was posted carries the difference with it", () => {
    const events = [...paidOnTime(1, "444.13"), { on: "2026-03-05", type: "return", of: "p1" }];
    // Until March 1, 28 days were posted on 4,606.83 (42.41) and now on 5,000.00 (95.34 since January less 50.96).
    expect(entriesOn(life(DAILY, events, "2026-03-05"), "2026-03-05")).toEqual([
      "Dr principal 393.17 · Dr interest 54.58 · Cr revenue:interest 3.62 · Cr cash 444.13",
    ]);
  });

  it("interest beyond an installment waits without interest on it", () => {
    const terms = { ...DAILY, installments: 120 };
    const level = life(terms, [], "2026-01-01").rows[0]!.payment;
    const late = life(terms, [paid("p1", "2026-04-01", level)], "2026-04-01");
    expect(late.payments[0]).toMatchObject({ interest: level, principal: "0.00" });
    expect(late.balances.principal).toBe("5000.00");
  });
});

describe("payoff (section 7)", () => {
  it("daily: 3,821.35 on April 15, 1.2506 per day, 3,833.85 ten days later", () => {
    const three = paidOnTime(3, "444.13");
    expect(life(DAILY, three, "2026-04-15").payoff).toEqual({ amount: "3821.35", perDiem: "1.2506" });
    expect(life(DAILY, three, "2026-04-25").payoff.amount).toBe("3833.85");
    const closed = life(DAILY, [...three, paid("p4", "2026-04-15", "3821.35", "PAYOFF")], "2026-04-16");
    expect(closed).toMatchObject({ status: "closed", nextDue: null });
    expect(closed.payments[3]).toMatchObject({ interest: "17.51", principal: "3803.84" });
  });

  it("flat: the running installment by its days", () => {
    expect(life(ART, once, "2026-02-15").payoff).toEqual({ amount: "4608.33", perDiem: "1.7857" });
    const closed = life(ART, [...once, paid("p2", "2026-02-15", "4608.33", "PAYOFF")], "2026-02-15");
    expect(closed.balances).toEqual({ principal: "0.00", interest: "0.00", fees: "0.00", credit: "0.00" });
    expect(entriesOn(closed, "2026-02-15")).toEqual([
      "Dr interest 25.00 · Cr revenue:interest 25.00",
      "Dr cash 4608.33 · Cr interest 25.00 · Cr principal 4583.33",
    ]);
    expect(closed.rows.map((row) => [row.dueOn, row.payment, row.paid])).toEqual([
      ["2026-02-01", "466.67", "466.67"],
      ["2026-02-15", "4608.33", "4608.33"],
    ]);
  });

  it("cents that moved since the quote are an expense of ours", () => {
    const closed = life(ART, [...once, paid("p2", "2026-02-15", "4607.33", "PAYOFF")], "2026-02-15");
    expect(closed.status).toBe("closed");
    expect(entriesOn(closed, "2026-02-15")[1]).toBe(
      "Dr cash 4607.33 · Dr expense:payoff-rounding 1.00 · Cr interest 25.00 · Cr principal 4583.33",
    );
  });
});

describe("overpayment and refund (section 8)", () => {
  const eleven = [...paidOnTime(11, "466.67"), paid("p12", "2027-01-01", "500.00")];

  it("500.00 where 466.63 is owed leaves a credit of 33.37, which is refunded", () => {
    const closed = life(ART, eleven, "2027-01-01");
    expect(entriesOn(closed, "2027-01-01")[1]).toBe(
      "Dr cash 500.00 · Cr interest 50.00 · Cr principal 416.63 · Cr credit 33.37",
    );
    expect(closed).toMatchObject({ status: "closed", balances: { credit: "33.37" } });
    const refund = { on: "2027-01-06", type: "refund", amount: "33.37" };
    const refunded = life(ART, [...eleven, refund], "2027-01-06");
    expect(entriesOn(refunded, "2027-01-06")).toEqual(["Dr credit 33.37 · Cr cash 33.37"]);
    expect(refunded.balances.credit).toBe("0.00");
  });

  it("a second payment after closing is a credit", () => {
    const answer = life(ART, [...eleven, paid("p13", "2027-01-03", "466.63")], "2027-01-03");
    expect(answer).toMatchObject({ status: "closed", balances: { credit: "500.00" } });
  });

  it("a refund whose payment comes back is owed again", () => {
    const events = [
      ...eleven,
      { on: "2027-01-06", type: "refund", amount: "33.37" },
      { on: "2027-01-08", type: "return", of: "p12" },
    ];
    const answer = life(ART, events, "2027-01-08");
    expect(answer.balances).toMatchObject({ principal: "416.63", interest: "50.00", credit: "-33.37" });
    expect(answer).toMatchObject({ status: "late", payoff: { amount: "500.00" } });
  });
});

describe("non-accrual (section 9)", () => {
  const received = [...once, paid("p2", "2026-06-10", "466.67")];

  it("on May 30 revenue falls by 150.00 and the claim goes on in memo accounts", () => {
    const answer = life(onlyPrincipal, once, "2026-06-01");
    expect(entriesOn(answer, "2026-05-30")).toEqual([
      "Dr revenue:interest 150.00 · Cr interest 150.00",
      "Dr memo:interest-claim 150.00 · Cr memo:contra 150.00",
    ]);
    expect(entriesOn(answer, "2026-06-01")).toEqual(["Dr memo:interest-claim 50.00 · Cr memo:contra 50.00"]);
    expect(answer).toMatchObject({
      balances: { principal: "4583.33", interest: "0.00" },
      contractual: { principal: "4583.33", interest: "200.00" },
    });
  });

  it("466.67 received is all principal in the books, 50.00 + 416.67 by contract", () => {
    const answer = life(onlyPrincipal, received, "2026-06-10");
    expect(entriesOn(answer, "2026-06-10")).toEqual([
      "Dr cash 466.67 · Cr principal 466.67",
      "Dr memo:principal-claim 50.00 · Cr memo:interest-claim 50.00",
    ]);
    expect(answer).toMatchObject({
      balances: { principal: "4116.66", interest: "0.00" },
      contractual: { principal: "4166.66", interest: "150.00" },
    });
    expect(answer.payments[1]).toMatchObject({ interest: "50.00", principal: "416.67" });
  });

  const cure = paid("p2", "2026-06-10", "1866.68");
  const six = ["07", "08", "09", "10", "11", "12"].map((month, at) =>
    paid(`p${at + 3}`, `2026-${month}-01`, "466.67"),
  );

  it("accrues again after six payments on time, and recognizes the claim with the rest", () => {
    const cured = life(onlyPrincipal, [...once, cure, ...six.slice(0, 5)], "2026-11-30");
    expect(cured).toMatchObject({ status: "non-accrual", daysPastDue: 0 });
    const accruing = life(onlyPrincipal, [...once, cure, ...six], "2026-12-01");
    expect(accruing).toMatchObject({ status: "current", contractual: { principal: "416.63" } });
    const last = life(
      onlyPrincipal,
      [...once, cure, ...six, paid("p9", "2027-01-01", "466.63")],
      "2027-01-01",
    );
    expect(last).toMatchObject({ status: "closed", balances: { principal: "0.00", interest: "0.00" } });
    // Of 500.00 of interest received, 83.37 was income once all principal was recovered; the rest is recognized at the end.
    expect(entriesOn(last, "2027-01-01")).toEqual([
      "Dr interest 50.00 · Cr revenue:interest 50.00",
      "Dr cash 466.63 · Cr interest 50.00 · Cr revenue:interest 416.63",
      "Dr memo:contra 416.63 · Cr memo:principal-claim 416.63",
    ]);
  });

  it("is restored when the payment that cured it comes back", () => {
    const events = [...once, cure, ...six, { on: "2026-12-02", type: "return", of: "p2" }];
    expect(life(onlyPrincipal, events, "2026-12-02")).toMatchObject({
      status: "non-accrual",
      daysPastDue: 92,
      delinquentSince: "2026-09-01",
    });
  });
});

describe("charge-off, undo, recovery (section 10)", () => {
  const off = [...once, { on: "2026-06-29", type: "charge-off" }];

  it("moves 4,583.33 of principal and no revenue at 120 days", () => {
    const answer = life(onlyPrincipal, off, "2026-06-29");
    expect(entriesOn(answer, "2026-06-29")[0]).toBe("Dr allowance 4583.33 · Cr principal 4583.33");
    expect(answer).toMatchObject({
      status: "charged-off",
      nextDue: null,
      balances: { principal: "0.00", interest: "0.00" },
      contractual: { principal: "4583.33", interest: "200.00", fees: "0.00" },
      payoff: { amount: "4783.33", perDiem: "0.0000" },
    });
  });

  it("takes unpaid late fees back from income", () => {
    const answer = life(ART, off, "2026-06-29");
    expect(entriesOn(answer, "2026-06-29")[0]).toBe(
      "Dr allowance 4583.33 · Dr revenue:late-fees 93.32 · Cr principal 4583.33 · Cr fees 93.32",
    );
    expect(answer.contractual.fees).toBe("93.32");
  });

  it("takes unpaid interest back from income on a loan that still accrued", () => {
    const answer = life({ ...onlyPrincipal, nonAccrualAfter: null }, off, "2026-06-29");
    expect(entriesOn(answer, "2026-06-29")[0]).toBe(
      "Dr allowance 4583.33 · Dr revenue:interest 200.00 · Cr principal 4583.33 · Cr interest 200.00",
    );
  });

  it("300.00 recovered is income and lowers the claim", () => {
    const recovery = { on: "2026-07-10", type: "recovery", amount: "300.00" };
    const answer = life(onlyPrincipal, [...off, recovery], "2026-07-10");
    expect(entriesOn(answer, "2026-07-10")[0]).toBe("Dr cash 300.00 · Cr income:recoveries 300.00");
    expect(answer.payoff.amount).toBe("4483.33");
    expect(answer.contractual).toEqual({ principal: "4333.33", interest: "150.00", fees: "0.00" });
  });

  it("a recovery above the claim leaves a credit", () => {
    const recovery = { on: "2026-07-10", type: "recovery", amount: "4800.00" };
    const answer = life(onlyPrincipal, [...off, recovery], "2026-07-10");
    expect(entriesOn(answer, "2026-07-10")[0]).toBe(
      "Dr cash 4800.00 · Cr income:recoveries 4783.33 · Cr credit 16.67",
    );
    expect(answer.contractual).toEqual({ principal: "0.00", interest: "0.00", fees: "0.00" });
  });

  it("undone, the loan does not accrue and is late by its original dates", () => {
    const undo = { on: "2026-07-10", type: "undo-charge-off" };
    const answer = life(onlyPrincipal, [...off, undo], "2026-07-10");
    expect(entriesOn(answer, "2026-07-10")[0]).toBe("Dr principal 4583.33 · Cr allowance 4583.33");
    expect(answer).toMatchObject({
      status: "non-accrual",
      daysPastDue: 131,
      balances: { principal: "4583.33", interest: "0.00" },
      contractual: { principal: "4583.33", interest: "250.00" },
    });
  });

  it("undone, a fee that was assessed is not assessed again", () => {
    const undo = { on: "2026-07-10", type: "undo-charge-off" };
    const { fees } = life(ART, [...off, undo], "2026-07-31");
    expect(fees.map(({ id, assessedOn }) => [id, assessedOn])).toEqual([
      ["late:2", "2026-03-17"],
      ["late:3", "2026-04-17"],
      ["late:4", "2026-05-17"],
      ["late:5", "2026-06-17"],
      ["late:6", "2026-07-17"],
    ]);
  });

  it("a payment that comes back after the charge-off is charged off like the rest", () => {
    const answer = life(
      onlyPrincipal,
      [...off, { on: "2026-07-02", type: "return", of: "p1" }],
      "2026-07-02",
    );
    expect(entriesOn(answer, "2026-07-02")[0]).toBe(
      "Dr allowance 416.67 · Dr revenue:interest 50.00 · Cr cash 466.67",
    );
    expect(answer.status).toBe("charged-off");
  });
});

describe("changes to the contract (section 11)", () => {
  const three = paidOnTime(3, "444.13");
  const amounts = (events: Event[], asOf: string, terms = DAILY) =>
    life(terms, events, asOf)
      .rows.slice(3)
      .map(({ payment }) => payment);

  it.each([
    ["payment", [...Array<string>(8).fill("444.13"), "463.08"]],
    ["term", [...Array<string>(8).fill("446.15"), "446.17"]],
  ])("11.1 from the 1st to the 15th keeping the %s: the next period has 44 days", (keep, expected) => {
    const events = [...three, { on: "2026-04-02", type: "due-date", day: 15, keep }];
    expect(amounts(events, "2026-04-02")).toEqual(expected);
    const [next] = life(DAILY, events, "2026-04-02").rows.slice(3);
    expect(next).toMatchObject({ dueOn: "2026-05-15", days: 44 });
  });

  it("11.1 on flat and 30/360 loans the dates move and the amounts do not", () => {
    const events = [
      ...paidOnTime(3, "466.67"),
      { on: "2026-04-02", type: "due-date", day: 15, keep: "term" },
    ];
    const { rows } = life(ART, events, "2026-04-02");
    expect(rows.slice(3, 5).map(({ dueOn, payment }) => [dueOn, payment])).toEqual([
      ["2026-05-15", "466.67"],
      ["2026-06-15", "466.67"],
    ]);
    const annuity = [
      ...paidOnTime(3, "444.24"),
      { on: "2026-04-02", type: "due-date", day: 15, keep: "term" },
    ];
    const regular = life(ANNUITY, paidOnTime(3, "444.24"), "2026-04-02").rows.map(({ payment }) => payment);
    expect(life(ANNUITY, annuity, "2026-04-02").rows.map(({ payment }) => payment)).toEqual(regular);
  });

  it.each([
    ["reduce-term", [...Array<string>(6).fill("444.24"), "247.48"], "107.50"],
    ["reduce-payment", [...Array<string>(8).fill("327.51"), "327.47"], "142.13"],
  ])("11.2 1,000.00 extra after three payments, %s", (prepayment, expected, interest) => {
    const extra = paid("extra", "2026-04-01", "1000.00", "OTHER");
    const terms = { ...ANNUITY, prepayment };
    const answer = life(terms, [...paidOnTime(3, "444.24"), extra], "2026-04-01");
    const left = answer.rows.slice(3);
    expect(answer.balances.principal).toBe("2805.42");
    expect(left.map(({ payment }) => payment)).toEqual(expected);
    expect(left.reduce((total, row) => total + Number(row.interest), 0).toFixed(2)).toBe(interest);
    const without = [...paidOnTime(3, "444.24"), extra, { on: "2026-04-03", type: "return", of: "extra" }];
    const agreed = life(terms, paidOnTime(3, "444.24"), "2026-04-03").rows;
    expect(life(terms, without, "2026-04-03").rows).toEqual(agreed);
    expect(
      agreed
        .slice(3)
        .reduce((total, row) => total + Number(row.interest), 0)
        .toFixed(2),
    ).toBe("192.79");
  });

  it("11.3 May and June deferred: 76.29 parked, 452.61 eight times and 452.57", () => {
    const events = [...three, { on: "2026-04-02", type: "deferral", installments: 2 }];
    const rows = life(DAILY, events, "2026-04-02").rows.slice(3);
    const lines = rows.map((row) => [row.payment, row.parked]);
    expect(lines).toEqual([...Array<string[]>(8).fill(["444.13", "8.48"]), ["444.12", "8.45"]]);
    expect([rows[0]!.dueOn, rows[8]!.dueOn]).toEqual(["2026-07-01", "2027-03-01"]);
    const answer = life(DAILY, events, "2026-06-15");
    expect(answer).toMatchObject({ status: "current", nextDue: { on: "2026-07-01", amount: "452.61" } });
    expect(life(DAILY, events, "2026-06-01").contractual.interest).toBe("76.29");
    expect(entriesOn(answer, "2026-05-01")).toEqual(["Dr interest 1.25 · Cr revenue:interest 1.25"]);
    const paidParked = life(DAILY, [...events, paid("p4", "2026-07-01", "452.61")], "2026-07-01");
    expect(paidParked.payments[3]).toMatchObject({ interest: "46.00", principal: "406.61" });
    expect(paidParked.contractual).toMatchObject({ principal: "3397.23", interest: "67.81" });
  });

  it("11.3 days past due stay what they were while installments are skipped", () => {
    const twoLate = [...three, { on: "2026-05-11", type: "deferral", installments: 1 }];
    expect(life(DAILY, twoLate, "2026-05-11").daysPastDue).toBe(10);
    expect(life(DAILY, twoLate, "2026-06-01").daysPastDue).toBe(10);
    expect(life(DAILY, twoLate, "2026-06-02").daysPastDue).toBe(11);
  });

  it("11.4 an interest pause with a deferral parks nothing", () => {
    const events = [
      ...three,
      { on: "2026-04-02", type: "deferral", installments: 2 },
      { on: "2026-04-02", type: "interest-pause", from: "2026-04-01", to: "2026-06-01" },
    ];
    const answer = life(DAILY, events, "2026-06-01");
    expect(answer.contractual.interest).toBe("0.00");
    expect(answer.rows.map(({ parked }) => parked)).toEqual(Array(12).fill("0.00"));
  });

  it("11.4 on a flat loan the interest of whole months inside is waived, posted or not", () => {
    const pause = { on: "2026-03-05", type: "interest-pause", from: "2026-02-01", to: "2026-04-15" };
    const answer = life(onlyPrincipal, [...once, pause], "2026-03-05");
    expect(entriesOn(answer, "2026-03-05")).toEqual(["Dr revenue:interest 50.00 · Cr interest 50.00"]);
    expect(answer.rows.slice(0, 4).map(({ interest }) => interest)).toEqual([
      "50.00",
      "0.00",
      "0.00",
      "50.00",
    ]);
  });

  const missed = (plan: Event) => [...three, plan];

  it("11.5 re-amortized after two missed: 6 × 565.44 + 565.48, and 76.29 with the first", () => {
    const answer = life(DAILY, missed({ on: "2026-06-02", type: "re-amortize" }), "2026-06-02");
    const left = answer.rows.slice(3);
    expect(left.map(({ payment }) => payment)).toEqual([...Array<string>(6).fill("565.44"), "565.48"]);
    expect(left.map(({ parked }) => parked)).toEqual(["76.29", ...Array<string>(6).fill("0.00")]);
    expect([left[0]!.dueOn, left[6]!.dueOn]).toEqual(["2026-07-01", "2027-01-01"]);
    expect(answer).toMatchObject({ daysPastDue: 0, status: "current", pastDue: { principal: "0.00" } });
  });

  it("11.5 re-aged to twelve installments: 11 × 338.00 + 337.99, and 76.29 with the first", () => {
    const plan = { on: "2026-06-02", type: "re-age", installments: 12, firstDueOn: "2026-07-01" };
    const left = life(DAILY, missed(plan), "2026-06-02").rows.slice(3);
    expect(left.map(({ payment }) => payment)).toEqual([...Array<string>(11).fill("338.00"), "337.99"]);
    expect(left.map(({ parked }) => parked)).toEqual(["76.29", ...Array<string>(11).fill("0.00")]);
    expect([left[0]!.dueOn, left[11]!.dueOn]).toEqual(["2026-07-01", "2027-06-01"]);
  });

  it("11.5 a re-aged loan keeps its days past due until it has paid three times and is nine months old", () => {
    const plan = { on: "2026-06-02", type: "re-age", installments: 12, firstDueOn: "2026-07-01" };
    const paidAfter = ["07", "08", "09"].map((month, at) =>
      paid(`n${at}`, `2026-${month}-01`, at === 0 ? "414.29" : "338.00"),
    );
    const events = [...missed(plan), ...paidAfter];
    expect(life(DAILY, missed(plan), "2026-06-02")).toMatchObject({
      daysPastDue: 32,
      delinquentSince: "2026-05-01",
      status: "late",
    });
    expect(life(DAILY, events, "2026-09-30").daysPastDue).toBe(32);
    const cured = [...events, paid("n3", "2026-10-01", "338.00")];
    expect(life(DAILY, cured, "2026-10-01")).toMatchObject({ daysPastDue: 0, delinquentSince: null });
  });

  it("a payment that comes back from before a plan replays it", () => {
    const events = [
      ...three,
      { on: "2026-04-02", type: "deferral", installments: 2 },
      { on: "2026-04-05", type: "return", of: "p3" },
    ];
    const answer = life(DAILY, events, "2026-04-05");
    expect(answer).toMatchObject({ daysPastDue: 1, balances: { principal: "4205.11", interest: "42.86" } });
    expect(answer.rows.slice(2, 4).map(({ dueOn }) => dueOn)).toEqual(["2026-04-01", "2026-07-01"]);
  });
});
