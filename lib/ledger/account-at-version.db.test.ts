import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { child, move, open, posted, request } from "@/test/ledger-books";
import { balanceAtVersion, getAccountPageAtVersion } from "./account-at-version";
import { getAccountPage, getBalances } from "./queries";

const ACCOUNT = "owed:history";

/** Versions 1 to 8 of the account: a deposit, two holds, a backdated fact, a partial settle, a release, a reversal. */
beforeAll(async () => {
  await open(ACCOUNT);
  const on = (effectiveOn: string) => ({ effectiveOn });
  const first = await posted(request("h1", move("100.00", ACCOUNT, "cash"), on("2026-03-10")));
  const out = await posted(
    request("h2", move("30.00", "cash", ACCOUNT), { kind: "hold", ...on("2026-03-11") }),
  );
  const into = await posted(
    request("h3", move("5.00", ACCOUNT, "cash"), { kind: "hold", ...on("2026-03-12") }),
  );
  await posted(request("h4", move("7.00", ACCOUNT, "cash"), { mode: "record", ...on("2026-03-01") }));
  await posted(child("settle", "h5", out, { lines: move("20.00", "cash", ACCOUNT), ...on("2026-03-13") }));
  await posted(child("release", "h6", into, on("2026-03-14")));
  await posted(child("reversal", "h7", first, on("2026-03-15")));
});

describe("the balances of an account at a version", () => {
  it("are what each entry in turn made them, posted, pending and available", async () => {
    const { version } = (await getBalances([ACCOUNT])).get(ACCOUNT)!;
    const seen = [];
    for (let n = 0; n <= Number(version); n++) {
      const at = (await balanceAtVersion(ACCOUNT, { version: String(n) }))!;
      expect(at, `version ${n}`).toEqual(await bruteForce(n));
      seen.push([at.posted, at.pending, at.available]);
    }
    expect(seen.slice(0, 5)).toEqual([
      ["0.00", "0.00", "0.00"],
      ["100.00", "100.00", "100.00"],
      ["100.00", "70.00", "70.00"],
      ["100.00", "75.00", "70.00"],
      ["107.00", "82.00", "77.00"],
    ]);
    expect(seen.at(-1)).toEqual(["-13.00", "-13.00", "-13.00"]);
  });

  it("are, with a date, what was known then about that date", async () => {
    const posted = async (version: string) =>
      (await balanceAtVersion(ACCOUNT, { version, asOf: "2026-03-10" }))!.posted;
    expect([await posted("3"), await posted("4")]).toEqual(["100.00", "107.00"]); // the fact of March 1 came late
    for (const [version, asOf] of [
      [4, "2026-03-11"],
      [8, "2026-03-13"],
    ] as const)
      expect(await balanceAtVersion(ACCOUNT, { version: String(version), asOf })).toEqual(
        await bruteForce(version, asOf),
      );
  });

  it("are those of now beyond the last entry, and none where there is no account", async () => {
    const now = (await getBalances([ACCOUNT])).get(ACCOUNT)!;
    const { posted, pending, available, version } = now;
    expect(await balanceAtVersion(ACCOUNT, { version: "999999" })).toMatchObject({
      posted,
      pending,
      available,
      version,
    });
    expect(await balanceAtVersion("no:such", { version: "1" })).toBeNull();
    expect(await getAccountPageAtVersion("no:such", { version: "1" })).toBeNull();
  });
});

describe("the page of an account at a version", () => {
  it("shows each entry with the outcome known then", async () => {
    const fates = async (version: string) =>
      (await getAccountPageAtVersion(ACCOUNT, { version }))!.entries.map((entry) => [
        entry.version,
        entry.status,
      ]);
    expect(await fates("3")).toEqual([
      ["3", "pending"],
      ["2", "pending"],
      ["1", "posted"],
    ]);
    const last = (await getAccountPage(ACCOUNT))!;
    expect((await getAccountPageAtVersion(ACCOUNT, { version: last.account.version }))!.entries).toEqual(
      last.entries,
    );
    expect((await fates(last.account.version)).slice(-3)).toEqual([
      ["3", "released"],
      ["2", "settled"],
      ["1", "reversed"],
    ]);
  });

  it("goes on from page to page, and keeps to a date too", async () => {
    const first = (await getAccountPageAtVersion(ACCOUNT, { version: "4", limit: 3 }))!;
    const rest = (await getAccountPageAtVersion(ACCOUNT, { version: "4", before: first.nextBefore! }))!;
    expect([...first.entries, ...rest.entries].map(({ version }) => version)).toEqual(["4", "3", "2", "1"]);
    expect(rest.nextBefore).toBeNull();
    const dated = (await getAccountPageAtVersion(ACCOUNT, { version: "4", asOf: "2026-03-11" }))!;
    expect(dated.entries.map(({ version }) => version)).toEqual(["4", "2", "1"]);
    expect(dated.account).toMatchObject({ posted: "107.00", available: "77.00", version: "4" });
  });
});

/** Entry by entry, in JavaScript. */
async function bruteForce(version: number, asOf = "9999-12-31") {
  const entries = await db.ledgerEntry.findMany({
    where: { account: { code: ACCOUNT }, accountVersion: { lte: version } },
  });
  let [posted, inflow, outflow] = [0n, 0n, 0n];
  for (const { layer, side, amount, effectiveOn } of entries) {
    if (effectiveOn > new Date(asOf)) continue;
    if (layer === 0)
      posted -= BigInt(side) * amount; // a credit account
    else if (side === -1) inflow += amount;
    else outflow += amount;
  }
  const text = (cents: bigint) => (Number(cents) / 100).toFixed(2);
  return {
    version: String(version),
    posted: text(posted),
    pending: text(posted + inflow - outflow),
    available: text(posted - outflow),
    pendingIn: text(inflow),
    pendingOut: text(outflow),
  };
}
