// Plants one fault of each kind and asks ESLint whether it would see it: a rule nobody breaks proves nothing.
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";
import { ROOMS } from "@/eslint.config.js";

const eslint = new ESLint();

async function rulesBroken(filePath: string, code: string) {
  const [result] = await eslint.lintText(code, { filePath });
  return result!.messages.map(({ ruleId }) => ruleId);
}

describe("the ladder", () => {
  it.each([
    [
      "a pure room that asks the database",
      "lib/money/x.ts",
      'import { db } from "@/lib/db";\nexport const a = db;\n',
    ],
    [
      "an investor's return that asks the database",
      "lib/investing/returns/x.ts",
      'import { db } from "@/lib/db";\nexport const a = db;\n',
    ],
    [
      "the arithmetic of losses calling upward",
      "lib/pool/losses/x.ts",
      'import { a } from "@/lib/jobs/a";\nexport const b = a;\n',
    ],
    [
      "a reader of bank files that asks the database",
      "lib/payments/bank/formats/x.ts",
      'import { db } from "@/lib/db";\nexport const a = db;\n',
    ],
    [
      "sanctions screening that asks the database",
      "lib/identity/sanctions/x.ts",
      'import { db } from "@/lib/db";\nexport const a = db;\n',
    ],
    [
      "sanctions screening that reads files",
      "lib/identity/sanctions/x.ts",
      'import { readFileSync } from "node:fs";\nexport const a = readFileSync;\n',
    ],
    [
      "the ledger knowing what a loan is",
      "lib/ledger/x.ts",
      'import { a } from "@/lib/lending/a";\nexport const b = a;\n',
    ],
    [
      "payments calling upward",
      "lib/payments/x.ts",
      'import { a } from "@/lib/jobs/a";\nexport const b = a;\n',
    ],
    [
      "the platform importing a domain",
      "lib/x.ts",
      'import { a } from "@/lib/ledger/a";\nexport const b = a;\n',
    ],
    [
      "a page that speaks to the database",
      "app/x.ts",
      'import { db } from "@/lib/db";\nexport const a = db;\n',
    ],
    [
      "a portal that imports another",
      "app/borrower/x.ts",
      'import { a } from "@/app/admin/_parts/a";\nexport const b = a;\n',
    ],
    [
      "a portal that reaches into another by path",
      "app/investor/_parts/x.ts",
      'import { a } from "../../borrower/a";\nexport const b = a;\n',
    ],
    [
      "a shared part that knows a portal",
      "app/_parts/x.ts",
      'import { a } from "@/app/admin/a";\nexport const b = a;\n',
    ],
    [
      "a portal that speaks to the database",
      "app/admin/x.ts",
      'import { db } from "@/lib/db";\nexport const a = db;\n',
    ],
    [
      "a component that speaks to the database",
      "components/x.ts",
      'import { a } from "@/prisma/generated/client";\nexport const b = a;\n',
    ],
    [
      "a button that knows our product",
      "components/ui/x.ts",
      'import { a } from "@/lib/money/money";\nexport const b = a;\n',
    ],
    [
      "a room reaching into its neighbor by path",
      "lib/lending/x.ts",
      'import { a } from "../ledger/a";\nexport const b = a;\n',
    ],
  ])("refuses %s", async (_, filePath, code) => {
    expect(await rulesBroken(filePath, code)).toContain("no-restricted-imports");
  });

  const innerLadders = Object.entries(ROOMS).flatMap(([folder, rooms]) =>
    rooms.slice(0, -1).map((room, rung) => [`${folder}/${room}`, `${folder}/${rooms[rung + 1]}`] as const),
  );
  it.each(innerLadders)("refuses that %s imports %s", async (room, higher) => {
    const upward = `import { a } from "@/${higher}/a";\n\nexport const b = a;\n`;
    expect(await rulesBroken(`${room}/x.ts`, upward)).toContain("no-restricted-imports");
    expect(await rulesBroken(`${room}/x.test.ts`, upward)).toEqual([]);
    const downward = `import { a } from "@/${room}/a";\n\nexport const b = a;\n`;
    expect(await rulesBroken(`${higher}/x.ts`, downward)).toEqual([]);
  });

  it.each(["lib/x.ts", "lib/money/x.ts", "lib/lending/terms/x.ts", "lib/jobs/x.ts"])(
    "refuses test support and stand-ins in %s, not in its test",
    async (filePath) => {
      for (const from of ["@/test/story", "@/sandbox/bank/server"]) {
        const code = `import { a } from "${from}";\n\nexport const b = a;\n`;
        expect(await rulesBroken(filePath, code)).toContain("no-restricted-imports");
        expect(await rulesBroken(filePath.replace(".ts", ".test.ts"), code)).toEqual([]);
      }
    },
  );

  it.each([
    [
      "floats in money rooms",
      "lib/lending/x.ts",
      "export const a = Number.parseFloat('1');\n",
      "no-restricted-properties",
    ],
    [
      "the machine's clock in pure rooms",
      "lib/amortization/x.ts",
      "export const a = Date.now();\n",
      "no-restricted-syntax",
    ],
    [
      "the machine's clock in the domains",
      "lib/investing/x.ts",
      "export const a = new Date();\n",
      "no-restricted-syntax",
    ],
    [
      "waiting in pure rooms",
      "lib/calendar/x.ts",
      "export async function a(b: Promise<1>) {\n  return await b;\n}\n",
      "no-restricted-syntax",
    ],
    [
      "waiting in sanctions screening",
      "lib/identity/sanctions/x.ts",
      "export async function a(b: Promise<1>) {\n  return await b;\n}\n",
      "no-restricted-syntax",
    ],
    [
      "environment read in passing",
      "lib/pool/x.ts",
      "export const a = process.env.HOME;\n",
      "no-restricted-properties",
    ],
    [
      "a server action outside the wrapper",
      "app/x/actions.ts",
      '"use server";\nexport async function payAction() {}\n',
      "no-restricted-syntax",
    ],
  ])("refuses %s", async (_, filePath, code, rule) => {
    expect(await rulesBroken(filePath, code)).toContain(rule);
  });

  it("has nothing against a room that imports what is before it", async () => {
    const code =
      'import { a } from "@/lib/ledger/a";\nimport { b } from "@/lib/money/b";\n\nexport const c = [a, b];\n';
    expect(await rulesBroken("lib/lending/x.ts", code)).toEqual([]);
  });
});
