// The stand-in bank's own files of what happened there, read by the product: what goes wrong at the bank ends in its kind of exception.
import { askBank, askBankForText } from "@/test/sandbox-bank";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { getBalances } from "@/lib/ledger/queries";
import { addUser, MONDAY, moveTo, placeOrder, WIRE } from "@/test/payments";
import { bookWaiting, importText } from "@/test/support/bank-book";
import { bookLineByHand, confirmSuggestion } from "./bank-line-work";
import { closeBankDay } from "./close-bank-day";
import { reconcileDays } from "./days";
import { readCsvMap } from "./formats/csv-map";
import { readBankFile } from "./read-bank-file";
import { claimFromBank, offsetExceptions, resolveAsDeposit, resolveAsFee } from "./resolve-exception";

const [TUESDAY, THURSDAY, FRIDAY_AFTER] = ["2027-01-12", "2027-01-14", "2027-01-15"] as const;
const RTP = { kind: "DISBURSEMENT", direction: "CREDIT", rail: "RTP", subjectType: "loan" } as const;

let userId: string;
beforeAll(async () => {
  userId = await addUser();
  await moveTo(MONDAY);
});

const fault = (kind: string, amount?: number) => askBank("POST", "/sandbox/faults", { kind, amount });
type Format = "bai2" | "camt053" | "ofx" | "mt940" | "csv";
const fileOf = (format: Format, from: string, to = from, more = "") =>
  askBankForText(`/sandbox/statements?format=${format}&from=${from}&to=${to}${more}`);

/** A disbursement that the bank makes at once. */
async function payOut(amount: string) {
  const order = await placeOrder(userId, { ...RTP, amount, subjectId: "loan_x", createdOn: MONDAY });
  await bookWaiting();
  return order;
}

async function exceptions() {
  const rows = await db.bankException.findMany({ where: { resolvedOn: null }, orderBy: { amount: "asc" } });
  return rows.map(({ id, kind, amount }) => ({ id, kind, amount: amount.toFixed(2) }));
}

const kinds = async () => (await exceptions()).map(({ kind, amount }) => `${kind} ${amount}`);
const idOf = async (amount: string) =>
  (await exceptions()).find((each) => each.amount === amount && each.kind !== "ORDER_NOT_AT_BANK")!.id;

const MAP = readCsvMap({
  ...{ account: "4100200300", currency: "USD" },
  columns: {
    postedOn: "Date",
    description: "Description",
    bankReference: "Bank reference",
    typeCode: "Code",
    amount: "Amount",
    balance: "Balance",
  },
});

it("writes what happened in five formats that say the same", async () => {
  await fault("unknown-wire", 9_000_000);
  await payOut("100.00");
  const read = async (format: Format) =>
    readBankFile({ bytes: new TextEncoder().encode(await fileOf(format, MONDAY)), format, map: MAP }).map(
      ({ account, closing, lines }) => ({
        ...{ account, closing },
        lines: lines.map(({ postedOn, amount, bankReference }) => ({ postedOn, amount, bankReference })),
      }),
    );
  const bai = await read("bai2");
  for (const format of ["camt053", "ofx", "mt940", "csv"] as const) expect(await read(format)).toEqual(bai);
  expect(bai).toMatchObject([{ account: "4100200300", closing: "89900.00" }]);
  expect(bai[0]!.lines).toHaveLength(2);
});

it("puts each fault into its kind of exception, and explains every day", async () => {
  await fault("fee", 3500);
  await fault("fee", 7500); // above what is booked by itself
  await fault("duplicate");
  const twice = await payOut("200.00");
  await fault("wrong-amount");
  await payOut("300.00");
  await fault("missing-line");
  await payOut("400.00");
  const text = await fileOf("bai2", MONDAY);
  expect(await importText(userId, text, "bai2")).toMatchObject({ state: "IMPORTED", message: null });
  expect(await kinds()).toEqual([
    "AMOUNT_DIFFERS -299.00",
    "DUPLICATE_AT_BANK -200.00",
    "DUPLICATE_AT_BANK -200.00",
    "UNCERTAIN -75.00",
    "UNKNOWN_RECEIPT 90000.00",
  ]);
  expect(twice.reference).toMatch(/^ML/);
  const account = await db.bankAccount.findFirstOrThrow();
  const [monday] = await reconcileDays(account, { from: MONDAY, to: MONDAY });
  expect(monday).toMatchObject({ difference: "0.00", bankClosing: "89091.00", openLines: 4 });
  await moveTo(THURSDAY);
  await importText(userId, await fileOf("camt053", TUESDAY, THURSDAY), "camt053");
  expect(await kinds()).toContain("ORDER_NOT_AT_BANK -400.00");
});

it("resolves a fee, a claim that comes back and a deposit with a wrong reference; suspense returns to 0", async () => {
  const lineOf = async (amount: string) =>
    String((await db.bankException.findUniqueOrThrow({ where: { id: await idOf(amount) } })).lineId);
  const fee = await idOf("-75.00");
  await expect(resolveAsFee({ userId, exceptionId: fee })).rejects.toThrow(
    "Book this line as unidentified first",
  );
  await confirmSuggestion({ userId, lineId: await lineOf("-75.00") });
  await expect(resolveAsFee({ userId, exceptionId: fee })).rejects.toThrow("is resolved already");

  // One of the two lines of 200.00 is the payment; the other is what the bank owes.
  await confirmSuggestion({ userId, lineId: await lineOf("-200.00") });
  await expect(confirmSuggestion({ userId, lineId: await lineOf("-200.00") })).rejects.toThrow(
    "is matched with another line",
  );
  const duplicate = await idOf("-200.00");
  await bookLineByHand({ userId, lineId: await lineOf("-200.00"), as: "SUSPENSE" });
  await claimFromBank({ userId, exceptionId: duplicate, note: "Paid twice on January 11" });
  await fault("unknown-wire", 20_000);
  await moveTo(FRIDAY_AFTER);
  await importText(userId, await fileOf("bai2", THURSDAY), "bai2");
  await offsetExceptions({ userId, exceptionId: duplicate, againstId: await idOf("200.00") });

  const stranger = await idOf("90000.00");
  await expect(offsetExceptions({ userId, exceptionId: stranger, againstId: stranger })).rejects.toThrow(
    "do not cancel out",
  );
  await expect(claimFromBank({ userId, exceptionId: stranger, note: "x" })).rejects.toThrow("came in");
  const deposit = await placeOrder(userId, { ...WIRE, amount: "90000.00", createdOn: FRIDAY_AFTER });
  const other = await placeOrder(userId, { ...WIRE, amount: "1000.00", createdOn: FRIDAY_AFTER });
  const assign = (reference: string) => resolveAsDeposit({ userId, exceptionId: stranger, reference });
  await expect(assign(other.reference)).rejects.toThrow("is $1,000.00, but $90,000.00 arrived");
  await expect(assign("ML22222222")).rejects.toThrow("No payment that we wait for has this reference");
  await assign(deposit.reference.toLowerCase());
  await bookWaiting();
  await expect(assign(deposit.reference)).rejects.toThrow("is resolved already");

  // The payment of 300.00 for which the bank took 299.00 stays to be looked at.
  await bookLineByHand({ userId, lineId: await lineOf("-299.00"), as: "SUSPENSE" });
  const balances = await getBalances(["suspense:receipts", "suspense:payments", "expense:bank-fees"]);
  expect([...balances.values()].map(({ code, posted }) => `${code} ${posted}`)).toEqual([
    "expense:bank-fees 110.00",
    "suspense:payments 299.00",
    "suspense:receipts 0.00",
  ]);
  const account = await db.bankAccount.findFirstOrThrow();
  await closeBankDay({ userId, bankAccountId: account.id, day: THURSDAY });
  const rows = await reconcileDays(account, { from: MONDAY, to: THURSDAY });
  expect(rows.map(({ difference, isClosed }) => [difference, isClosed])).toEqual(
    rows.map(() => ["0.00", true]),
  );
});

it("refuses a cut file, adds nothing of one that is sent again, and refuses a line of a closed day", async () => {
  await moveTo("2027-01-19");
  await fault("interest", 125);
  await fault("closed-day", 900); // on Monday, a holiday
  await moveTo("2027-01-20");
  const [from, to] = ["2027-01-18", "2027-01-19"];
  const cut = await importText(userId, await fileOf("bai2", from, to, "&cut=1"), "bai2");
  expect(cut.state).toBe("REFUSED");
  const before = await db.bankLineRow.count();
  expect(await importText(userId, await fileOf("bai2", FRIDAY_AFTER, to), "bai2")).toMatchObject({
    state: "IMPORTED",
  });
  const after = await db.bankLineRow.count();
  expect(after).toBeGreaterThan(before);
  const again = await importText(userId, await fileOf("bai2", FRIDAY_AFTER, to, "&number=2"), "bai2");
  expect([again.state, await db.bankLineRow.count()]).toEqual(["IMPORTED", after]);
  const balances = await getBalances(["income:bank-interest"]);
  expect(balances.get("income:bank-interest")!.posted).toBe("1.25");

  await closeBankDay({ userId, bankAccountId: (await db.bankAccount.findFirstOrThrow()).id, day: to });
  await fault("late-line");
  await fault("unknown-wire", 12_300);
  await moveTo("2027-01-21");
  const late = await importText(userId, await fileOf("bai2", to, "2027-01-20"), "bai2");
  expect(late).toMatchObject({ state: "REFUSED", message: expect.stringContaining("that day is closed") });
});
