import { businessDate } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import type { NotificationKind } from "@/lib/notifications/kinds";
import { notifyAdministrators } from "@/lib/notifications/notify";

/** Notifies every administrator about one borrower's books, with the way to that borrower's settings unless another is given. */
export async function tellAdministrators(
  tx: Tx,
  borrowerId: string,
  note: { kind: NotificationKind; title: (borrowerName: string) => string; body: string; href?: string },
): Promise<void> {
  const { legalName } = await tx.borrower.findUniqueOrThrow({
    where: { id: borrowerId },
    select: { legalName: true },
  });
  await notifyAdministrators(tx, {
    kind: note.kind,
    title: note.title(legalName),
    body: note.body,
    href: note.href ?? `/admin/settings/writeback/${encodeURIComponent(borrowerId)}`,
    datedOn: await businessDate(tx),
  });
}
