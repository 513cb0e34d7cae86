// The loans on the menu. Reference data: the seed puts it into the database, where an offer finds it.
import type { Tx } from "@/lib/db";
import { d } from "@/lib/money/money";

const COMMON = {
  minimumAmount: "1000.00",
  maximumAmount: "40000.00",
  rateAdjustment: "0",
  feeRate: "0",
  dayCount: "30/360",
  rounding: "half-even",
  // Greater of 15.00 and 5% of what is unpaid, after 15 days of grace, as Prosper charges.
  lateFeeGraceDays: 15,
  lateFeeFlat: "15.00",
  lateFeeRate: "0.05",
  lateFeeRule: "greater",
  returnedFee: "15.00",
} as const;

export const loanProducts = [
  { ...COMMON, id: "prd_flat", name: "Flat", method: "FLAT", termsMonths: [12, 24, 36] },
  {
    ...COMMON,
    id: "prd_equal",
    name: "Equal installments",
    method: "EQUAL_INSTALLMENT",
    termsMonths: [12, 24, 36],
  },
  {
    ...COMMON,
    id: "prd_equal_long",
    name: "Equal installments, five years",
    method: "EQUAL_INSTALLMENT",
    termsMonths: [60],
    minimumAmount: "10000.00",
  },
] as const;

/** Puts products that are missing into the database; those that are there stay as they are. */
export async function ensureLoanProducts(tx: Tx): Promise<void> {
  await tx.loanProduct.createMany({
    data: loanProducts.map((product) => ({ ...product, termsMonths: [...product.termsMonths] })),
    skipDuplicates: true,
  });
}

/** The products that are offered today, for pricing. */
export async function offeredProducts(tx: Tx) {
  const products = await tx.loanProduct.findMany({ where: { isOffered: true }, orderBy: { id: "asc" } });
  return products.map((product) => ({
    ...product,
    minimumAmount: d(product.minimumAmount),
    maximumAmount: d(product.maximumAmount),
    rateAdjustment: d(product.rateAdjustment),
    feeRate: d(product.feeRate),
  }));
}
