// The recipients' copies of a tax year, and their corrections: a corrected form is a new document that names the one before.
import { z } from "zod";
import { recordAudit } from "@/lib/audit/record-audit";
import { chunksOf } from "@/lib/chunks";
import { businessDate } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { documentNumber } from "@/lib/documents/engine/blocks";
import { issueDocuments, type DocumentRequest } from "@/lib/documents/issued/issue";
import { groupBy } from "@/lib/group-by";
import { investorsWithMoney } from "./investor-statements";
import { yearOf } from "./month";
import { AT_ONCE } from "./waiting";
import { TAX_FORMS, taxLines, type TaxForm, type TaxLine } from "./tax-year";

const keyOf = (form: TaxForm, year: number, investorId: string) =>
  `tax-statement:${form}:${year}:${investorId}`;

/** How a corrected form's key goes on after that of the first one. */
const correctionKey = (key: string, count: number) => `${key}:corrected-${count}`;

/** The copies of these investors that were not issued yet. */
export async function taxStatements(
  tx: Tx,
  given: { investorIds: readonly string[]; year: number },
): Promise<DocumentRequest[]> {
  const lines = await taxLines(tx, given);
  return lines
    .filter(({ isReported }) => isReported)
    .map((line) => request(line, { key: keyOf(line.form, line.year, line.investorId), before: null }));
}

export type TaxCopy = { id: string; number: string; isOnPaper: boolean; isChanged: boolean };

/** Lines of a year with the copy that each recipient has, if any, and whether it says what the line says now. */
export async function taxLinesWithCopies(
  tx: Tx,
  given: { investorIds: readonly string[]; year: number },
): Promise<(TaxLine & { copy: TaxCopy | null })[]> {
  const lines = await taxLines(tx, given);
  const copies = await copiesOf(tx, given);
  return lines.map((line) => {
    const last = copies.get(keyOf(line.form, line.year, line.investorId))?.at(-1);
    return {
      ...line,
      copy: last
        ? {
            ...{ id: last.id, number: documentNumber(last.number) },
            isOnPaper: !line.payee.isDeliveredElectronically,
            isChanged: isChanged(last.data, line),
          }
        : null,
    };
  });
}

/**
 * Issues what a year's copies lack today: a corrected form where the latest one says something else than the books and the payee's facts, and
 * a first one where none was due before.
 *
 * @returns how many were issued
 * @throws DomainError "wrong-state" before the copies of the year were issued
 */
export async function correctTaxYear({
  year,
  staffId,
}: {
  year: number;
  staffId: string | null;
}): Promise<number> {
  const on = await businessDate();
  if (dateYear(on) <= year)
    throw new DomainError("wrong-state", `The year ${year} is not over. Its forms are issued in January.`);
  let issued = 0;
  for (const investorIds of chunksOf(await investorsWithMoney(db, yearOf(year)), AT_ONCE))
    issued += await inTransaction(async (tx) => {
      const requests = await corrections(tx, { investorIds, year });
      return (await issueDocuments(tx, { requests, on })).length;
    });
  if (issued > 0)
    await inTransaction((tx) =>
      recordAudit(tx, {
        actorUserId: staffId,
        action: "tax-year.correct",
        subjectType: "tax-year",
        subjectId: String(year),
        detail: { issued },
        businessDate: on,
      }),
    );
  return issued;
}

const dateYear = (on: string) => Number(on.slice(0, 4));

async function corrections(
  tx: Tx,
  given: { investorIds: readonly string[]; year: number },
): Promise<DocumentRequest[]> {
  const lines = await taxLines(tx, given);
  const copies = await copiesOf(tx, given);
  return lines.flatMap((line) => {
    const key = keyOf(line.form, line.year, line.investorId);
    const before = copies.get(key) ?? [];
    const last = before.at(-1);
    if (!last) return line.isReported ? [request(line, { key, before: null })] : [];
    if (!isChanged(last.data, line)) return [];
    return [request(line, { key: correctionKey(key, before.length), before: last })];
  });
}

type Copy = { id: string; number: number; data: string };

/** What was issued of a year to these investors, the oldest first, by the key of the first one. */
async function copiesOf(
  tx: Tx,
  { investorIds, year }: { investorIds: readonly string[]; year: number },
): Promise<ReadonlyMap<string, Copy[]>> {
  const rows = await tx.issuedDocument.findMany({
    where: { kind: "tax-statement", subjectType: "investor", subjectId: { in: [...investorIds] } },
    select: { id: true, number: true, data: true, issueKey: true, subjectId: true },
    orderBy: { number: "asc" },
  });
  const firstKey = ({ issueKey, subjectId }: (typeof rows)[number]) =>
    TAX_FORMS.map((form) => keyOf(form, year, subjectId)).find(
      (key) => issueKey === key || issueKey.startsWith(`${key}:`),
    ) ?? "";
  return groupBy(rows, firstKey);
}

const said = z.object({
  facts: z.object({
    recipient: z.object({ name: z.string(), tin: z.string().nullable() }),
    accountNumbers: z.string(),
    box1: z.string(),
    withheld: z.string(),
  }),
});

function isChanged(data: string, line: TaxLine): boolean {
  const { facts } = said.parse(JSON.parse(data));
  const now = factsOf(line, null);
  return (
    facts.recipient.name !== now.recipient.name ||
    facts.recipient.tin !== now.recipient.tin ||
    (["accountNumbers", "box1", "withheld"] as const).some((field) => facts[field] !== now[field])
  );
}

function request(line: TaxLine, { key, before }: { key: string; before: Copy | null }): DocumentRequest {
  const { form, year, userId, investorId, payee } = line;
  return {
    kind: "tax-statement",
    ...{ key, userId },
    subjectType: "investor",
    subjectId: investorId,
    title: before ? `Form ${form} for ${year}, corrected` : `Form ${form} for ${year}`,
    facts: factsOf(line, before),
    supersedesId: before?.id,
    notice: {
      title: before ? `We corrected your tax form for ${year}` : `Your tax form for ${year} is ready`,
      body: before
        ? `Form ${form} under Documents takes the place of the one before.`
        : `Form ${form} is under Documents.`,
      href: "/investor/documents",
      onPaper: payee.isDeliveredElectronically ? undefined : "No consent to tax forms without paper.",
    },
  };
}

function factsOf(line: TaxLine, before: Copy | null) {
  const { form, year, email, payee, investments, box1, withheld } = line;
  const given = payee.facts;
  return {
    form,
    year,
    corrects: before && documentNumber(before.number),
    recipient: {
      name: given ? fullName(given) : line.name,
      email,
      tin: given && maskedTin(given),
      address: given && `${given.street}, ${given.city}, ${given.state} ${given.zip}`,
    },
    accountNumbers: investments.map((number) => `Investment ${number}`).join(", "),
    box1,
    penalty: "0.00", // nothing is withdrawn before maturity
    withheld,
  };
}

function fullName({ firstName, name }: { firstName: string | null; name: string }): string {
  return firstName === null ? name : `${firstName} ${name}`;
}

/** A recipient's copy may show the last four digits alone: 26 CFR 301.6109-4. @example "XXX-XX-6789" */
function maskedTin({ tinKind, tinLast4 }: { tinKind: string; tinLast4: string }): string {
  return tinKind === "EIN" ? `XX-XXX${tinLast4}` : `XXX-XX-${tinLast4}`;
}
