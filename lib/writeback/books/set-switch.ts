import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate, now } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { lockSwitch } from "@/lib/writeback/outbox/lock-switch";
import { rulesOf } from "@/lib/writeback/records/platforms";
import { missingCards } from "./target";
import { wakeDrain } from "@/lib/writeback/outbox/wake-drain";

type Backfill = "all" | "none";
type Wish = { borrowerId: string; actorUserId: string; isOn: boolean; backfill?: Backfill | undefined };

/**
 * The master switch. Off: not a single call is made and what happens is kept. On: what happens from now on is written; what
 * happened in the meantime only if the person says so, and once.
 *
 * @throws DomainError wrong-state until connection and mapping are complete; invalid (field backfill) when something waits and
 *   nothing was said about it
 */
export async function setSwitch({
  borrowerId,
  actorUserId,
  isOn,
  backfill,
}: Wish): Promise<{ queued: number; parked: number }> {
  return inTransaction(async (tx) => {
    await lockSwitch(tx, borrowerId);
    await tx.$queryRaw`SELECT 1 FROM writeback_mappings WHERE borrower_id = ${borrowerId} FOR UPDATE`;
    if (isOn) await requireComplete(tx, borrowerId);
    const waiting = await tx.writeEvent.count({ where: { borrowerId, state: "PARKED" } });
    if (isOn && waiting > 0 && !backfill) {
      const words = `${waiting === 1 ? "One entry is pending" : `${waiting} entries are pending`} from before. Choose whether to write them too.`;
      throw new DomainError("invalid", words, "backfill");
    }
    const { count } = await tx.writebackMapping.updateMany({
      where: { borrowerId },
      data: { isOn, switchedAt: now() },
    });
    if (count === 0) throw new DomainError("wrong-state", "Connect your accounting software first.");
    const queued = isOn && backfill === "all" ? await queueParked(tx, borrowerId) : 0;
    await recordAudit(tx, {
      actorUserId,
      action: isOn ? "writeback-mapping.switch-on" : "writeback-mapping.switch-off",
      subjectType: "writeback-mapping",
      subjectId: borrowerId,
      detail: { waiting, backfill: backfill ?? "none", queued },
      businessDate: await businessDate(tx),
    });
    if (isOn) await wakeDrain(tx, borrowerId);
    return { queued, parked: waiting - queued };
  });
}

async function requireComplete(tx: Tx, borrowerId: string): Promise<void> {
  const connection = await tx.writebackConnection.findUnique({ where: { borrowerId } });
  if (connection?.status !== "Linked")
    throw new DomainError("wrong-state", "Connect your accounting software first.");
  const { refusal } = rulesOf(connection.platformKey);
  if (refusal) throw new DomainError("wrong-state", refusal);
  const mapping = await tx.writebackMapping.findUnique({ where: { borrowerId } });
  const missing = missingCards(mapping);
  if (missing.length > 0)
    throw new DomainError(
      "wrong-state",
      `Choose these first: ${missing.map((card) => `${card}${card === "supplier" ? "" : " account"}`).join(", ")}.`,
    );
  if (mapping?.problem) throw new DomainError("wrong-state", mapping.problem);
}

async function queueParked(tx: Tx, borrowerId: string): Promise<number> {
  const { count } = await tx.writeEvent.updateMany({
    where: { borrowerId, state: "PARKED" },
    data: { state: "QUEUED", isBackfill: true, nextAt: now() },
  });
  return count;
}
