// The verifier on the seeded book: in the browser as a customer uses it, and with node on the file that they saved.
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, PEOPLE, test } from "./fixtures";

async function save(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download your proof" }).click(),
  ]);
  return download.path();
}

test("customers verify their balances in the browser and with node, and an altered file fails", async ({
  story,
  open,
}, testInfo) => {
  for (const [portal, email] of [
    ["investor", PEOPLE.brittany],
    ["borrower", PEOPLE.art],
  ] as const) {
    const page = await open(story, email);
    await page.goto(`/${portal}/proof`);
    await page.getByRole("button", { name: "Verify my proof" }).click();
    await expect(page.getByText("The proof holds")).toBeVisible();
    await expect(page.getByText(/are counted in the totals/)).toBeVisible();

    const path = await save(page);
    const program = spawnSync(process.execPath, ["public/verify-proof.mjs", path], { encoding: "utf8" });
    expect({ status: program.status, said: program.stdout }).toEqual({
      status: 0,
      said: expect.stringContaining("are counted in the totals"),
    });

    const proof = JSON.parse(await readFile(path, "utf8")) as { leaves: { path: { side: string }[] }[] };
    const step = proof.leaves[0]!.path[0]!;
    step.side = step.side === "left" ? "right" : "left";
    const altered = testInfo.outputPath(`altered-${portal}.json`);
    await writeFile(altered, JSON.stringify(proof));
    await page.getByLabel("Or verify a file that you saved").setInputFiles(altered);
    await expect(page.getByText("The proof does not hold")).toBeVisible();
    await expect(page.getByText(/does not lead to the root/)).toBeVisible();
  }
});

test("staff see the root, the totals and every proof that was made", async ({ story, open }) => {
  const page = await open(story, PEOPLE.admin);
  await page.goto("/admin/ledger/seal");
  const card = page.getByRole("region", { name: "Proof of balances" });
  await expect(card.getByText("Owed to customers")).toBeVisible();
  await card.getByRole("link", { name: "All proofs" }).click();
  await expect(page.getByRole("heading", { name: "Proofs of balances" })).toBeVisible();
  expect(await page.getByRole("row").count()).toBeGreaterThan(1);
});
