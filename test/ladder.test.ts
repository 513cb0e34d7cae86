// Plants one fault of each kind and asks ESLint whether it would see it: a rule nobody breaks proves nothing.
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

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
      "the ledger knowing what a loan is",
      "lib/ledger/x.ts",
      'import { a } from "@/lib/lending/a";\nexport const b = a;\n',
    ],
    [
      "payments calling upwards",
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

  it("has nothing against a room that imports what stands before it", async () => {
    const code =
      'import { a } from "@/lib/ledger/a";\nimport { b } from "@/lib/money/b";\n\nexport const c = [a, b];\n';
    expect(await rulesBroken("lib/lending/x.ts", code)).toEqual([]);
  });
});
