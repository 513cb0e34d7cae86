import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { WritebackMapping } from "@/prisma/generated/client";
import { recheckMapping } from "./check-mapping";
import { listChoices, requireReady } from "./choices";
import { findLeftBehind, requireConfirmed } from "./left-behind";

export type SavedCard = "deposit" | "expense" | "supplier";
type Wish = {
  borrowerId: string;
  actorUserId: string;
  version: number;
  card: SavedCard;
  choiceId: string | null;
  /** The person has read what a change leaves behind on the old account. */
  isConfirmed?: boolean;
};

const NEWER =
  "Someone changed these settings after you opened them. Review the new ones and save again if you still want to.";

/**
 * Chooses the record of the books for one card, or clears it. It applies to later writes.
 *
 * @throws DomainError conflict when `version` is not the newest; invalid (field choiceId) when the record cannot be chosen;
 *   invalid (field confirmed) when records stay on another deposit account and nobody has said that this is meant
 */
export async function saveMapping({
  borrowerId,
  actorUserId,
  version,
  card,
  choiceId,
  isConfirmed = false,
}: Wish): Promise<{ version: number }> {
  await requireReady(borrowerId);
  const name = choiceId === null ? null : await nameOf({ borrowerId, card, choiceId });
  const saved = await inTransaction(async (tx) => {
    const before = await lockMapping(tx, borrowerId, version);
    const leaves = card === "deposit" && before.depositId !== choiceId;
    const left = leaves ? await findLeftBehind(tx, borrowerId) : null;
    const confirmed = requireConfirmed("deposit", before, left, isConfirmed);
    const after = await tx.writebackMapping.update({
      where: { borrowerId },
      data: {
        ...columns(card, { id: choiceId, name, version: version + 1 }),
        version: version + 1,
        checkedAt: null,
      },
    });
    await recordAudit(tx, {
      actorUserId,
      action: `writeback-mapping.change-${card}`,
      subjectType: "writeback-mapping",
      subjectId: borrowerId,
      detail: { before: nameBefore(before, card), after: name, ...confirmed },
      businessDate: await businessDate(tx),
    });
    return after.version;
  });
  await recheckMapping({ borrowerId });
  return { version: saved };
}

/** The mapping as the person saw it, locked. @throws DomainError conflict when it has changed since */
export async function lockMapping(tx: Tx, borrowerId: string, version: number): Promise<WritebackMapping> {
  await tx.$queryRaw`SELECT 1 FROM writeback_mappings WHERE borrower_id = ${borrowerId} FOR UPDATE`;
  const mapping = await tx.writebackMapping.findUnique({ where: { borrowerId } });
  if (!mapping) throw new DomainError("wrong-state", "Connect your accounting software first.");
  if (mapping.version !== version) throw new DomainError("conflict", NEWER);
  return mapping;
}

async function nameOf({
  borrowerId,
  card,
  choiceId,
}: {
  borrowerId: string;
  card: SavedCard;
  choiceId: string;
}): Promise<string> {
  const { choices } = await listChoices({ borrowerId, card });
  const chosen = choices.find(({ id }) => id === choiceId);
  if (!chosen) throw new DomainError("invalid", "Choose an entry from the list.", "choiceId");
  if (chosen.reason) throw new DomainError("invalid", chosen.reason, "choiceId");
  return chosen.name;
}

function columns(
  card: SavedCard,
  { id, name, version }: { id: string | null; name: string | null; version: number },
) {
  if (card === "deposit") return { depositId: id, depositName: name };
  if (card === "expense") return { expenseId: id, expenseName: name, expenseVersion: version };
  return { supplierId: id, supplierName: name, supplierVersion: version };
}

function nameBefore(mapping: WritebackMapping, card: SavedCard): string | null {
  return card === "deposit"
    ? mapping.depositName
    : card === "expense"
      ? mapping.expenseName
      : mapping.supplierName;
}
