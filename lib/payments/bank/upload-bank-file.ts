import { createHash } from "node:crypto";
import { recordAudit } from "@/lib/audit/record-audit";
import { formatDate, fromDbDate, toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { addJob } from "@/lib/queue";
import type { CsvMap } from "./formats/csv-map";
import { MAX_BYTES, type BankFormat } from "./statement";

export type UploadedFile = {
  userId: string;
  name: string;
  format: BankFormat;
  content: Uint8Array<ArrayBuffer>;
  map?: CsvMap | undefined;
};

/**
 * Keeps a statement file as it was uploaded; the worker reads it. Nothing is imported before somebody has seen what is new.
 *
 * @returns the file's id
 * @throws DomainError "invalid" for an empty or too large file; "conflict" when the same file was imported before
 */
export async function uploadBankFile({ userId, name, format, content, map }: UploadedFile): Promise<string> {
  if (content.length === 0)
    throw new DomainError("invalid", "The file is empty. Choose another one.", "file");
  if (content.length > MAX_BYTES)
    throw new DomainError("invalid", "The file is larger than 20 MiB. Import it in smaller files.", "file");
  const sha256 = createHash("sha256").update(content).digest("hex");
  return inTransaction(async (tx) => {
    const on = await businessDate(tx);
    const same = await tx.bankFile.findFirst({
      where: { sha256, state: { in: ["READING", "READY", "IMPORTING", "WAITING", "IMPORTED"] } },
    });
    if (same?.state === "IMPORTED")
      throw new DomainError(
        "conflict",
        `This file was already imported on ${formatDate(fromDbDate(same.uploadedOn))} as ${same.name}.`,
        "file",
      );
    if (same) return same.id;
    const id = newId("bfile");
    await tx.bankFile.create({
      data: {
        id,
        name,
        format,
        sha256,
        size: content.length,
        content,
        ...(map && { columnMap: map }),
        uploadedById: userId,
        uploadedOn: toDbDate(on),
      },
    });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "bank-file.upload",
      subjectType: "bank-file",
      subjectId: id,
      detail: { name, format, sha256 },
      businessDate: on,
    });
    await addJob(tx, "read-bank-file", { fileId: id }, `read-bank-file:${id}`);
    return id;
  });
}
