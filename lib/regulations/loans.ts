// What borrowers are promised about their loans: statements, disclosures before signing, and debits only as authorized.
import { LOAN_STATEMENT_KEYS } from "@/lib/paperwork/loan-statements";
import { Prisma } from "@/prisma/generated/client";
import { sqlRule, type Rule } from "./rule";

const STATEMENT_DAYS = 5;
/** Further back nothing can be put right. */
const STATEMENT_MONTHS = 13;

export const LOANS: readonly Rule[] = [
  sqlRule(
    {
      id: "monthly-statement",
      promise: "Every borrower gets a statement of each month within five days after its end.",
      citation: "Ours: docs/decisions/0026",
    },
    (on) => Prisma.sql`
      SELECT l.id || ':' || to_char(m.starts, 'YYYY-MM') AS id,
             CASE WHEN i.issued_on IS NULL THEN 'The statement was due on ' || (m.ends + ${STATEMENT_DAYS}::int)::text || '.'
                  WHEN i.issued_on > m.ends + ${STATEMENT_DAYS}::int
                  THEN 'The statement was due on ' || (m.ends + ${STATEMENT_DAYS}::int)::text || ' and was issued on ' || i.issued_on::text || '.'
             END AS problem
        FROM (SELECT starts::date, (starts + interval '1 month' - interval '1 day')::date AS ends
                FROM generate_series(date_trunc('month', ${on}::date::timestamp) - make_interval(months => ${STATEMENT_MONTHS}::int),
                                     date_trunc('month', ${on}::date::timestamp) - interval '1 month', interval '1 month') AS starts) m
        JOIN loans l ON l.status IN ('ACTIVE', 'CLOSED') AND l.disbursed_on <= m.ends AND (l.closed_on IS NULL OR l.closed_on > m.ends)
        LEFT JOIN issued_documents i ON i.issue_key = ${LOAN_STATEMENT_KEYS}::text || l.id || ':' || to_char(m.starts, 'YYYY-MM')
       WHERE m.ends + ${STATEMENT_DAYS}::int < ${on}::date
         -- Statements began with the first one.
         AND m.ends >= (SELECT min(issued_on) - ${STATEMENT_DAYS}::int FROM issued_documents WHERE kind = 'loan-statement')`,
  ),
  sqlRule(
    {
      id: "commercial-disclosure-signed",
      promise: "A business signs the commercial financing disclosure of its loan with the agreement.",
      citation: "Cal. Fin. Code § 22802; N.Y. Fin. Serv. Law art. 8",
    },
    () => Prisma.sql`
      SELECT l.id, CASE WHEN NOT EXISTS (SELECT 1 FROM signed_documents s
                                          WHERE s.kind = 'commercial-disclosure' AND s.subject_type = 'loan' AND s.subject_id = l.id)
                        THEN 'No commercial financing disclosure was signed.' END AS problem
        FROM loans l JOIN borrowers b ON b.id = l.borrower_id JOIN signed_documents a ON a.id = l.agreement_id
       WHERE b.kind = 'BUSINESS'
         -- Agreements of before it was asked for.
         AND a.template_version NOT IN ('loan-agreement-1', 'loan-agreement-2', 'loan-agreement-3', 'loan-agreement-4')`,
  ),
  sqlRule(
    {
      id: "autopay-authorized",
      promise: "Autopay debits an account only under a signed authorization in force.",
      citation: "12 CFR 1005.10(b)",
    },
    () => Prisma.sql`
      SELECT r.id, CASE WHEN NOT EXISTS (SELECT 1 FROM autopay_authorizations a
                                          WHERE a.loan_id = r.loan_id AND a.signed_on <= r.submitted_on
                                            AND (a.revoked_on IS NULL OR a.revoked_on >= r.submitted_on))
                        THEN 'No authorization was in force on ' || r.submitted_on::text || '.' END AS problem
        FROM repayments r
       WHERE r.is_autopay AND r.submitted_on >= (SELECT min(signed_on) FROM autopay_authorizations)`,
  ),
];
