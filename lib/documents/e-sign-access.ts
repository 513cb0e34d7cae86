// The PDF that a person opens before agreeing to electronic documents, with a code that only its reader knows.
import { randomInt } from "node:crypto";
import { z } from "zod";
import type { IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { issueDocuments } from "@/lib/documents/issued/issue";
import { eSignConsentFacts } from "@/lib/documents/templates/e-sign-consent";
import { DomainError } from "@/lib/errors";
import { findSigner } from "@/lib/identity/signer";
import { E_SIGN_VERSION, eSignConsentText } from "./e-sign-text";

/** Without letters and digits that look alike. */
const CODE_CHARACTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODE_LENGTH = 6;

const frozen = z.object({ facts: eSignConsentFacts });

type Access = { documentId: string; body: string; code: string };

/** The PDF of today for this person: issued when it is first opened, the same each time after that. */
export async function openESignText({ userId }: { userId: string }): Promise<{ documentId: string }> {
  return inTransaction(async (tx) => issueESignText(tx, { userId, on: await businessDate(tx) }));
}

export async function issueESignText(
  tx: Tx,
  { userId, on }: { userId: string; on: IsoDate },
): Promise<{ documentId: string; code: string }> {
  const key = `${keyFor(userId)}${on}`;
  const { name } = await findSigner(tx, userId, "self");
  const facts = { name, body: eSignConsentText({ name, on }), textVersion: E_SIGN_VERSION, code: newCode() };
  await issueDocuments(tx, {
    on,
    requests: [
      {
        ...{ kind: "e-sign-consent", key, userId, facts },
        ...{ subjectType: "user", subjectId: userId },
        title: "Consent to electronic documents, to read before you agree",
      },
    ],
  });
  return accessOf(await tx.issuedDocument.findUniqueOrThrow({ where: { issueKey: key } }));
}

const keyFor = (userId: string) => `e-sign-text:${userId}:${E_SIGN_VERSION}:`;

/**
 * The PDF whose code was typed: the one of this text that the person opened last.
 *
 * @throws DomainError "invalid" (field code) when none was opened, or the code is not the one in it
 */
export async function requireAccess(
  tx: Tx,
  { userId, code }: { userId: string; code: string },
): Promise<Access> {
  const last = await tx.issuedDocument.findFirst({
    where: { userId, kind: "e-sign-consent", issueKey: { startsWith: keyFor(userId) } },
    orderBy: { number: "desc" },
  });
  if (!last) throw new DomainError("invalid", "Open the PDF first, and type the code in it.", "code");
  const access = accessOf(last);
  if (code.replace(/[\s-]/g, "").toUpperCase() === access.code) return access;
  throw new DomainError(
    "invalid",
    "This is not the code in the PDF. Open it again and type the six characters at its end.",
    "code",
  );
}

function accessOf({ id, data }: { id: string; data: string }): Access {
  const { body, code } = frozen.parse(JSON.parse(data)).facts;
  return { documentId: id, body, code };
}

function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_CHARACTERS[randomInt(CODE_CHARACTERS.length)]).join(
    "",
  );
}
