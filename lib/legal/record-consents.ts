import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { CURRENT_TEXTS } from "./current-texts";
import { bodyOf, hashOf } from "./legal-text";

/**
 * Records that a person has agreed to the terms and the privacy notice of today: version, hash and business date, and each text
 * itself once, so that what was agreed to can be read after the words have changed. The form has proved that the box was checked.
 */
export async function recordConsents(
  tx: Tx,
  { userId, agreedOn }: { userId: string; agreedOn: IsoDate },
): Promise<void> {
  const texts = Object.values(CURRENT_TEXTS).map((text) => ({
    kind: text.kind,
    version: text.version,
    sha256: hashOf(text),
    body: bodyOf(text),
  }));
  await tx.legalText.createMany({ data: texts, skipDuplicates: true });
  await tx.consent.createMany({
    data: texts.map(({ kind, version, sha256 }) => ({
      ...{ userId, kind, version, sha256 },
      agreedOn: toDbDate(agreedOn),
    })),
  });
}
