import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { verifyDocuments, type Fault } from "@/lib/documents/issued/render";
import { log } from "@/lib/log";
import { notifyAdministrators } from "@/lib/notifications/notify";

const SAMPLE = 100;

/** Sets a sample of the documents again and alerts the administrators when one is not what was stored. */
export async function checkDocuments(): Promise<Fault[]> {
  const { faults } = await verifyDocuments({ sample: SAMPLE });
  const [first] = faults;
  if (!first) return faults;
  log.error({ faults }, "documents differ from what was stored");
  await notifyAdministrators(db, {
    kind: "documents-differ",
    title: "A document is not what was stored",
    body: `${faults.length === 1 ? "One document" : `${faults.length} documents`} failed the nightly check, the first is number ${first.number}: ${first.problem}`,
    href: "/admin/notifications",
    datedOn: await businessDate(),
  });
  return faults;
}
