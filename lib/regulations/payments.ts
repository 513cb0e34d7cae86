// What the ACH network asks of originators of debits.
import { Prisma } from "@/prisma/generated/client";
import { sqlRule, type Rule } from "./rule";

const RETRIES = 2;
const RETRY_DAYS = 180;
const RATE_DAYS = 60;
/** With fewer debits one return is more than the lowest limit, half a percent. */
const LEAST_DEBITS = 200;

export const PAYMENTS: readonly Rule[] = [
  sqlRule(
    {
      id: "ach-retries",
      promise: "A returned debit is presented again at most twice, within 180 days.",
      citation: "Nacha Operating Rules, reinitiation of entries",
    },
    () => Prisma.sql`
      SELECT r.id, CASE WHEN r.attempt > ${RETRIES + 1}::int THEN 'This is attempt ' || r.attempt::text || '.'
                        WHEN r.created_on > coalesce(o.settled_on, o.created_on) + ${RETRY_DAYS}::int
                        THEN 'It was presented again on ' || r.created_on::text || ', the debit is of ' || coalesce(o.settled_on, o.created_on)::text || '.'
                   END AS problem
        FROM payment_orders r JOIN payment_orders o ON o.id = r.retry_of WHERE r.rail = 'ACH' AND r.direction = 'DEBIT'`,
  ),
  sqlRule(
    {
      id: "ach-return-rates",
      promise:
        "Of the debits of 60 days, at most 0.5 percent are returned as unauthorized, 3 percent for account errors and 15 percent in all. Fewer than 200 debits are not judged.",
      citation: "Nacha Operating Rules, return rates of originators",
    },
    (on) => Prisma.sql`
      SELECT t.name AS id,
             CASE WHEN d.debits >= ${LEAST_DEBITS}::int AND t.returned * 1000 > d.debits * t.per_mille
                  THEN t.returned::text || ' of ' || d.debits::text || ' debits were returned.' END AS problem
        FROM (SELECT count(*) AS debits,
                     count(*) FILTER (WHERE return_code IN ('R05', 'R07', 'R10', 'R11', 'R29', 'R51')) AS unauthorized,
                     count(*) FILTER (WHERE return_code IN ('R02', 'R03', 'R04')) AS administrative,
                     count(*) FILTER (WHERE return_code LIKE 'R%') AS every
                FROM payment_orders
               WHERE rail = 'ACH' AND direction = 'DEBIT' AND created_on > ${on}::date - ${RATE_DAYS}::int AND created_on <= ${on}::date) d,
             LATERAL (VALUES ('unauthorized', d.unauthorized, 5), ('account errors', d.administrative, 30), ('all returns', d.every, 150))
               AS t (name, returned, per_mille)`,
  ),
];
