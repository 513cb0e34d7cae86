import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { setBusinessDate } from "@/test/story";
import { getDraft } from "./draft-queries";
import { saveDraft } from "./save-draft";
import { saveTyped } from "./save-typed";
import { submitDraft } from "./submit-draft";
import { newBorrower } from "@/test/support/lending";

it("keeps each step beside the others, and what was valid when something invalid is typed over it", async () => {
  await setBusinessDate("2026-01-01");
  const { borrowerId } = await newBorrower();
  expect(await getDraft(borrowerId)).toBeNull();
  const { applicationId } = await saveTyped({ borrowerId, typed: { amount: "5,000", purpose: "vehicle" } });
  await saveTyped({ borrowerId, typed: { monthlyIncome: "6000", employedYears: "0" } });
  await saveTyped({ borrowerId, typed: { amount: "5,000.001", monthlyIncome: "" } });
  expect(await getDraft(borrowerId)).toMatchObject({
    applicationId,
    amount: "5000.00",
    purpose: "vehicle",
    monthlyIncome: null,
    employedYears: "0",
    hasConsented: false,
  });
});

it("refuses to go on with an amount that is not lent, beside the field", async () => {
  const { borrowerId } = await newBorrower();
  const typed = { amount: "999.99", purpose: "vehicle" };
  await expect(saveTyped({ borrowerId, typed, isFinished: true })).rejects.toMatchObject({ field: "amount" });
  expect(await getDraft(borrowerId)).toBeNull();
});

it("sends a complete draft once, and none that lacks the consent", async () => {
  const { borrowerId } = await newBorrower();
  const typed = {
    ...{ amount: "5000", purpose: "vehicle", employment: "employed", employedYears: "4" },
    ...{ monthlyIncome: "6000", monthlyHousing: "0", taxId: "123-45-0690" },
  };
  const { applicationId } = await saveTyped({ borrowerId, typed });
  await expect(submitDraft({ borrowerId, applicationId })).rejects.toMatchObject({ code: "invalid" });
  await saveTyped({ borrowerId, typed: {}, hasConsented: true });
  await submitDraft({ borrowerId, applicationId });
  await submitDraft({ borrowerId, applicationId });
  const row = await db.loanApplication.findUniqueOrThrow({
    where: { id: applicationId },
    include: { trail: true },
  });
  expect(row).toMatchObject({ status: "SUBMITTED", monthlyHousing: expect.anything() });
  expect(row.trail.filter(({ step }) => step === "submitted")).toHaveLength(1);
});

it("keeps the last digits and a hash of a tax ID, also when the field is left blank or half typed", async () => {
  const { borrowerId } = await newBorrower();
  const { applicationId } = await saveTyped({ borrowerId, typed: { taxId: "123-45-6789" } });
  const kept = await db.loanApplication.findUniqueOrThrow({ where: { id: applicationId } });
  expect(kept).toMatchObject({ taxIdLast4: "6789", taxIdHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(JSON.stringify(kept)).not.toMatch(/123-?45-?6789/);
  for (const taxId of ["", "123-45", "000-12-3456"]) await saveTyped({ borrowerId, typed: { taxId } });
  expect(await db.loanApplication.findUniqueOrThrow({ where: { id: applicationId } })).toMatchObject({
    taxIdLast4: "6789",
    taxIdHash: kept.taxIdHash,
  });
  const { borrowerId: bea } = await newBorrower("Bea");
  await expect(saveTyped({ borrowerId: bea, typed: { taxId: " " }, isFinished: true })).rejects.toMatchObject(
    { field: "taxId" },
  );
});

it("an older draft with only four digits needs the whole tax ID before it is submitted", async () => {
  const { borrowerId } = await newBorrower();
  const { applicationId } = await saveDraft({
    ...{ borrowerId, amount: "5000.00", purpose: "vehicle", employment: "employed", employedYears: 4 },
    ...{ monthlyIncome: "6000.00", monthlyHousing: "0.00", taxIdLast4: "0690", hasConsented: true },
  });
  await expect(submitDraft({ borrowerId, applicationId })).rejects.toMatchObject({ code: "invalid" });
  await saveTyped({ borrowerId, typed: { taxId: "923-70-0690" } });
  await submitDraft({ borrowerId, applicationId });
});

it("two tabs that begin at once share one draft", async () => {
  const { borrowerId } = await newBorrower();
  const begun = await Promise.all(
    ["5000.00", "6000.00", "7000.00"].map((amount) => saveDraft({ borrowerId, amount })),
  );
  expect(new Set(begun.map(({ applicationId }) => applicationId)).size).toBe(1);
  const second = db.loanApplication.create({ data: { id: "app_second_draft", borrowerId } });
  await expect(second).rejects.toThrow(/Unique constraint/);
});

it("does not send somebody else's draft", async () => {
  const [art, bea] = [await newBorrower("Art"), await newBorrower("Bea")];
  const { applicationId } = await saveTyped({ borrowerId: art.borrowerId, typed: { amount: "5000" } });
  await submitDraft({ borrowerId: bea.borrowerId, applicationId });
  expect((await getDraft(art.borrowerId))?.applicationId).toBe(applicationId);
});
