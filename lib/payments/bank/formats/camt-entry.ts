// One entry (Ntry) of a CAMT.053 statement, with the parts of a batch.
import type { IsoDate } from "@/lib/calendar/dates";
import {
  quoted,
  readAmount,
  readCurrency,
  readIsoDay,
  readReference,
  tidy,
  written,
} from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import type { BankLine, BankLinePart } from "@/lib/payments/bank/statement";
import { find, findAll, textAt } from "./markup";
import type { MarkupElement } from "./markup";

/** A line with its amount in minor units and the physical line it begins on. */
export type CamtEntry = { line: BankLine; amount: bigint; isCredit: boolean; at: number };

const BOOKED = "BOOK";

/**
 * An entry as a statement line. With one TxDtls its references, text and parties are the line's; with several each becomes
 * a part, and the line keeps what the entry itself states.
 *
 * @throws BankFileError with the physical line
 */
export function readEntry(entry: MarkupElement): CamtEntry {
  const at = { line: entry.line };
  const { minor, currency } = amountIn(find(entry, "Amt"), at);
  const amount = signedAmount(entry, minor);
  const bookedOn = dayOf(find(entry, "BookgDt"));
  const valueOn = dayOf(find(entry, "ValDt"));
  const shared = {
    postedOn: bookedOn ?? valueOn,
    valueOn,
    pending: statusOf(entry) !== BOOKED,
    reversal: isTrue(textAt(entry, "RvslInd")),
  };
  if (shared.postedOn === null && !shared.pending)
    throw new BankFileError("date", at, "the entry is booked but has no booking date (BookgDt).");
  const details = findAll(entry, "NtryDtls").flatMap((each) => findAll(each, "TxDtls"));
  const only = details.length === 1 ? details[0]! : null;
  const isCredit = directionOf(entry) === "CRDT";
  const line: BankLine = {
    postedOn: shared.postedOn,
    valueOn,
    amount: written(amount, currency),
    currency,
    typeCode: typeCodeOf(entry) ?? typeCodeOf(only),
    reference: readReference(textAt(only, "Refs", "EndToEndId")),
    bankReference:
      readReference(textAt(entry, "AcctSvcrRef")) ?? readReference(textAt(only, "Refs", "AcctSvcrRef")),
    description: textOf(only) ?? tidy(textAt(entry, "AddtlNtryInf")),
    counterparty: counterpartyOf(only, { isCredit, isReversal: shared.reversal }),
    pending: shared.pending,
    reversal: shared.reversal,
  };
  if (details.length > 1) line.parts = details.map((detail) => partOf(detail, { entry, line, currency }));
  return { line, amount, isCredit, at: entry.line };
}

/** The amount with the sign of `CdtDbtInd`, which alone decides: `RvslInd` never turns it around. */
export function signedAmount(element: MarkupElement, minor: bigint): bigint {
  return directionOf(element) === "DBIT" ? -minor : minor;
}

function directionOf(element: MarkupElement): "CRDT" | "DBIT" {
  const indicator = find(element, "CdtDbtInd");
  const text = indicator?.text.trim() ?? "";
  if (text !== "CRDT" && text !== "DBIT") {
    throw new BankFileError(
      "malformed",
      { line: indicator?.line ?? element.line },
      text === ""
        ? "the credit or debit indicator (CdtDbtInd) is missing."
        : `${quoted(text)} is neither CRDT nor DBIT.`,
    );
  }
  return text;
}

/** Plain text in 001.02, a code inside the element in later versions. */
function statusOf(entry: MarkupElement): string {
  const status = find(entry, "Sts");
  const text = status?.text.trim() || textAt(status, "Cd") || textAt(status, "Prtry");
  if (!text)
    throw new BankFileError("malformed", { line: entry.line }, "the status (Sts) of the entry is missing.");
  return text;
}

function partOf(
  detail: MarkupElement,
  { entry, line, currency }: { entry: MarkupElement; line: BankLine; currency: string },
): BankLinePart {
  const amount = find(detail, "Amt") ?? find(detail, "AmtDtls", "TxAmt", "Amt");
  const isCredit = directionOf(find(detail, "CdtDbtInd") ? detail : entry) === "CRDT";
  const stated = amount ? amountIn(amount, { line: amount.line }) : null;
  return {
    postedOn: line.postedOn,
    valueOn: line.valueOn,
    amount: stated ? written(isCredit ? stated.minor : -stated.minor, stated.currency) : null,
    currency: stated?.currency ?? currency,
    typeCode: typeCodeOf(detail) ?? line.typeCode,
    reference: readReference(textAt(detail, "Refs", "EndToEndId")),
    bankReference: readReference(textAt(detail, "Refs", "AcctSvcrRef")),
    description: textOf(detail),
    counterparty: counterpartyOf(detail, { isCredit, isReversal: line.reversal }),
    pending: line.pending,
    reversal: line.reversal,
  };
}

function amountIn(
  amount: MarkupElement | null,
  entryAt: { line: number },
): { minor: bigint; currency: string } {
  const at = amount ? { line: amount.line } : entryAt;
  const currency = readCurrency(amount?.attributes.Ccy ?? "", at);
  return {
    minor: readAmount(amount?.text.trim() ?? "", { currency, separator: ".", signed: false }, at),
    currency,
  };
}

function dayOf(date: MarkupElement | null): IsoDate | null {
  const day = find(date, "Dt") ?? find(date, "DtTm");
  return day ? readIsoDay(day.text.trim(), { line: day.line }) : null;
}

/** The bank transaction code: domain, family and sub-family, or the bank's own. */
function typeCodeOf(element: MarkupElement | null): string | null {
  const code = find(element, "BkTxCd");
  const domain = [
    textAt(code, "Domn", "Cd"),
    textAt(code, "Domn", "Fmly", "Cd"),
    textAt(code, "Domn", "Fmly", "SubFmlyCd"),
  ].filter((part) => part !== null);
  return domain.length > 0 ? domain.join("-") : textAt(code, "Prtry", "Cd");
}

/** Remittance text, else a structured creditor reference, else the bank's additional text. */
function textOf(detail: MarkupElement | null): string | null {
  const remittance = find(detail, "RmtInf");
  const unstructured = findAll(remittance, "Ustrd").map((part) => part.text);
  const structured = findAll(remittance, "Strd").map((part) => textAt(part, "CdtrRefInf", "Ref") ?? "");
  return tidy(unstructured.join(" ")) ?? tidy(structured.join(" ")) ?? tidy(textAt(detail, "AddtlTxInf"));
}

/** Who paid a credit, who received a debit. A reversal keeps the parties of the entry that it takes back. */
function counterpartyOf(
  detail: MarkupElement | null,
  { isCredit, isReversal }: { isCredit: boolean; isReversal: boolean },
): string | null {
  const parties = find(detail, "RltdPties");
  const debtor = nameOf(parties, "Dbtr") ?? nameOf(parties, "UltmtDbtr");
  const creditor = nameOf(parties, "Cdtr") ?? nameOf(parties, "UltmtCdtr");
  if (isReversal) return isCredit ? (creditor ?? debtor) : (debtor ?? creditor);
  return isCredit ? debtor : creditor;
}

function nameOf(parties: MarkupElement | null, role: string): string | null {
  return tidy(textAt(parties, role, "Nm") ?? textAt(parties, role, "Pty", "Nm"));
}

function isTrue(text: string | null): boolean {
  return text === "true" || text === "1";
}
