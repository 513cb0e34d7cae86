// Which accounts are one borrower. Limits count persons and companies, not accounts.
import type { Tx } from "@/lib/db";
import { isSameName } from "@/lib/documents/same-name";

type Identity = { taxIdLast4: string | null; taxIdHash: string | null };
type Known = Identity & { borrowerId: string; legalName: string };

/**
 * Makes everything that is decided about one borrower come one after the other, whichever of their accounts asks, until the
 * transaction ends. Taken before any row is locked.
 *
 * The lock is on the last four digits of the tax id and not on its hash: whoever has the same number has the same digits,
 * and applications of before the hash have nothing else. Strangers with the same digits wait a moment for each other.
 *
 * @param applying the identity that an application under way is about to bring in
 * @returns the ids of all accounts of this borrower, the one that asks first
 */
export async function lockBorrower(tx: Tx, borrowerId: string, applying?: Identity): Promise<string[]> {
  const own = [...(await identitiesOf(tx, borrowerId)), ...(applying ? [applying] : [])];
  const digits = [...new Set(own.flatMap(({ taxIdLast4 }) => taxIdLast4 ?? []))];
  const keys = [`same-borrower:${borrowerId}`, ...digits.map((last4) => `same-tax-id:${last4}`)].toSorted();
  for (const key of keys) await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))::text`;
  if (digits.length === 0) return [borrowerId];
  const { legalName } = await tx.borrower.findUniqueOrThrow({ where: { id: borrowerId } });
  const others = await tx.$queryRaw<Known[]>`
    SELECT DISTINCT a.borrower_id AS "borrowerId", a.tax_id_last4 AS "taxIdLast4", a.tax_id_hash AS "taxIdHash",
                    b.legal_name AS "legalName"
      FROM loan_applications a JOIN borrowers b ON b.id = a.borrower_id
     WHERE a.tax_id_last4 = ANY(${digits}::text[]) AND a.submitted_on IS NOT NULL AND a.borrower_id <> ${borrowerId}`;
  const same = others.filter((other) => own.some((mine) => isSame({ ...mine, legalName }, other)));
  return [borrowerId, ...new Set(same.map((other) => other.borrowerId))];
}

/**
 * Whether two accounts are one borrower: they gave the same tax id. Where one of them gave only its last four digits, as
 * all did before the whole number was asked for, the legal name has to be the same too.
 *
 * @example isSame({ taxIdLast4: "0690", taxIdHash: null, legalName: "Art" }, { taxIdLast4: "0690", taxIdHash: "5f…", legalName: "ART" }) // true
 */
export function isSame(
  one: Identity & { legalName: string },
  other: Identity & { legalName: string },
): boolean {
  if (one.taxIdHash !== null && other.taxIdHash !== null) return one.taxIdHash === other.taxIdHash;
  if (one.taxIdLast4 === null || one.taxIdLast4 !== other.taxIdLast4) return false;
  return isSameName(one.legalName, other.legalName);
}

/** What this account has applied with so far. */
function identitiesOf(tx: Tx, borrowerId: string): Promise<Identity[]> {
  return tx.loanApplication.findMany({
    where: { borrowerId, submittedOn: { not: null } },
    select: { taxIdLast4: true, taxIdHash: true },
    distinct: ["taxIdLast4", "taxIdHash"],
  });
}
