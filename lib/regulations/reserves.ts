// That customers' claims are covered.
import { Prisma } from "@/prisma/generated/client";
import { sqlRule } from "./rule";

export const RESERVES = sqlRule(
  {
    id: "proof-of-reserves",
    promise: "Cash and what borrowers owe cover everything that customers are owed: at least 100 percent.",
    citation: "Ours: docs/proof.md",
  },
  () => Prisma.sql`
    SELECT p.n::text AS id, CASE WHEN p.cash + p.debts < p.claims
                                 THEN 'Claims are ' || p.claims::text || ', cash and debts are ' || (p.cash + p.debts)::text || '.' END AS problem
      FROM claim_proofs p WHERE p.n = (SELECT max(n) FROM claim_proofs)`,
);
