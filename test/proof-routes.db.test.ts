// Who may download a proof: each customer their own, nobody another's.
import { beforeAll, expect, it, vi } from "vitest";
import { GET as ofBorrower } from "@/app/api/borrower/proof/route";
import { db } from "@/lib/db";
import { proveClaims } from "@/lib/pool/proof/prove-claims";
import { verifyProof } from "@/public/verify-proof.mjs";
import { sealAll } from "./ledger-books";
import { browseAs } from "./request-context";
import { newInvestor, openAndClear, type TestInvestor } from "./support/investing";
import { newLoan, type TestLoan } from "./support/loan";
import { GET as ofInvestor } from "@/app/api/investor/proof/route";

vi.mock("next/headers", () => import("@/test/request-context"));

let brittany: TestInvestor;
let nora: TestInvestor;
let art: TestLoan;

beforeAll(async () => {
  brittany = await newInvestor("Brittany Chen");
  await openAndClear(brittany, "2026-01-02");
  art = await newLoan("2026-01-02");
  nora = await newInvestor("Nora New");
  await db.userRole.createMany({
    data: [
      { userId: brittany.userId, role: "INVESTOR" },
      { userId: nora.userId, role: "INVESTOR" },
      { userId: art.userId, role: "BORROWER" },
    ],
  });
  await sealAll();
  await proveClaims();
});

it("gives an investor their own file to keep, which the verifier accepts", async () => {
  await browseAs(brittany.userId);
  const response = await ofInvestor();
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Disposition")).toBe(
    'attachment; filename="proof-investor-2026-01-02.json"',
  );
  expect(response.headers.get("Cache-Control")).toBe("private, no-store");
  const proof = (await response.json()) as { owner: string };
  expect(proof.owner).toBe(`investor:${brittany.investorId}`);
  await expect(verifyProof(proof)).resolves.toHaveLength(3);
});

it("gives a borrower theirs, and no investor's", async () => {
  await browseAs(art.userId);
  expect(await (await ofBorrower()).json()).toMatchObject({ owner: `borrower:${art.borrowerId}` });
  expect((await ofInvestor()).status).toBeGreaterThanOrEqual(400);
});

it("refuses strangers, and says to a newcomer that there is none yet", async () => {
  await browseAs(null);
  expect((await ofInvestor()).status).toBe(401);
  expect((await ofBorrower()).status).toBe(401);
  await browseAs(nora.userId);
  const refused = await ofInvestor();
  expect(refused.status).toBe(404);
  expect(await refused.json()).toMatchObject({
    error: { message: expect.stringContaining("no proof of your balances yet") },
  });
});
