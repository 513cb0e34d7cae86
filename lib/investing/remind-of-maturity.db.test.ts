import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { newInvestor, openAndClear } from "@/test/support/investing";
import { remindOfMaturity } from "./remind-of-maturity";
import { setMaturityInstruction } from "./set-maturity-instruction";

const notesOf = async (userId: string, kind: string) =>
  (await db.notification.findMany({ where: { userId, kind } })).map(({ title, body }) => `${title}. ${body}`);

it("reminds 30 and 7 days before maturity, once each, of what will happen", async () => {
  const brittany = await newInvestor("Brittany Chen");
  const { investmentId } = await openAndClear(brittany, "2026-01-01");
  expect(await remindOfMaturity({ businessDate: "2026-12-01" })).toBe(0);
  expect(await remindOfMaturity({ businessDate: "2026-12-02" })).toBe(1);
  expect(await remindOfMaturity({ businessDate: "2026-12-02" })).toBe(0);
  expect(await notesOf(brittany.userId, "maturity-in-30-days")).toEqual([
    expect.stringMatching(
      /^Investment \d+ matures on January 1, 2027\. We will pay \$10,480\.00 to your bank/,
    ),
  ]);
  const signed = { choice: "ROLL_ALL", minimumRate: null, signedName: "Brittany Chen" } as const;
  await setMaturityInstruction({ ...brittany, investmentId, ...signed });
  expect(await remindOfMaturity({ businessDate: "2026-12-25" })).toBe(1);
  expect(await notesOf(brittany.userId, "maturity-in-7-days")).toEqual([
    expect.stringContaining("Today we offer 4.80% for 12 months; the rate of that day counts."),
  ]);
});

it("says before maturity that a withdrawn term would be paid out", async () => {
  const carl = await newInvestor("Carl Weber");
  const { investmentId } = await openAndClear(carl, "2026-01-02");
  const signed = { choice: "ROLL_ALL", minimumRate: null, signedName: "Carl Weber" } as const;
  await setMaturityInstruction({ ...carl, investmentId, ...signed });
  await db.investmentOption.updateMany({ where: { termMonths: 12 }, data: { isOffered: false } });
  expect(await remindOfMaturity({ businessDate: "2026-12-26" })).toBe(1);
  expect(await notesOf(carl.userId, "maturity-in-7-days")).toEqual([
    expect.stringContaining("Today we do not offer 12 months, so it would be paid out."),
  ]);
});
