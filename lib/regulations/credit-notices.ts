// Notices of decisions on applications: Regulation B, 12 CFR 1002.9.
import { Prisma } from "@/prisma/generated/client";
import { sqlRule, type Rule } from "./rule";

const DECISION_DAYS = 30;
const COUNTEROFFER_DAYS = 90;

/** Whether a date by which something had to be done is over without it, or it was done after it. */
const lateOr = (done: Prisma.Sql, due: Prisma.Sql, on: string, what: string) => Prisma.sql`
  CASE WHEN ${done} IS NULL AND ${due} < ${on}::date THEN ${`${what} was due on `}::text || (${due})::text || '.'
       WHEN ${done} > ${due} THEN ${`${what} was due on `}::text || (${due})::text || ' and was issued on ' || (${done})::text || '.' END`;

export const CREDIT_NOTICES: readonly Rule[] = [
  sqlRule(
    {
      id: "decision-in-30-days",
      promise: "We decide on a complete application within 30 days.",
      citation: "12 CFR 1002.9(a)(1)(i)",
    },
    (on) => Prisma.sql`
      SELECT a.id, ${lateOr(Prisma.sql`a.decided_on`, Prisma.sql`(a.submitted_on + ${DECISION_DAYS}::int)`, on, "The decision")} AS problem
        FROM loan_applications a WHERE a.submitted_on IS NOT NULL AND a.status <> 'WITHDRAWN'`,
  ),
  sqlRule(
    {
      id: "adverse-action-in-30-days",
      promise:
        "Whoever is declined gets a notice with the principal reasons within 30 days of the complete application.",
      citation: "12 CFR 1002.9(a)(1)(i); 15 USC 1681m(a)",
    },
    (on) => Prisma.sql`
      SELECT a.id, ${lateOr(Prisma.sql`n.issued_on`, Prisma.sql`(coalesce(a.submitted_on, a.decided_on) + ${DECISION_DAYS}::int)`, on, "The notice of adverse action")} AS problem
        FROM loan_applications a
        LEFT JOIN (SELECT subject_id, min(issued_on) AS issued_on FROM issued_documents
                    WHERE kind = 'adverse-action' AND subject_type = 'application' GROUP BY subject_id) n ON n.subject_id = a.id
       WHERE a.status = 'DECLINED' AND a.decided_on IS NOT NULL`,
  ),
  sqlRule(
    {
      id: "counteroffer-in-90-days",
      promise:
        "Whoever was offered less and accepted nothing has the combined notice, or gets a notice of adverse action within 90 days of the offer.",
      citation: "12 CFR 1002.9(a)(1)(iv)",
    },
    (on) => Prisma.sql`
      SELECT a.id, ${lateOr(Prisma.sql`n.issued_on`, Prisma.sql`(a.decided_on + ${COUNTEROFFER_DAYS}::int)`, on, "The notice")} AS problem
        FROM loan_applications a
        LEFT JOIN (SELECT subject_id, min(issued_on) AS issued_on FROM issued_documents
                    WHERE kind IN ('adverse-action', 'counteroffer') AND subject_type = 'application' GROUP BY subject_id) n ON n.subject_id = a.id
       WHERE a.status IN ('OFFERED', 'EXPIRED') AND a.decided_on IS NOT NULL
         AND a.amount > (SELECT max(o.amount) FROM offers o WHERE o.application_id = a.id)`,
  ),
  sqlRule(
    {
      id: "incompleteness-in-30-days",
      promise:
        "Whoever leaves an application incomplete learns within 30 days what is missing and until when.",
      citation: "12 CFR 1002.9(a)(1)(ii) and (c)(2)",
    },
    (on) => Prisma.sql`
      SELECT a.id, ${lateOr(Prisma.sql`n.issued_on`, Prisma.sql`(a.saved_on + ${DECISION_DAYS}::int)`, on, "The notice of incompleteness")} AS problem
        FROM loan_applications a
        LEFT JOIN LATERAL (SELECT min(i.issued_on) AS issued_on FROM issued_documents i
                            WHERE i.kind = 'incompleteness' AND i.subject_id = a.id AND i.issued_on >= a.saved_on) n ON true
       WHERE a.submitted_on IS NULL AND a.status IN ('DRAFT', 'EXPIRED')
         AND a.amount IS NOT NULL AND a.consented_at IS NOT NULL AND a.saved_on IS NOT NULL`,
  ),
];
