import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { defineList } from "@/lib/list";
import { d, toMoney } from "@/lib/money/money";
import type { ClaimProof, Prisma } from "@/prisma/generated/client";

export type ProofSummary = {
  n: string;
  businessDate: IsoDate;
  block: string;
  root: string;
  fingerprint: string;
  customers: number;
  /** Dollars: what customers are owed; cash and what customers owe, together assets. */
  claims: string;
  cash: string;
  debts: string;
  assets: string;
  /** Assets less claims: below zero when the claims are not covered. */
  surplus: string;
  madeAt: string;
};

/** The newest proof, or null before the first. */
export async function latestProof(): Promise<ProofSummary | null> {
  const proof = await db.claimProof.findFirst({ orderBy: { n: "desc" } });
  return proof && summaryOf(proof);
}

/** Every proof that was made, newest first. */
export const proofList = defineList<Prisma.ClaimProofOrderByWithRelationInput>()({
  orders: {
    made: (n) => ({ n }),
    claims: (claims) => ({ claims }),
    customers: (customers) => ({ customers }),
  },
  tie: (n) => [{ n }],
  defaultSort: { by: "made", direction: "desc" },
  where: (_: object) => null,
  count: () => db.claimProof.count(),
  async ids(_, orderBy, slice) {
    const rows = await db.claimProof.findMany({ orderBy, ...slice, select: { n: true } });
    return rows.map(({ n }) => ({ id: n }));
  },
  load: async (numbers) => (await db.claimProof.findMany({ where: { n: { in: numbers } } })).map(summaryOf),
  idOf: ({ n }) => n,
});

function summaryOf(proof: ClaimProof): ProofSummary {
  const [claims, cash, debts] = [proof.claims, proof.cash, proof.debts].map((amount) => d(amount.toString()));
  const assets = cash!.plus(debts!);
  return {
    ...{ n: String(proof.n), businessDate: fromDbDate(proof.businessDate), block: String(proof.block) },
    ...{ root: proof.root, fingerprint: proof.fingerprint, customers: proof.customers },
    ...{ claims: toMoney(claims!), cash: toMoney(cash!), debts: toMoney(debts!), assets: toMoney(assets) },
    surplus: toMoney(assets.minus(claims!)),
    madeAt: proof.madeAt.toISOString(),
  };
}
