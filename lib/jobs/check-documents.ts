import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { verifyDocuments } from "@/lib/documents/issued/render";
import { log } from "@/lib/log";
import { notifyAdministrators } from "@/lib/notifications/notify";

const SAMPLE = 100;

/**
 * Sets a sample of the documents again, and alerts the administrators of what is wrong.
 *
 * @returns what is wrong, in words
 */
export async function checkDocuments(): Promise<string[]> {
  if (!(await db.loanApplication.findFirst({ select: { id: true } }))) return []; // a new installation has no date yet
  const on = await businessDate();
  const { faults } = await verifyDocuments({ sample: SAMPLE });
  const differ = faults.map(({ number, problem }) => `Document ${number}: ${problem}`);
  if (differ.length === 0) return [];
  log.error({ differ }, "documents differ");
  await notifyAdministrators(db, {
    kind: "documents-differ",
    title: "A document is not what was stored",
    body: `${differ.length === 1 ? "One document" : `${differ.length} documents`}. ${differ[0]}`,
    href: "/admin/notifications",
    datedOn: on,
  });
  return differ;
}
