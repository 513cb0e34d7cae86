import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { listBankFiles } from "@/lib/payments/bank/queries";
import { newAdmin, newPerson, setBusinessDate } from "@/test/people";
import { browseAs } from "@/test/request-context";
import { GET, POST } from "./route";

vi.mock("next/headers", () => import("@/test/request-context"));

let adminId: string;
beforeAll(async () => {
  await setBusinessDate("2026-01-05");
  adminId = (await newAdmin()).userId;
});
beforeEach(() => browseAs(adminId));

async function send(
  query: string,
  body: string | Uint8Array<ArrayBuffer> = "01,",
  origin = "http://localhost",
) {
  const headers = { origin, host: "localhost", "content-type": "application/octet-stream" };
  const url = `http://localhost/api/admin/bank/files?${query}`;
  const answer = await POST(new Request(url, { method: "POST", body, headers }));
  const { id, error } = (await answer.json()) as { id?: string; error?: { message: string } };
  return { status: answer.status, id, message: error?.message };
}

it("keeps a file with its bytes and asks the worker to read it, once for the same bytes", async () => {
  const { status, id } = await send("name=march.bai&format=bai2", "01,021000021,");
  expect(status).toBe(200);
  expect(await listBankFiles()).toMatchObject([
    { id, name: "march.bai", format: "bai2", size: 13, state: "READING", uploadedById: adminId },
  ]);
  expect(await send("name=again.bai&format=bai2", "01,021000021,")).toMatchObject({ status: 200, id });
  expect(await (await GET()).json()).toEqual({ files: [{ id, state: "READING" }] });
});

it.each([
  ["name=x.bai&format=xls", "01,", "Choose the format of the file."],
  ["name=&format=bai2", "01,", "Choose a file."],
  [`name=${"x".repeat(300)}&format=bai2`, "01,", "The name of the file is too long."],
  ["name=x.bai&format=bai2", "", "The file is empty. Choose another one."],
  ["name=x.csv&format=csv", "a,b", "A CSV file needs its column map as JSON."],
  ["name=x.csv&format=csv&map=%7B%7D", "a,b", "account"],
] as const)("refuses %s with a sentence", async (query, body, sentence) => {
  const { status, message } = await send(query, body);
  expect(status).toBe(400);
  expect(message).toContain(sentence);
});

it("refuses a file of more than 20 MiB, and keeps nothing of it", async () => {
  const before = await listBankFiles();
  const body = new Uint8Array(20 * 1024 * 1024 + 1);
  const { message } = await send("name=large.bai&format=bai2", body);
  expect(message).toBe("The file is larger than 20 MiB. Import it in smaller files.");
  expect(await listBankFiles()).toEqual(before);
});

it("is there for administrators alone, and for our own pages", async () => {
  expect((await send("name=x.bai&format=bai2", "01,", "http://evil.example")).status).toBe(403);
  await browseAs((await newPerson("BORROWER")).userId);
  expect((await send("name=x.bai&format=bai2")).status).toBe(404);
  await browseAs(null);
  expect((await send("name=x.bai&format=bai2")).status).toBe(401);
});
