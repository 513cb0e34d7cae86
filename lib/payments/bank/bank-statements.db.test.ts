import "@/test/sandbox-bank";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { getBalances } from "@/lib/ledger/queries";
import { daysCommand } from "@/scripts/bank-days";
import { addUser, createOrder, moveTo, WIRE } from "@/test/payments";
import { bookedOrder, bookWaiting, closingOf, importText, ofx, upload } from "@/test/support/bank-book";
import { bookLineByHand, confirmSuggestion, undoMatch } from "./bank-line-work";
import { closeBankDay } from "./close-bank-day";
import { reconcileDays } from "./days";
import { matchBankLines } from "./match-bank-lines";
import { resolveAsFee } from "./resolve-exception";

const [MARCH_4, MARCH_5, MARCH_6] = ["2026-03-04", "2026-03-05", "2026-03-06"] as const;

let userId: string;
let bankAccountId: string;
beforeAll(async () => {
  userId = await addUser();
  await moveTo(MARCH_6);
});

const dayOf = async (day: string) => {
  const account = await db.bankAccount.findFirstOrThrow();
  bankAccountId = account.id;
  return (await reconcileDays(account, { from: day, to: day }))[0]!;
};
const lineWith = (text: string) =>
  db.bankLineRow.findFirstOrThrow({ where: { description: { contains: text } } });

it("explains the worked example to the cent, and closes its days", async () => {
  const funds = { ...WIRE, subjectId: "ivm_x", amount: "18893.34" };
  const deposit = await bookedOrder(userId, { ...funds, on: MARCH_4 });
  const repaid = [];
  for (let n = 0; n < 3; n++) repaid.push(await bookedOrder(userId, { on: MARCH_5, amount: "466.67" }));
  const payout = { kind: "PAYOUT", direction: "CREDIT", rail: "ACH", amount: "500.00" } as const;
  const paid = await bookedOrder(userId, { ...payout, subjectType: "investment", on: MARCH_5 });
  const march4 = [{ on: MARCH_4, amount: "18893.34", text: `WIRE ${deposit.reference}` }];
  const march5 = [
    ...repaid.map(({ reference }) => ({ on: MARCH_5, amount: "466.67", text: `LOAN PYMT ${reference}` })),
    { on: MARCH_5, amount: "750.00", text: "WIRE FROM A STRANGER" },
  ];
  const lines = [...march4, ...march5];
  const file = ofx({ from: MARCH_4, to: MARCH_5, closing: "21043.35", lines });
  expect(closingOf("0.00", lines)).toBe("21043.35");
  const fileId = await upload(userId, file);
  expect(await db.bankLineRow.count()).toBe(0); // a preview imports nothing
  expect((await db.bankFile.findUniqueOrThrow({ where: { id: fileId } })).preview).toMatchObject([
    { newLines: 5, knownLines: 0, missingLines: 0, gap: null, closing: "21043.35" },
  ]);
  expect(await importText(userId, file)).toMatchObject({ state: "IMPORTED" });

  // The unknown wire is in suspense at once.
  expect(await dayOf(MARCH_5)).toMatchObject({
    bankClosing: "21043.35",
    bookClosing: "20543.35",
    inTransitIn: "0.00",
    inTransitOut: "500.00",
    unmatchedIn: "0.00",
    difference: "0.00",
  });
  const wire = await lineWith("STRANGER");
  await undoMatch({ userId, lineId: String(wire.id), reason: "To see the day without it" });
  await matchBankLines(); // leaves alone what a person has undone
  expect(await dayOf(MARCH_5)).toMatchObject({
    bookClosing: "19793.35",
    unmatchedIn: "750.00",
    difference: "0.00",
    openLines: 1,
  });
  await expect(closeBankDay({ userId, bankAccountId, day: MARCH_5 })).rejects.toThrow(
    "One line up to March 5, 2026 is not explained yet.",
  );
  await bookLineByHand({ userId, lineId: String(wire.id), as: "SUSPENSE" });
  expect(await dayOf(MARCH_5)).toMatchObject({ bookClosing: "20543.35", unmatchedIn: "0.00", openLines: 0 });
  await closeBankDay({ userId, bankAccountId, day: MARCH_5 });
  expect(await dayOf(MARCH_5)).toMatchObject({ isClosed: true });
  await expect(closeBankDay({ userId, bankAccountId, day: MARCH_5 })).rejects.toThrow("is already closed");
  await expect(undoMatch({ userId, lineId: String(wire.id), reason: "Too late" })).rejects.toThrow(
    "March 5, 2026 is closed",
  );

  // The payout arrives at the bank a day later, with a fee.
  const march6 = [
    { on: MARCH_6, amount: "-500.00", text: `PAYOUT ${paid.reference}` },
    { on: MARCH_6, amount: "-35.00", text: "WIRE FEE", type: "FEE" },
    { on: MARCH_6, amount: "-12.00", text: "ANALYSIS CHARGE" },
  ];
  const next = ofx({ from: MARCH_6, to: MARCH_6, closing: closingOf("21043.35", march6), lines: march6 });
  expect(await importText(userId, next)).toMatchObject({ state: "IMPORTED" });
  expect(await dayOf(MARCH_6)).toMatchObject({
    bankClosing: "20496.35",
    bookClosing: "20496.35",
    inTransitOut: "0.00",
    difference: "0.00",
  });
  const charge = await lineWith("ANALYSIS");
  const exception = await db.bankException.findFirstOrThrow({ where: { lineId: charge.id } });
  expect(exception.kind).toBe("UNKNOWN_DEBIT");
  await resolveAsFee({ userId, exceptionId: exception.id });
  const codes = ["expense:bank-fees", "suspense:payments", "suspense:receipts"];
  const balances = await getBalances(codes);
  expect(codes.map((code) => balances.get(code)!.posted)).toEqual(["47.00", "0.00", "750.00"]);
  await expect(closeBankDay({ userId, bankAccountId, day: MARCH_6 })).rejects.toThrow("has not ended yet");
});

it("answers a file that was imported before, and adds only what is new of an overlapping one", async () => {
  const count = await db.bankLineRow.count();
  const file = (await db.bankFile.findFirstOrThrow({ where: { state: "IMPORTED" } })).content;
  await expect(importText(userId, new TextDecoder().decode(file))).rejects.toThrow(
    "This file was already imported on March 6, 2026",
  );
  const known = await db.bankLineRow.findMany({ where: { postedOn: new Date(MARCH_6) } });
  const lines = known.map(({ amount, description, bankReference, typeCode }) => ({
    ...{ on: MARCH_6, amount: amount.toFixed(2), text: description!, id: bankReference! },
    ...(typeCode && { type: typeCode }),
  }));
  const again = ofx({
    from: MARCH_6,
    to: "2026-03-07",
    closing: "20495.35",
    lines: [...lines, { on: "2026-03-07", amount: "-1.00", text: "LATE" }],
  });
  const { state, preview } = await importText(userId, again);
  expect(state).toBe("IMPORTED");
  expect(preview).toMatchObject([{ newLines: 1, knownLines: 3, missingLines: 0 }]);
  expect(await db.bankLineRow.count()).toBe(count + 1);
});

it("refuses a contradiction whole, and holds back a statement after a gap until the missing one is there", async () => {
  const count = await db.bankLineRow.count();
  const wrong = ofx({
    from: MARCH_6,
    to: MARCH_6,
    closing: "20000.00",
    lines: [{ on: MARCH_6, amount: "-1.00", text: "X" }],
  });
  expect(await importText(userId, wrong)).toMatchObject({
    state: "REFUSED",
    message: expect.stringContaining(
      "begins with $20,001.00, but the lines imported before give $21,043.35",
    ) as string,
  });
  const closed = ofx({
    from: MARCH_5,
    to: MARCH_5,
    closing: "20293.35",
    lines: [{ on: MARCH_5, amount: "-1.00", text: "X" }],
  });
  expect(await importText(userId, closed)).toMatchObject({
    state: "REFUSED",
    message: expect.stringContaining("but that day is closed") as string,
  });
  const late = ofx({
    from: "2026-03-11",
    to: "2026-03-11",
    closing: "20390.35",
    lines: [{ on: "2026-03-11", amount: "-5.00", text: "Y" }],
  });
  expect(await importText(userId, late)).toMatchObject({
    state: "WAITING",
    message: expect.stringContaining(
      "The statement for March 8, 2026 to March 10, 2026 is missing",
    ) as string,
  });
  expect(await db.bankLineRow.count()).toBe(count);
  const other = late.replaceAll("4100200300", "999");
  expect(await importText(userId, other)).toMatchObject({
    state: "REFUSED",
    message: "The file has a statement of account 999, which is not one of ours. Ours is 4100200300.",
  });
  const foreign = late.replaceAll("USD", "EUR");
  expect((await importText(userId, foreign)).message).toContain("is in EUR, but the account is kept in USD");
  const cut = late.slice(0, late.indexOf("<LEDGERBAL>"));
  expect((await importText(userId, cut)).message).toMatch(/^Line \d+: /);
});

it("leaves what a person has matched alone when it runs again", async () => {
  const before = await db.bankMatch.findMany({ orderBy: { id: "asc" } });
  await matchBankLines();
  expect(await db.bankMatch.findMany({ orderBy: { id: "asc" } })).toEqual(before);
});

it("lets a person choose between payments of one amount, and completes a deposit that was awaited", async () => {
  const { kind, direction, rail, subjectType } = WIRE;
  const facts = { kind, direction, rail, subjectType, amount: "3210.00", createdOn: "2026-03-06" } as const;
  const orders = [await createOrder(userId, facts), await createOrder(userId, facts)];
  await db.paymentOrder.updateMany({
    where: { id: { in: orders.map(({ id }) => id) } },
    data: { status: "EXPECTED" },
  });
  await moveTo("2026-03-09");
  const lines = [{ on: "2026-03-08", amount: "3210.00", text: "WIRE WITHOUT REFERENCE" }];
  const opening = "20495.35";
  await importText(
    userId,
    ofx({ from: "2026-03-08", to: "2026-03-08", closing: closingOf(opening, lines), lines }),
  );
  const line = await lineWith("WITHOUT REFERENCE");
  const lineId = String(line.id);
  await expect(confirmSuggestion({ userId, lineId })).rejects.toThrow("but what was suggested is $6,420.00");
  await expect(confirmSuggestion({ userId, lineId, targetId: "po_other" })).rejects.toThrow("Choose one of");
  await confirmSuggestion({ userId, lineId, targetId: orders[1]!.id });
  const statuses = await db.paymentOrder.findMany({
    where: { id: { in: orders.map(({ id }) => id) } },
    orderBy: { number: "asc" },
    select: { status: true },
  });
  expect(statuses.map(({ status }) => status)).toEqual(["EXPECTED", "COMPLETED"]);
  await expect(confirmSuggestion({ userId, lineId })).rejects.toThrow("is matched already");
  await bookWaiting();
});

it("prints the days on the command line", async () => {
  const answer = await daysCommand(["--from", "2026-03-01", "--to", "2026-03-05"]);
  expect(answer).toMatchObject({
    accounts: [
      {
        account: "4100200300",
        days: [
          { day: MARCH_4, difference: "0.00", isClosed: true },
          { day: MARCH_5, bankClosing: "21043.35", bookClosing: "20543.35", inTransitOut: "500.00" },
        ],
      },
    ],
  });
  expect(await daysCommand(["--from", "2026-03-05", "--to", "2026-03-01"])).toMatchObject({
    error: { code: "usage" },
  });
});
