// The gate: when it closes, what it stops with which figure, and the way back.
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { requestWithdrawal } from "@/lib/investing/exits/request-withdrawal";
import { serveWithdrawals } from "@/lib/investing/exits/serve-withdrawals";
import { closePool, reopenPool, switchGateRule, watchCoverage } from "@/lib/investing/gate/change-gate";
import { coverageText, readGate } from "@/lib/investing/gate/gate";
import { gateHistory } from "@/lib/investing/gate/queries";
import { matureInvestments } from "@/lib/investing/mature";
import { setMaturityInstruction } from "@/lib/investing/set-maturity-instruction";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { latestCoverage } from "@/lib/pool/allowance/queries";
import { runAllowance } from "@/lib/pool/allowance/run-allowance";
import { newAdmin } from "@/test/people";
import { setBusinessDate } from "@/test/story";
import {
  addRevenueToCash,
  creditInterest,
  lendOut,
  newInvestor,
  open,
  openAndClear,
  type TestInvestor,
} from "@/test/support/investing";

const START = "2026-01-01";
let brittany: TestInvestor;
let investmentId: string;
let admin: { userId: string };

beforeAll(async () => {
  brittany = await newInvestor("Brittany Chen");
  ({ investmentId } = await openAndClear(brittany, START));
  const { userId } = await newAdmin();
  admin = { userId };
});

/** The night's run, and what the gate makes of it. */
async function nightOf(on: string) {
  await setBusinessDate(on);
  const day = await runAllowance({ businessDate: on });
  return watchCoverage({ coverage: day?.coverage ?? null, on });
}
const ask = (amount: string) =>
  requestWithdrawal({
    ...brittany,
    investmentId,
    amount,
    signedName: "Brittany Chen",
    idempotencyKey: newId("key"),
  });
const titles = async (userId: string) =>
  (await db.notification.findMany({ where: { userId, kind: "pool-gate-changed" } })).map(
    ({ title }) => title,
  );

test("coverage of exactly 100.00% keeps the pool open, and so does a pool that owes nothing", async () => {
  await switchGateRule({ ...admin, reason: "Policy of the board", isOn: true });
  expect(await nightOf("2026-01-02")).toBeNull();
  expect(await latestCoverage()).toBe("1.00000000");
  expect(await watchCoverage({ coverage: null, on: "2026-01-02" })).toBeNull();
  expect((await readGate(db)).state).toBe("OPEN");
});

test("below 100% the rule closes the pool, and what is stopped says the figure", async () => {
  await ask("4000.00");
  await setBusinessDate("2026-01-03");
  await lendOut("230.00", "2026-01-03"); // gone, with nothing owed for it: a loss
  expect(await nightOf("2026-01-05")).toBe("closed");
  expect(await nightOf("2026-01-06"), "once").toBeNull();
  const words = "The pool's assets were 97.70% of what it owes to investors when it was closed.";
  await expect(open(brittany)).rejects.toThrow(`The pool takes no deposits at the moment. ${words}`);
  await expect(ask("100.00")).rejects.toThrow(`The pool pays no early withdrawals at the moment. ${words}`);
  await setBusinessDate("2026-01-07");
  await addRevenueToCash("1.00", "2026-01-07");
  expect(await serveWithdrawals({ businessDate: "2026-01-07" }), "the request keeps its place").toMatchObject(
    {
      payments: 0,
    },
  );
  expect(await db.withdrawalRequest.count({ where: { investmentId, state: "QUEUED" } })).toBe(1);
  expect(await titles(brittany.userId)).toEqual(["Some transactions are paused"]);
});

test("it opens again at 100%, by a person who says why; before, the refusal says the figure", async () => {
  const reason = "The losses were made up.";
  await expect(reopenPool({ ...admin, reason, coverage: await latestCoverage() })).rejects.toThrow(
    "Coverage is 97.70%. The pool opens at 100% or more",
  );
  await setBusinessDate("2026-01-08");
  await addRevenueToCash("229.00", "2026-01-08");
  expect(await nightOf("2026-01-08")).toBeNull();
  await reopenPool({ ...admin, reason, coverage: await latestCoverage() });
  await expect(reopenPool({ ...admin, reason, coverage: await latestCoverage() })).rejects.toThrow("is open");
  await setBusinessDate("2026-01-09");
  expect(await serveWithdrawals({ businessDate: "2026-01-09" })).toMatchObject({ payments: 1 });
  const { gate, changes } = await gateHistory();
  expect(gate).toMatchObject({ state: "OPEN", isRuleOn: true });
  expect(changes.map(({ state, isRuleOn, reason, by }) => [state, isRuleOn, reason, by === null])).toEqual([
    ["OPEN", true, reason, false],
    ["GATED", true, "Coverage is 97.70%, below 100%.", true],
    ["OPEN", true, "Policy of the board", false],
  ]);
  expect(await titles(brittany.userId)).toEqual([
    "Some transactions are paused",
    "Paused transactions are possible again",
  ]);
});

test("while it is closed, what matures is paid out in full and not reinvested", async () => {
  const signed = { choice: "ROLL_ALL", minimumRate: null, signedName: "Brittany Chen" } as const;
  await setMaturityInstruction({ ...brittany, investmentId, ...signed });
  await closePool({ ...admin, reason: "An inspection", coverage: null });
  await expect(closePool({ ...admin, reason: "Again", coverage: null })).rejects.toThrow("closed already");
  await setBusinessDate("2027-01-01");
  await creditInterest("2027-01-01");
  await addRevenueToCash("20000.00", "2027-01-01");
  await matureInvestments({ businessDate: "2027-01-01" });
  expect(await payWaitingInvestments({ businessDate: "2027-01-01" })).toBe(1);
  const note = await db.notification.findFirst({
    where: { userId: brittany.userId, kind: "investment-matured" },
  });
  expect(note?.body).toContain("It was not reinvested. The pool reinvests nothing at the moment.");
  await reopenPool({ ...admin, reason: "Done", coverage: null });
});

test("a figure just below 100% never reads 100.00%", () => {
  expect(coverageText("0.99999999")).toBe("99.99%");
  expect(coverageText("1")).toBe("100.00%");
});
