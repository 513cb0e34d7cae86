// Row 45 of Codat's reference: whose settings a person reaches, and where our key and the webhooks' secret are found: nowhere.
import { CODAT_API_KEY, CODAT_WEBHOOK_SECRET, tellAccounting } from "@/test/sandbox-accounting";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GET as adminLog } from "@/app/api/admin/writeback/log/route";
import { GET as adminSettings } from "@/app/api/admin/writeback/[id]/route";
import { GET as ownLog } from "@/app/api/borrower/accounting/log/route";
import { GET as ownSettings } from "@/app/api/borrower/accounting/route";
import SettingsPage from "@/app/admin/settings/writeback/[id]/page";
import { IDLE } from "@/lib/action-result";
import { log } from "@/lib/log";
import { useBureau, type TestBorrower } from "@/test/support/lending";
import { writebackList } from "@/lib/writeback/pages/admin-queries";
import { logList } from "@/lib/writeback/pages/log-queries";
import { getSettings } from "@/lib/writeback/pages/queries";
import { drainAll, drawnLoan, moveTo, newBooks } from "@/test/support/writeback-books";
import { newAdmin } from "@/test/people";
import { browseAs, endingOf, form } from "@/test/request-context";
import {
  retryEventAction,
  saveMappingAction,
  setSwitchAction,
} from "@/app/borrower/settings/accounting/actions";

vi.mock("next/headers", () => import("@/test/request-context"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined, refresh: () => undefined })); // there is no page

const START = "2026-01-01";
const [, secret = ""] = CODAT_WEBHOOK_SECRET.split("_");
const SECRETS = [
  CODAT_API_KEY,
  Buffer.from(CODAT_API_KEY).toString("base64"),
  secret,
  Buffer.from(secret, "base64").toString(),
];
const owner = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
const logged: unknown[] = [];
let [art, bo]: (TestBorrower & { connectionId: string })[] = [];
let admin: string;
let heldOfBo: string;

beforeAll(async () => {
  for (const level of ["debug", "info", "warn", "error", "fatal"] as const)
    vi.spyOn(log, level).mockImplementation((...line: unknown[]) => void logged.push(line));
  await owner.connect();
  await useBureau();
  await moveTo(START);
  admin = (await newAdmin()).userId;
  [art, bo] = [await newBooks(), await newBooks()];
  for (const { userId } of [art, bo])
    await owner.query("INSERT INTO user_roles (user_id, role) VALUES ($1, 'BORROWER')", [userId]);
  await tellAccounting("POST", "/outcomes", { dataType: "transfers", outcome: "Failed" });
  const { loanId } = await drawnLoan(bo, START);
  await drainAll(bo.borrowerId);
  heldOfBo = (await logList.page({ loanId })).rows[0]!.eventId;
  await drawnLoan(art, START);
  await drainAll(art.borrowerId);
}, 120_000);
afterAll(() => owner.end());

const get = (query = "") => new Request(`http://localhost/api/borrower/accounting${query}`);
const context = (id: string) => ({ params: Promise.resolve({ id }) });
const page = (id: string) =>
  endingOf(
    SettingsPage({ params: Promise.resolve({ id }), searchParams: Promise.resolve({}) }) as Promise<unknown>,
  );

test("codat row 45: a borrower sees and edits only their own, whatever the request names", async () => {
  await browseAs(art!.userId);
  const named = `?borrowerId=${bo!.borrowerId}&id=${bo!.borrowerId}`;
  expect(await (await ownSettings(get(named))).json()).toMatchObject({ borrowerId: art!.borrowerId });
  const file = await (await ownLog(get(named))).text();
  expect(file.split("\r\n").filter((line) => line.includes("Disbursement"))).toHaveLength(2); // transfer and feed line
  const { mapping: before } = await getSettings(bo!.borrowerId);
  const fields = {
    card: "deposit",
    choiceId: "x",
    version: String(before.version),
    borrowerId: bo!.borrowerId,
  };
  expect(await saveMappingAction(IDLE, form(fields))).toMatchObject({ status: "invalid" });
  await setSwitchAction(IDLE, form({ isOn: "false", borrowerId: bo!.borrowerId }));
  expect(await retryEventAction(IDLE, form({ eventId: heldOfBo }))).toMatchObject({
    status: "refused",
    code: "not-found",
  });
  const { mapping, isOn, waiting } = await getSettings(bo!.borrowerId);
  expect({ mapping, isOn, held: waiting.held }).toEqual({ mapping: before, isOn: true, held: 1 });
});

test("codat row 45: another's settings do not exist for a borrower, on the page and behind it", async () => {
  await browseAs(art!.userId);
  for (const id of [bo!.borrowerId, art!.borrowerId, "brw_nobody"]) {
    expect(await page(id)).toBe("not found");
    expect((await adminSettings(get(), context(id))).status).toBe(404);
  }
  expect((await adminLog(get())).status).toBe(404);
});

test("codat row 45: an administrator sees everybody's", async () => {
  await browseAs(admin);
  for (const { borrowerId } of [art!, bo!]) {
    expect(await page(borrowerId)).toBeUndefined();
    expect(await (await adminSettings(get(), context(borrowerId))).json()).toMatchObject({ borrowerId });
  }
  const listed = (await writebackList.page()).rows.map(({ borrowerId }) => borrowerId);
  expect(listed).toEqual(expect.arrayContaining([art!.borrowerId, bo!.borrowerId]));
  const file = await (await adminLog(get())).text();
  for (const { borrowerId } of [art!, bo!])
    for (const { reference } of (await logList.page({ borrowerId })).rows) expect(file).toContain(reference);
});

test("codat row 45: no secret is in a response, an error, a log or the database", async () => {
  await browseAs(admin);
  const said: string[] = [];
  for (const query of ["", "?ask=connection", "?ask=choices&card=deposit", "?ask=form&what=supplier"]) {
    for (const status of [null, 401, 500]) {
      if (status) await tellAccounting("POST", "/faults", { kind: "status", count: 20, status });
      said.push(await (await adminSettings(get(query), context(art!.borrowerId))).text());
      await tellAccounting("DELETE", "/faults");
    }
  }
  said.push(await (await adminLog(get())).text());
  expect(said.join(), "there were refusals among them").toContain("is denying access");
  expect(logged.length, "and lines in the log").toBeGreaterThan(0);
  const { rows: tables } = await owner.query<{ name: string }>(
    "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema IN ('public', 'ledger', 'graphile_worker') AND table_type = 'BASE TABLE'",
  );
  expect(tables.map(({ name }) => name)).toContain("public.writeback_calls");
  for (const { name } of tables) {
    const { rows } = await owner.query(
      `SELECT 1 FROM ${name} AS each WHERE each::text LIKE ANY ($1) LIMIT 1`,
      [SECRETS.map((text) => `%${text}%`)],
    );
    expect(rows, name).toEqual([]);
  }
  for (const text of SECRETS) {
    expect(text.length).toBeGreaterThan(10);
    expect(said.join()).not.toContain(text);
    expect(JSON.stringify(logged)).not.toContain(text);
  }
});
