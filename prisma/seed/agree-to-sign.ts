// The people of the sample data read the PDF and type its code, as everybody does.
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { issueESignText } from "@/lib/documents/e-sign-access";
import { eSignStatus, giveESignConsent } from "@/lib/documents/e-sign-consent";

export async function agreeToSign({ userId }: { userId: string }): Promise<void> {
  if (await eSignStatus(userId)) return;
  const { code } = await inTransaction(async (tx) =>
    issueESignText(tx, { userId, on: await businessDate(tx) }),
  );
  await giveESignConsent({ userId, code });
}
