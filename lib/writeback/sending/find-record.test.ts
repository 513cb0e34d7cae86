import { describe, expect, it } from "vitest";
import { feedVerdict, findDirectCost, findTransfer, type Wanted } from "./find-record";

const sent = {
  date: "2026-05-01",
  from: { amount: 466.67, accountRef: { id: "bank" } },
  to: { accountRef: { id: "lender" } },
};
const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  request: JSON.stringify(sent),
  reference: "ML-12-3",
  taken: new Set(),
  lenderTargetId: "lender",
  ...more,
});
const record = { id: "r1", text: "", date: "2026-05-01", fromId: "bank", toId: "lender", amount: 466.67 };

describe("codat row 28: our own record in the books", () => {
  it("is known by our reference, whatever else is there", () => {
    expect(findTransfer([{ ...record, amount: 1, text: "loan (ML-12-3)" }], wanted())).toBe("r1");
  });

  it("is known by accounts, amount and date where the platform dropped the reference", () => {
    expect(findTransfer([record], wanted())).toBe("r1");
    for (const change of [{ amount: 466.68 }, { fromId: "x" }, { toId: "x" }, { date: "2026-05-02" }])
      expect(findTransfer([{ ...record, ...change }], wanted())).toBeNull();
  });

  it("is never one that names another of our records, or that another operation has made", () => {
    expect(findTransfer([{ ...record, text: "loan (ML-12-30)" }], wanted())).toBeNull();
    expect(findTransfer([record], wanted({ taken: new Set(["r1"]) }))).toBeNull();
  });

  it("is found among direct costs in the same way", () => {
    const request = JSON.stringify({
      issueDate: "2026-05-01",
      totalAmount: 50,
      lineItems: [{ accountRef: { id: "interest" } }],
    });
    const cost = { id: "c1", text: "", date: "2026-05-01", accountIds: ["interest"], amount: 50 };
    expect(findDirectCost([cost], wanted({ request }))).toBe("c1");
    expect(findDirectCost([{ ...cost, accountIds: ["rent"] }], wanted({ request }))).toBeNull();
  });
});

describe("codat row 33: whether feed lines arrived", () => {
  const operation = {
    request: '{"transactions":[{"balance":-4533.33},{"balance":-4583.33}]}',
    feedAmount: "416.67",
  };

  it.each([
    [-4583.33, "written"],
    [-5000, "not-written"],
    [-4533.33, "unclear"],
    [null, "unclear"],
  ] as const)("a balance of %s says %s", (balance, verdict) =>
    expect(feedVerdict(operation, balance)).toBe(verdict),
  );

  it("lines that sum to zero leave the balance as it was, and it says nothing", () =>
    expect(feedVerdict({ ...operation, feedAmount: "0.00" }, -4583.33)).toBe("unclear"));
});
