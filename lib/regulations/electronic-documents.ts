// Documents and notices: the E-Sign Act, and that every notice the law asks for reaches its person, by email or on paper.
import { LEGAL_KINDS } from "@/lib/notifications/kinds";
import { Prisma } from "@/prisma/generated/client";
import { sqlRule, type Rule } from "./rule";

const legal = Prisma.sql`ANY(${[...LEGAL_KINDS]}::text[])`;
/** A consent in force at an instant. */
const consented = (userId: Prisma.Sql, at: Prisma.Sql) => Prisma.sql`
  EXISTS (SELECT 1 FROM e_sign_consents c WHERE c.user_id = ${userId} AND c.given_at <= ${at}
             AND (c.withdrawn_at IS NULL OR c.withdrawn_at >= ${at}))`;

export const ELECTRONIC_DOCUMENTS: readonly Rule[] = [
  sqlRule(
    {
      id: "consent-before-email",
      promise: "A notice that the law asks for goes by email only to who agreed to electronic documents.",
      citation: "15 USC 7001(c)(1)",
    },
    () => Prisma.sql`
      SELECT e.id, CASE WHEN NOT ${consented(Prisma.sql`e.user_id`, Prisma.sql`e.created_at`)}
                        THEN 'The person had not agreed to electronic documents.' END AS problem
        FROM email_messages e WHERE e.kind = ${legal}`,
  ),
  sqlRule(
    {
      id: "consent-shows-access",
      promise:
        "Whoever agrees to electronic documents has shown that they can open them, with the code in the PDF.",
      citation: "15 USC 7001(c)(1)(C)(ii)",
    },
    () => Prisma.sql`
      SELECT c.id, CASE WHEN i.id IS NULL THEN 'No code of a PDF was typed.' END AS problem
        FROM e_sign_consents c JOIN signed_documents s ON s.id = c.document_id
        LEFT JOIN issued_documents i ON i.id = c.access_document_id AND i.kind = 'e-sign-consent' AND i.user_id = c.user_id
       -- Consents to earlier texts showed access in another way: on the screen.
       WHERE s.template_version NOT IN ('e-sign-consent-1', 'e-sign-consent-2')`,
  ),
  sqlRule(
    {
      id: "consent-before-signing",
      promise: "Nobody signs electronically before they agreed to it.",
      citation: "15 USC 7001(a) and (c)",
    },
    () => Prisma.sql`
      SELECT s.id, CASE WHEN NOT ${consented(Prisma.sql`s.user_id`, Prisma.sql`s.signed_at`)}
                        THEN 'The person had not agreed to sign electronically.' END AS problem
        FROM signed_documents s
       WHERE s.kind <> 'e-sign-consent' AND s.signed_at >= (SELECT min(given_at) FROM e_sign_consents)`,
  ),
  sqlRule(
    {
      id: "signed-text-unchanged",
      promise: "What was signed is kept exactly as it was signed.",
      citation: "15 USC 7001(d)",
    },
    () => Prisma.sql`
      SELECT s.id, CASE WHEN encode(sha256(convert_to(s.body, 'UTF8')), 'hex') <> s.sha256
                        THEN 'The text does not have the hash that was kept at signing.' END AS problem
        FROM signed_documents s`,
  ),
  sqlRule(
    {
      id: "notice-delivered",
      promise:
        "A notice that the law asks for is emailed, or printed and mailed by its day when email does not work.",
      citation: "12 CFR 1002.9; 15 USC 7001(c)",
    },
    (on) => Prisma.sql`
      SELECT n.id, CASE
          WHEN l.id IS NOT NULL AND l.mailed_on IS NULL AND l.due_on < ${on}::date
            THEN 'The letter ' || l.id || ' had to be mailed by ' || l.due_on::text || '.'
          WHEN l.id IS NOT NULL AND l.mailed_on > l.due_on
            THEN 'The letter ' || l.id || ' had to be mailed by ' || l.due_on::text || ' and was mailed on ' || l.mailed_on::text || '.'
          WHEN l.id IS NULL AND e.id IS NULL THEN 'There is neither an email nor a letter.'
          WHEN l.id IS NULL AND e.state IN ('FAILED', 'UNKNOWN') THEN 'The email did not arrive, and there is no letter.'
          WHEN l.id IS NULL AND e.state <> 'SENT' AND e.created_at < now() - interval '3 days'
            THEN 'The email has been waiting for more than three days.' END AS problem
        FROM notifications n
        LEFT JOIN email_messages e ON e.notification_id = n.id
        LEFT JOIN paper_letters l ON l.notification_id = n.id
       WHERE n.kind = ${legal}`,
  ),
];
