import { Fragment } from "react";

const SEPARATOR = /(?<=[:/@_.~|-])/;
const LONGEST_PART = 32; // a longer one is a hash: it breaks between groups of sixteen

/** @example breakableParts("cash:loan_1") // ["cash:", "loan_", "1"] */
export function breakableParts(text: string): string[] {
  return text
    .split(SEPARATOR)
    .flatMap((part) => (part.length > LONGEST_PART ? (part.match(/.{1,16}/gu) ?? []) : [part]));
}

/** An identifier or an email address that may break after a separator and never inside a word. */
export function Breakable({ text }: { text: string }) {
  return breakableParts(text).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
