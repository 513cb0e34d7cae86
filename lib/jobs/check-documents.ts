import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { verifyDocuments } from "@/lib/documents/issued/render";
import { log } from "@/lib/log";
import { notifyAdministrators } from "@/lib/notifications/notify";
import { overdueNotices } from "@/lib/paperwork/overdue-notices";

const SAMPLE = 100;

/**
 * Sets a sample of the documents again, looks for notices whose day has passed, and alerts the administrators of what is wrong.
 *
 * @returns what is wrong, in words
 */
export async function checkDocuments(): Promise<string[]> {
  if (!(await db.loanApplication.findFirst({ select: { id: true } }))) return []; // a new installation has no date yet
  const on = await businessDate();
  const { faults } = await verifyDocuments({ sample: SAMPLE });
  const differ = faults.map(({ number, problem }) => `Document ${number}: ${problem}`);
  const overdue = await overdueNotices(db, on);
  if (differ.length + overdue.length === 0) return [];
  log.error({ differ, overdue }, "documents differ or are overdue");
  if (differ.length > 0)
    await notifyAdministrators(db, {
      kind: "documents-differ",
      title: "A document is not what was stored",
      body: counted(differ, "document"),
      href: "/admin/notifications",
      datedOn: on,
    });
  if (overdue.length > 0)
    await notifyAdministrators(db, {
      kind: "notices-overdue",
      title: "A notice that the law asks for is overdue",
      body: counted(overdue, "notice"),
      href: "/admin/mail/letters",
      datedOn: on,
    });
  return [...differ, ...overdue];
}

function counted(sentences: readonly string[], noun: string): string {
  return `${sentences.length === 1 ? `One ${noun}` : `${sentences.length} ${noun}s`}. ${sentences[0]}`;
}
