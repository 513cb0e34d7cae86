import { expect, it } from "vitest";
import { inTransaction } from "@/lib/db";
import { child, move, open, posted, postOne, request } from "@/test/ledger-books";
import { setFloor, setFrozen } from "./account-terms";
import { closePeriod } from "./close-period";
import { listLateFacts } from "./late-facts";
import { rejectionList } from "./rejections";

it("lists what was refused, newest first, with what was seen, by reason, by account and a page at a time", async () => {
  await open("owed:bounded", "owed:cold");
  await posted(request("start", move("20.00", "owed:bounded", "cash")));
  await inTransaction((tx) =>
    setFloor(tx, { account: "owed:bounded", floor: "5.00", actor: null, reason: "test" }),
  );
  await inTransaction((tx) => setFrozen(tx, { account: "owed:cold", frozen: true }));
  const hold = await posted(request("hold", move("1.00", "owed:bounded", "cash"), { kind: "hold" }));
  await posted(child("release", "released", hold));
  await postOne(request("too much", move("15.01", "cash", "owed:bounded")));
  await postOne(request("too cold", move("1.00", "owed:cold", "cash")));
  await postOne(child("release", "too late", hold));
  await postOne(request("too much", move("15.01", "cash", "owed:bounded"))); // replayed, not refused again

  const { rows: rejections } = await rejectionList.page();
  expect(rejections).toMatchObject([
    { key: "too late", reason: "already-resolved", mode: "record", account: null, seen: {} },
    {
      key: "too cold",
      reason: "frozen",
      account: { code: "owed:cold" },
      seen: { posted: "0.00", available: "0.00", version: "0" },
    },
    {
      key: "too much",
      reason: "insufficient-funds",
      mode: "authorize",
      effectiveOn: "2026-01-01",
      account: { code: "owed:bounded" },
      seen: { available: "20.00", floor: "5.00" },
    },
  ]);
  const keys = async (filter: Parameters<typeof rejectionList.page>[0]) =>
    (await rejectionList.page(filter)).rows.map(({ key }) => key);
  expect(await keys({ reason: "frozen" })).toEqual(["too cold"]);
  expect(await keys({ account: "owed:bounded" })).toEqual(["too much"]);
  expect(await keys({ account: "no:such" })).toEqual([]);
  expect(await keys({ page: 2, pageSize: 2 })).toEqual(["too much"]);
});

it("lists the facts of closed months with the date each belongs to", async () => {
  await open("owed:late");
  await inTransaction((tx) => closePeriod(tx, { through: "2020-01-31", by: "x" }));
  expect(await listLateFacts()).toEqual([]);
  await posted(
    request("late", move("3.00", "owed:late", "cash"), { mode: "record", effectiveOn: "2020-01-15" }),
  );
  expect(await listLateFacts()).toMatchObject([
    { key: "late", effectiveOn: "2020-02-01", belongsOn: "2020-01-15", amount: "3.00" },
  ]);
});
