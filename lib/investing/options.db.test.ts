import { beforeEach, expect, it } from "vitest";
import { auditList } from "@/lib/audit/queries";
import { db } from "@/lib/db";
import { setBusinessDate } from "@/test/story";
import { addOption } from "./add-option";
import { ensureInvestmentOptions } from "./investment-options";
import { optionList, listInvestmentOptions, projectMaturity } from "./option-queries";
import { getInvestment } from "./queries";
import { newInvestor, openAndClear } from "@/test/support/investing";
import { withdrawOption } from "./withdraw-option";

const admin = { userId: "usr_admin" };

beforeEach(async () => {
  await setBusinessDate("2026-01-02"); // a Friday
  await ensureInvestmentOptions(db);
});

it("offers five terms, shortest first, each with what 10,000.00 becomes", async () => {
  const rows = (await listInvestmentOptions()).slice(0, 5);
  expect(
    rows.map(({ termMonths, annualRate, exampleMaturity }) => [termMonths, annualRate, exampleMaturity]),
  ).toEqual([
    [3, "0.036", "10090.00"],
    [6, "0.042", "10210.00"],
    [12, "0.048", "10480.00"],
    [24, "0.051", "11020.00"],
    [36, "0.054", "11620.00"],
  ]);
  expect(rows[2]).toMatchObject({ minimum: "100.00", maximum: "250000.00", exampleMaturesOn: "2027-01-02" });
});

it("projects a deposit from the day it should clear", async () => {
  const choice = { optionId: "opt_12_months", amount: "2500.00" };
  expect(await projectMaturity(choice)).toMatchObject({
    interest: "120.00",
    maturityAmount: "2620.00",
    firstMonthInterest: "10.00",
    expectedStartOn: "2026-01-05",
    expectedMaturityOn: "2027-01-05",
  });
  expect(await projectMaturity({ ...choice, rail: "WIRE" })).toMatchObject({ expectedStartOn: "2026-01-02" });
  await expect(projectMaturity({ ...choice, amount: "99.00" })).rejects.toMatchObject({ field: "amount" });
});

it("adds an option once, and writes down who did it", async () => {
  const option = { ...admin, termMonths: 18, annualRate: "0.0495", minimum: "500.00", maximum: "1000.00" };
  const { optionId } = await addOption(option);
  await expect(addOption({ ...option, annualRate: "0.04950" })).rejects.toMatchObject({
    code: "already-exists",
  });
  expect((await listInvestmentOptions()).map((row) => row.termMonths)).toContain(18);
  expect((await auditList.page({ subjectId: optionId })).rows[0]).toMatchObject({
    action: "investment-option.add",
    actorUserId: "usr_admin",
    detail: { termMonths: 18, annualRate: "0.0495" },
  });
});

it("withdraws an option from the menu; what was invested with it keeps its terms, and it stays withdrawn", async () => {
  const brittany = await newInvestor("Brittany Chen");
  const { investmentId } = await openAndClear(brittany, "2026-01-02", { optionId: "opt_24_months" });
  await withdrawOption({ ...admin, optionId: "opt_24_months" });
  await expect(withdrawOption({ ...admin, optionId: "opt_24_months" })).rejects.toMatchObject({
    code: "withdrawn",
  });
  await expect(withdrawOption({ ...admin, optionId: "opt_none" })).rejects.toMatchObject({
    code: "not-found",
  });
  await ensureInvestmentOptions(db);
  expect((await listInvestmentOptions()).map((row) => row.id)).not.toContain("opt_24_months");
  expect((await optionList.page()).rows.find((row) => row.id === "opt_24_months")).toMatchObject({
    isOffered: false,
    investments: 1,
    invested: "10000.00",
  });
  expect(await getInvestment(brittany.investorId, investmentId)).toMatchObject({
    annualRate: "0.051",
    maturityAmount: "11020.00",
  });
});
