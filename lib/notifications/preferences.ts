import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { TOPICS, type Topic } from "./kinds";

export type EmailPreferences = {
  address: string;
  /** Our mail to the address was refused, so nothing is sent to it. */
  isRefused: boolean;
  topics: { topic: Topic; label: string; isOn: boolean }[];
};

/** Which emails a person gets. Notices that the law asks for are not among the choices. */
export async function getEmailPreferences(userId: string): Promise<EmailPreferences> {
  const { email } = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  const [off, refused] = await Promise.all([
    db.emailTopicOff.findMany({ where: { userId }, select: { topic: true } }),
    db.emailSuppression.count({ where: { address: email } }),
  ]);
  const isOff = new Set(off.map(({ topic }) => topic));
  const topics = Object.entries(TOPICS) as [Topic, string][];
  return {
    address: email,
    isRefused: refused > 0,
    topics: topics.map(([topic, label]) => ({ topic, label, isOn: !isOff.has(topic) })),
  };
}

/** Keeps which topics a person gets by email; each that is not named is switched off. */
export async function setEmailPreferences({
  userId,
  topics,
}: {
  userId: string;
  topics: readonly Topic[];
}): Promise<void> {
  const off = (Object.keys(TOPICS) as Topic[]).filter((topic) => !topics.includes(topic));
  await inTransaction(async (tx) => {
    await tx.emailTopicOff.deleteMany({ where: { userId } });
    await tx.emailTopicOff.createMany({
      data: off.map((topic) => ({ userId, topic })),
      skipDuplicates: true,
    });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "user.choose-emails",
      subjectType: "user",
      subjectId: userId,
      detail: { on: topics.map((topic) => TOPICS[topic]), off: off.map((topic) => TOPICS[topic]) },
      businessDate: await businessDate(tx),
    });
  });
}
