import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { runChecks } from "@/lib/ledger/check";
import { explainRestore } from "@/lib/ledger/seal-chains";
import { verifySeal } from "@/lib/ledger/verify-seal";
import { log } from "@/lib/log";
import { auditFaults, sealAudit } from "@/lib/audit/seal-audit";
import { notifyEach, staffFor } from "@/lib/notifications/notify";
import { runCrossChecks } from "@/lib/pool/cross-checks";

/**
 * Runs every check of the books and of the seal, and raises an alert when one is broken. It never repairs: what broke
 * the books must be understood first.
 *
 * @returns what is broken, in words
 */
export async function checkLedger(): Promise<string[]> {
  const checks = [...(await runChecks()), ...(await runCrossChecks())].filter(({ ok }) => !ok);
  const { faults } = await verifySeal();
  const restored = await explainRestore();
  await sealAudit({ all: true });
  const auditBroken = await auditFaults();
  const broken = [
    ...checks.map(({ id, sentence, offending }) => `${id} ${sentence} ${offending.join("; ")}`),
    ...faults,
    ...auditBroken,
    ...(restored === null ? [] : [restored]),
  ];
  if (broken.length === 0) return broken;
  log.error({ broken }, "ledger checks failed");
  const datedOn = await businessDate();
  const staff = await staffFor(db, "books-broken");
  await notifyEach(
    db,
    staff.map((userId) => ({
      userId,
      kind: "books-broken",
      title: "Ledger checks failed",
      body: `${broken.length === 1 ? "One check" : `${broken.length} checks`} failed: ${broken[0]}`,
      href: "/admin/ledger/checks",
      datedOn,
    })),
  );
  return broken;
}
