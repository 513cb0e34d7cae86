import { partsText, type Parts } from "@/lib/money/parts";
import { withoutFees } from "@/lib/transaction-types/without-fees";

/** The columns in which a row of the database keeps parts, as dollars. `partsOf` reads them back. */
export function storedParts(parts: Parts): { interest: string; principal: string } {
  withoutFees(parts);
  const { interest, principal } = partsText(parts);
  return { interest, principal };
}
