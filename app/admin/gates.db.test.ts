// Whoever is not an administrator gets nowhere: every page, action and route handler here, those of later too.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { IDLE } from "@/lib/action-result";
import { may, PERMISSION_NAMES, STAFF_ROLES, type Permission, type StaffRole } from "@/lib/permissions";
import { newAdmin, newPerson, newStaff, setBusinessDate } from "@/test/people";
import { LISTS } from "./lists";
import { ADMIN_PLACES, placesFor } from "../_portal/admin-places";
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
let staff: Record<StaffRole, string>;
beforeAll(async () => {
  await setBusinessDate();
  staff = Object.fromEntries(
    await Promise.all(STAFF_ROLES.map(async (role) => [role, (await newStaff(role)).userId])),
  ) as Record<StaffRole, string>;
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

// The refusal matrix: every page of staff, opened by every role, with what the matrix says about it.
const PERMISSION = /require(?:Permission|PermissionForApi)\("([\w.-]+)"\)/g;
const permissionsIn = (file: string) =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(PERMISSION)].map(([, name]) => name as Permission);

it.each(filesNamed(HERE, "page.tsx"))(
  "%s opens to exactly the roles that have its permission",
  async (file) => {
    const [permission, ...others] = permissionsIn(file);
    expect([permission, others], "a page of staff asks for one permission").toEqual([expect.any(String), []]);
    expect(PERMISSION_NAMES).toContain(permission);
    const hasId = /\[\w+\]/.test(file);
    for (const role of STAFF_ROLES) {
      await browseAs(staff[role]);
      const ending = await endingOf(open(file));
      // What has no such id is not found by anybody; the gate comes before the search.
      if (!hasId) expect([role, ending]).toEqual([role, may([role], permission!) ? undefined : "not found"]);
      else expect(ending).toBe("not found");
    }
  },
);

it.each(filesNamed(API, "route.ts"))("%s asks for a permission", async (file) => {
  const isOfLists = file.includes("[list]");
  const named = permissionsIn(file);
  expect(named.length, "a route handler of staff asks for a permission").toBeGreaterThan(isOfLists ? -1 : 0);
  if (isOfLists) return;
  const { GET } = (await load(file)) as { GET: Handler };
  for (const role of STAFF_ROLES) {
    if (may([role], named[0]!)) continue;
    await browseAs(staff[role]);
    const request = new Request("http://localhost/");
    expect([role, (await GET(request, { params: Promise.resolve({ id: "none" }) })).status]).toEqual([
      role,
      404,
    ]);
  }
});

it.each([...LISTS.values()])(
  "the file of the list $name is for those who have its permission",
  async (view) => {
    expect(view.permission, "a list of staff names its permission").toBeDefined();
    const { GET } = (await load("app/api/admin/lists/[list]/route.ts")) as { GET: Handler };
    for (const role of STAFF_ROLES) {
      await browseAs(staff[role]);
      const request = new Request(`http://localhost/api/admin/lists/${view.name}`);
      const { status } = await GET(request, { params: Promise.resolve({ list: view.name }) });
      expect([role, status]).toEqual([role, may([role], view.permission!) ? 200 : 404]);
    }
  },
);

it("shows each role the places that it may open, and no others", () => {
  const places = ADMIN_PLACES.flatMap((group) => group.places);
  for (const role of STAFF_ROLES) {
    const shown = placesFor([role]).flatMap((group) => group.places.map(({ href }) => href));
    expect(shown).toEqual(places.filter(({ permission }) => may([role], permission)).map(({ href }) => href));
    expect(shown).toContain("/admin");
  }
});

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
