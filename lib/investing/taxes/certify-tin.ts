import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { sealedColumn } from "@/lib/payments/sealed-column";
import { seal } from "@/lib/payments/sealing";
import type { TaxFactsInput } from "./schemas";

/** For the rotation of keys. */
export const TAXPAYER_NUMBERS = sealedColumn({
  ...{ table: "tax_certifications", column: "tin_sealed" },
  update: (tx, r) => tx.$executeRaw`
    UPDATE tax_certifications t SET tin_sealed = r.after FROM ${r} WHERE t.id = r.id AND t.tin_sealed = r.before`,
});

/**
 * Keeps what a payee gives as on Form W-9; it counts from now on. The number is sealed under the row's id, its last four digits are in
 * clear. Without the certification tax is withheld from interest.
 */
export async function certifyTin({
  userId,
  tin,
  firstName,
  lastName,
  businessName,
  ...facts
}: TaxFactsInput & { userId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const on = await businessDate(tx);
    const id = newId("tin");
    const isBusiness = facts.payeeKind === "BUSINESS";
    await tx.taxCertification.create({
      data: {
        ...{ id, userId, ...facts },
        firstName: isBusiness ? null : firstName,
        name: isBusiness ? businessName : lastName,
        tinKind: isBusiness ? "EIN" : "SSN",
        tinSealed: seal(tin, id),
        tinLast4: tin.slice(-4),
        givenOn: toDbDate(on),
      },
    });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "user.certify-tin",
      subjectType: "user",
      subjectId: userId,
      detail: { last4: tin.slice(-4), certified: facts.isCertified },
      businessDate: on,
    });
  });
}
