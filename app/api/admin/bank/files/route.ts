// Statement files come as they are, up to 20 MiB: too large for a form of an action.
import { DomainError } from "@/lib/errors";
import { countAttempt } from "@/lib/rate-limit";
import { readCsvMap } from "@/lib/payments/bank/formats/csv-map";
import { listBankFiles } from "@/lib/payments/bank/queries";
import { BANK_FORMATS, BankFileError, MAX_BYTES, type BankFormat } from "@/lib/payments/bank/statement";
import { uploadBankFile } from "@/lib/payments/bank/upload-bank-file";
import { apiRefusal, refuseCrossOrigin, requirePermissionForApi } from "@/lib/session";
import { oneLine } from "@/lib/text-input";

const UPLOADS = { name: "bank-file", points: 30, seconds: 60 };
const fileName = oneLine("Choose a file.")
  .min(1, "Choose a file.")
  .max(200, "The name of the file is too long.");

/** How far the files are that were uploaded last; the page asks while one is read. */
export async function GET(): Promise<Response> {
  const admin = await requirePermissionForApi("bank.see");
  if (admin instanceof Response) return admin;
  const files = (await listBankFiles()).map(({ id, state }) => ({ id, state }));
  return Response.json({ files }, { headers: { "Cache-Control": "private, no-store" } });
}

/** Keeps a file: its bytes are the body, its name, format and column map are in the query. */
export async function POST(request: Request): Promise<Response> {
  const crossOrigin = refuseCrossOrigin(request);
  if (crossOrigin) return crossOrigin;
  const admin = await requirePermissionForApi("bank.work");
  if (admin instanceof Response) return admin;
  const query = new URL(request.url).searchParams;
  const name = fileName.safeParse(query.get("name") ?? "");
  if (!name.success) return apiRefusal(400, name.error.issues[0]!.message);
  const format = query.get("format");
  if (!isFormat(format)) return apiRefusal(400, "Choose the format of the file.");
  try {
    await countAttempt(UPLOADS, admin.userId);
    const map = format === "csv" ? readCsvMap(jsonOf(query.get("map") ?? "")) : undefined;
    const content = await readAtMost(request, MAX_BYTES);
    const id = await uploadBankFile({ userId: admin.userId, name: name.data, format, content, map });
    return Response.json({ id });
  } catch (error) {
    if (error instanceof DomainError || error instanceof BankFileError) return apiRefusal(400, error.message);
    throw error;
  }
}

function isFormat(text: string | null): text is BankFormat {
  return BANK_FORMATS.some((known) => known === text);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BankFileError("column-map", null, "A CSV file needs its column map as JSON.");
  }
}

/** One byte more than allowed is enough to refuse the file. */
async function readAtMost(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > limit) break;
  }
  return new Uint8Array(Buffer.concat(chunks));
}
