// Whoever is not an administrator gets nowhere: every page, action and route handler here, those of later too.
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { IDLE } from "@/lib/action-result";
import { newAdmin, newPerson, setBusinessDate } from "@/test/people";
import { browseAs, endingOf, form } from "@/test/request-context";

vi.mock("next/headers", () => import("@/test/request-context"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const HERE = fileURLToPath(new URL(".", import.meta.url));
const API = fileURLToPath(new URL("../api/admin", import.meta.url));

const filesNamed = (folder: string, name: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.split(/[\\/]/).at(-1) === name)
    .map((path) => relative(ROOT, join(folder, path)));

type Page = (props: { params: Promise<object>; searchParams: Promise<object> }) => Promise<unknown>;
type Action = (previous: typeof IDLE, data: FormData) => Promise<unknown>;
type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

const nothing = { params: Promise.resolve({ id: "none", code: "none" }), searchParams: Promise.resolve({}) };
const load = (file: string): Promise<object> => import(join(ROOT, file));
const open = async (file: string) => ((await load(file)) as { default: Page }).default(nothing);

let borrowerAndInvestor: string;
beforeAll(async () => {
  await setBusinessDate();
  borrowerAndInvestor = (await newPerson("BORROWER", "INVESTOR")).userId;
});
beforeEach(() => browseAs(null));

it("finds its own pages, actions and handlers", () => {
  expect(filesNamed(HERE, "page.tsx").length).toBeGreaterThan(20);
  expect(filesNamed(HERE, "actions.ts").length).toBeGreaterThan(2);
  expect(filesNamed(API, "route.ts").length).toBeGreaterThan(1);
});

it.each(filesNamed(HERE, "page.tsx"))(
  "%s sends strangers to the sign-in page and hides from others",
  async (file) => {
    expect(await endingOf(open(file))).toMatch(/^\/sign-in/);
    await browseAs(borrowerAndInvestor);
    expect(await endingOf(open(file))).toBe("not found");
  },
);

it.each(filesNamed(HERE, "actions.ts"))("%s does nothing for strangers and others", async (file) => {
  for (const action of Object.values((await load(file)) as Record<string, Action>)) {
    await browseAs(null);
    expect(await endingOf(action(IDLE, form({})))).toMatch(/^\/sign-in/);
    await browseAs(borrowerAndInvestor);
    expect(await endingOf(action(IDLE, form({})))).toBe("not found");
  }
});

it.each(filesNamed(API, "route.ts"))("%s answers 401 to strangers and 404 to others", async (file) => {
  const { GET } = (await load(file)) as { GET: Handler };
  const ask = () => GET(new Request("http://localhost/"), { params: Promise.resolve({ id: "none" }) });
  expect((await ask()).status).toBe(401);
  await browseAs(borrowerAndInvestor);
  expect((await ask()).status).toBe(404);
});

it("answers an administrator, and says not found for ids that do not exist", async () => {
  await browseAs((await newAdmin()).userId);
  for (const file of filesNamed(HERE, "page.tsx")) {
    expect([file, await endingOf(open(file))]).toEqual([
      file,
      /\[\w+\]/.test(file) ? "not found" : undefined,
    ]);
  }
});
