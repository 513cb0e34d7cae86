import "server-only";
import { previewNextRepayment } from "@/lib/writeback/pages/preview";
import { getSettings, previewBackfill } from "@/lib/writeback/pages/queries";
import { refreshConnection } from "@/lib/writeback/books/refresh-connection";

/**
 * Everything that the settings page shows.
 *
 * @param isBack the person comes from the software's own page: the connection is read before its status is shown
 * @throws DomainError not-found
 */
export async function loadSettings(borrowerId: string, isBack: boolean) {
  if (isBack) await refreshConnection({ borrowerId });
  const settings = await getSettings(borrowerId);
  const isAsked = !settings.isOn && settings.waiting.parked > 0;
  const [previews, backfill] = await Promise.all([
    previewNextRepayment(borrowerId),
    isAsked ? previewBackfill(borrowerId) : null,
  ]);
  return { settings, previews, backfill };
}
