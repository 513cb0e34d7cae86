import { beforeAll, describe, expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { child, connect, DAY, move, open, posted, postAll, postOne, request } from "@/test/ledger-books";
import { setBusinessDate } from "@/test/story";
import { asResult, POST_SQL, postingArrays, prepare, type PostingRow } from "./posting-arrays";
import { rejectionList } from "./rejections";
import { holdTransaction, reverseTransaction } from "./verbs";

const on = (effectiveOn: string) => ({ effectiveOn });

beforeAll(async () => {
  await open("owed:dates");
  await posted(
    request("cash", move("1000.00", "owed:dates", "cash"), { mode: "record", ...on("2020-01-01") }),
  );
});

describe("a reversal", () => {
  test("dated before its original is refused, whoever asks; on the same day and later it is posted", async () => {
    const pay = (key: string) => posted(request(key, move("5.00", "owed:dates", "cash"), on("2026-01-10")));
    const [one, two, three] = [await pay("one"), await pay("two"), await pay("three")];
    for (const mode of ["record", "authorize"] as const) {
      const early = child("reversal", `early ${mode}`, one, { mode, ...on("2026-01-09") });
      expect(await postOne(early)).toMatchObject({ status: "refused", reason: "before-original" });
      // Refused once, refused again: a new key is needed.
      expect(await postOne(early)).toMatchObject({ reason: "before-original", replayed: true });
    }
    expect(await postOne(child("reversal", "same day", one, on("2026-01-10")))).toMatchObject({
      status: "posted",
    });
    expect(await postOne(child("reversal", "later", two, on("2026-01-11")))).toMatchObject({
      status: "posted",
    });
    const { rows: rejections } = await rejectionList.page({ reason: "before-original" });
    expect(rejections.map(({ key }) => key).sort()).toEqual(["early authorize", "early record"]);
    const reversal = { key: "in words", transactionId: three, ...on("2025-12-31") };
    await expect(inTransaction((tx) => reverseTransaction(tx, reversal))).rejects.toMatchObject({
      code: "wrong-state",
      message: "A reversal cannot be dated before the transaction it reverses.",
    });
  });

  test("is measured by the settlement it reverses, not by the hold", async () => {
    const hold = await posted(
      request("hold", move("5.00", "cash", "owed:dates"), { kind: "hold", ...on("2026-01-05") }),
    );
    const settled = await posted(child("settle", "settled", hold, on("2026-01-08")));
    expect(await postOne(child("reversal", "between", settled, on("2026-01-06")))).toMatchObject({
      reason: "before-original",
    });
    expect(await postOne(child("reversal", "after", settled, on("2026-01-08")))).toMatchObject({
      status: "posted",
    });
  });

  test("of a fact that a closed month moved to the next one may bear the same day as the fact", async () => {
    await inTransaction((tx) => tx.$executeRaw`SELECT ledger.close_period('2020-02-29', 'test')`);
    const fact = await posted(
      request("late", move("5.00", "owed:dates", "cash"), { mode: "record", ...on("2020-02-20") }),
    );
    expect(await postOne(child("reversal", "late back", fact, on("2020-02-20")))).toMatchObject({
      status: "posted",
    });
  });
});

describe("our own posting", () => {
  test("dated after the business date is refused, of every kind; a recorded fact is not", async () => {
    await setBusinessDate("2026-02-01");
    const lines = () => move("5.00", "owed:dates", "cash");
    const original = await posted(request("original", lines(), on("2026-02-01")));
    const ahead = { status: "refused", reason: "future-date" };
    const results = await postAll(
      request("today", lines(), on("2026-02-01")),
      request("tomorrow", lines(), on("2026-02-02")),
      request("hold tomorrow", lines(), { kind: "hold", ...on("2026-02-02") }),
      child("reversal", "reversal tomorrow", original, { mode: "authorize", ...on("2026-02-02") }),
      request("fact tomorrow", lines(), { mode: "record", ...on("2026-02-02") }),
    );
    expect(results).toMatchObject([{ status: "posted" }, ahead, ahead, ahead, { status: "posted" }]);
    const hold = {
      key: "in words",
      eventType: "test",
      mode: "authorize" as const,
      lines: lines(),
      ...on("2026-03-01"),
    };
    await expect(inTransaction((tx) => holdTransaction(tx, hold))).rejects.toMatchObject({
      code: "wrong-state",
      message: "A transaction cannot be dated after the business date.",
    });
    await setBusinessDate("2026-02-02");
    expect(await postOne(request("tomorrow came", lines(), on("2026-02-02")))).toMatchObject({
      status: "posted",
    });
  });

  test("is measured by the calendar outside the sandbox, where the clock only marks the last day closed", async () => {
    await setBusinessDate("2026-02-01");
    const client = await connect("modern_lending_app");
    const asked = ["2026-02-03", "2026-02-04"].map((day) =>
      prepare(request(`calendar ${day}`, move("5.00", "owed:dates", "cash"), on(day))),
    );
    const values = [...postingArrays(asked).slice(0, -1), "2026-02-03"];
    const { rows } = await client.query<PostingRow>(POST_SQL, values);
    await client.end();
    expect(rows.map(asResult)).toMatchObject([{ status: "posted" }, { reason: "future-date" }]);
  });
});

test("a floor follows posted order: a withdrawal dated before the money that pays it is taken", async () => {
  await open("owed:later");
  const available = async () =>
    (
      await db.$queryRaw<
        { available: bigint }[]
      >`SELECT available FROM ledger.account_balances WHERE code = 'cash'`
    )[0]!.available;
  const before = await available();
  await posted(request("in", move("50.00", "owed:later", "cash"), on("2026-01-20")));
  // On January 1 there was less than this; the floor asks what is there now.
  await posted(request("out", move(`${Number(before + 5000n) / 100}`, "cash", "owed:later"), on(DAY)));
  expect(await available()).toBe(0n);
  expect(await postOne(request("more", move("0.01", "cash", "owed:later"), on("2026-01-20")))).toMatchObject({
    reason: "insufficient-funds",
  });
});
