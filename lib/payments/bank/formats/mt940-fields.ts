// The field layer of MT940: SWIFT blocks and lines become messages of tagged fields.
import { quoted } from "@/lib/payments/bank/fields";
import { BankFileError } from "@/lib/payments/bank/statement";
import { otherFormat, physicalLines } from "@/lib/payments/bank/text";

/** `:tag:value`, the value in lines; `line` is the physical line of the tag. The tag "-" is the end of a message. */
export type SwiftField = { tag: string; line: number; value: string[] };

export const END_OF_MESSAGE = "-";

const TAGS = new Set("13 13D 20 21 25 25P 28 28C 34F 60F 60M 61 62F 62M 64 65 86 90C 90D NS".split(" "));
/** Fields whose text runs over lines. */
const MULTI_LINE = new Set(["25P", "61", "86", "NS"]);
// ABN AMRO and others write the receiver and the message type before the first field.
const HEADER = /^(:?940:?|[A-Z]{6}[A-Z0-9]{2,6})$/;

/**
 * The fields of a file of MT940 messages, one at a time, with the end of each message.
 *
 * @param text the file, with or without SWIFT's blocks {1:} to {5:}
 * @throws BankFileError with the physical line: "wrong-format" for another message type or another format, "malformed" for
 *   what is in no field
 *
 * Source: SWIFT standards, category 9, MT940 customer statement message.
 *
 * @example ":20:A\n:25:1\n-" // { tag: "20", value: ["A"] }, { tag: "25", value: ["1"] }, { tag: "-" }
 */
export function* swiftFields(text: string): Generator<SwiftField> {
  let open: SwiftField | null = null;
  for (const { number, text: physical } of physicalLines(text)) {
    let content = unwrapped(physical, number);
    if (content === null) continue;
    const isEnd = content === "-" || content.startsWith("-}");
    const field: SwiftField | null = isEnd
      ? { tag: END_OF_MESSAGE, line: number, value: [] }
      : beginning(content, number);
    if (field !== null) {
      if (open) yield open;
      open = field;
      continue;
    }
    content = content.trimEnd();
    if (open && MULTI_LINE.has(open.tag)) open.value.push(continuation(content, number));
    else if (content !== "" && !((open === null || open.tag === END_OF_MESSAGE) && HEADER.test(content)))
      throw outside(content, number, open);
  }
  if (open) yield open;
}

/** A line without the blocks around the text; null when nothing else is on it. */
function unwrapped(physical: string, line: number): string | null {
  const text = physical.replace(/[\u0001\u0003\u001A]/g, "");
  const blocks = text.startsWith("-}") ? text.indexOf("{1:") : text.search(/^\$?\{[1-5]:/);
  if (blocks < 0) return text;
  const [, type] = /\{2:[IO](\d{3})/.exec(text) ?? [];
  if (type !== undefined && type !== "940")
    throw new BankFileError("wrong-format", { line }, `the message is an MT${type}, not an MT940.`);
  if (text.startsWith("-}")) return "-";
  const body = text.indexOf("{4:");
  const rest = body < 0 ? "" : text.slice(body + 3).trim();
  return rest === "" ? null : rest;
}

function beginning(content: string, line: number): SwiftField | null {
  const match = /^:(\d{2}[A-Z]?|NS):(.*)$/.exec(content);
  const [, tag = "", value = ""] = match ?? [];
  return TAGS.has(tag) ? { tag, line, value: [value.trimEnd()] } : null;
}

/** A line of text; where another format begins, the file has two. */
function continuation(content: string, line: number): string {
  const other = otherFormat(content, "mt940", { line });
  if (other) throw other;
  return content;
}

function outside(content: string, line: number, open: SwiftField | null): BankFileError {
  return (
    otherFormat(content, "mt940", { line }) ??
    new BankFileError(
      open ? "malformed" : "wrong-format",
      { line },
      `${quoted(content)} is not a field of an MT940 message. Fields begin with a tag such as :61:.`,
    )
  );
}
