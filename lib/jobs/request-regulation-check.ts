import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { addJob } from "@/lib/queue";

/** Has the worker check the regulations now. Asking again before it began asks once. */
export async function requestRegulationCheck({ userId }: { userId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    await addJob(tx, "check-regulations", { askedBy: userId }, "check-regulations-now");
    await recordAudit(tx, {
      actorUserId: userId,
      action: "regulations.check",
      subjectType: "regulations",
      subjectId: "all",
      businessDate: await businessDate(tx),
    });
  });
}
