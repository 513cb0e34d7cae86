import { Prisma } from "@/prisma/generated/client";

/** P·r·m/12, in cents. */
const CENTS = Prisma.sql`(principal * annual_rate * term_months / 12 * 100)`;

/**
 * What each row of `investments` pays out at maturity, principal and interest in dollars, as SQL: for sums over thousands of them. The
 * same as `project` gives, rounded half to even: a tie has no remainder that the division could have cut off.
 *
 * P + R(P·r·m/12)
 *
 * @example 10,000.00 at 0.048 for 12 months: 10480.00
 */
export const MATURITY_AMOUNT = Prisma.sql`(principal + CASE
    WHEN ${CENTS} % 1 = 0.5 THEN floor(${CENTS}) + mod(floor(${CENTS}), 2) ELSE round(${CENTS}) END / 100)::numeric(20, 2)`;
