// Sets issued documents: PDF and text twin, kept once with their hashes, and set again to prove that they are the same.
import { createHash } from "node:crypto";
import { z } from "zod";
import { fromDbDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { Frame } from "@/lib/documents/engine/blocks";
import { setAsPdf } from "@/lib/documents/engine/pdf";
import { setAsText } from "@/lib/documents/engine/text-twin";
import { templateOf } from "@/lib/documents/templates/registry";
import type { Template } from "@/lib/documents/templates/template";
import type { IssuedDocument } from "@/prisma/generated/client";

const stored = z.object({
  lender: z.object({ name: z.string(), address: z.string(), phone: z.string(), email: z.string() }),
  ledgerHead: z.object({ block: z.string(), hash: z.string() }).nullable(),
  facts: z.unknown(),
});

type Source = Pick<IssuedDocument, "kind" | "templateVersion" | "number" | "issuedOn" | "data">;
type Rendered = { pdf: Buffer; text: string; pdfSha256: string; textSha256: string };

/** Sets a document from its frozen data with the version of the template that it was made with. */
export async function renderDocument(source: Source, templates?: readonly Template[]): Promise<Rendered> {
  const { layout, frame } = framed(source, templates);
  const pdf = await setAsPdf(layout, frame);
  const text = setAsText(layout, frame);
  return { pdf, text, pdfSha256: sha256(pdf), textSha256: sha256(text) };
}

/** The text twin alone. */
export function textOf(source: Source): string {
  const { layout, frame } = framed(source);
  return setAsText(layout, frame);
}

function framed(source: Source, templates?: readonly Template[]) {
  const { facts, ...rest } = stored.parse(JSON.parse(source.data));
  const frame: Frame = { ...rest, number: source.number, issuedOn: fromDbDate(source.issuedOn) };
  const template = templateOf(source.kind, source.templateVersion, templates);
  return { layout: template.layout(template.read(facts)), frame };
}

const AT_ONCE = 50;

/** Sets every document that waits for it. @returns how many */
export async function renderWaiting(): Promise<{ rendered: number }> {
  let rendered = 0;
  for (;;) {
    const waiting = await db.issuedDocument.findMany({
      where: { file: null },
      orderBy: { number: "asc" },
      take: AT_ONCE,
    });
    for (const document of waiting) await keepFile(document);
    rendered += waiting.length;
    if (waiting.length < AT_ONCE) return { rendered };
  }
}

/** Two workers may set the same document: both make the same bytes, and the first is kept. */
async function keepFile(document: IssuedDocument): Promise<Rendered> {
  const file = await renderDocument(document);
  const { pdf, ...rest } = file;
  await db.documentFile.createMany({
    data: [{ documentId: document.id, pdf: new Uint8Array(pdf), ...rest }],
    skipDuplicates: true,
  });
  return file;
}

export type StoredFile = { pdf: Uint8Array; text: string; pdfSha256: string; textSha256: string };

/** The file of a document, which is set now if no worker has done so yet. */
export async function fileOf(documentId: string): Promise<StoredFile> {
  const file = await db.documentFile.findUnique({ where: { documentId } });
  if (file) return file;
  const document = await db.issuedDocument.findUnique({ where: { id: documentId } });
  if (!document) throw new DomainError("not-found", "Document not found.");
  return keepFile(document);
}

export type Fault = { id: string; number: number; problem: string };

/**
 * Sets documents again and compares them with what is stored: the data with its hash, both files with theirs, byte for byte.
 *
 * @param sample how many, chosen at random; absent: all
 */
export async function verifyDocuments({ sample }: { sample?: number } = {}): Promise<{
  checked: number;
  faults: Fault[];
}> {
  const chosen = await db.$queryRaw<{ id: string }[]>`
    SELECT document_id AS id FROM document_files ORDER BY random() LIMIT ${sample ?? null}::int`;
  const faults: Fault[] = [];
  for (const { id } of chosen) {
    const document = await db.issuedDocument.findUniqueOrThrow({ where: { id }, include: { file: true } });
    const problem = await problemOf(document);
    if (problem) faults.push({ id, number: document.number, problem });
  }
  return { checked: chosen.length, faults };
}

async function problemOf(document: IssuedDocument & { file: StoredFile | null }): Promise<string | null> {
  const { file, data, dataSha256 } = document;
  if (sha256(data) !== dataSha256) return "The frozen data was changed.";
  if (!file) return null;
  if (sha256(file.pdf) !== file.pdfSha256) return "The stored PDF was changed.";
  if (sha256(file.text) !== file.textSha256) return "The stored text was changed.";
  const again = await renderDocument(document);
  if (again.pdfSha256 !== file.pdfSha256) return "Set again, the PDF has other bytes.";
  return again.textSha256 === file.textSha256 ? null : "Set again, the text differs.";
}

function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
