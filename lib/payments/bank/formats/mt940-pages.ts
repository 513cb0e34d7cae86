// Joins the pages of MT940 statements: messages with the same account and statement number.
import type { IsoDate } from "@/lib/calendar/dates";
import { written } from "@/lib/payments/bank/fields";
import { BankFileError, closeStatement } from "@/lib/payments/bank/statement";
import type { BankLine, BankStatement, OpenStatement } from "@/lib/payments/bank/statement";

/** `isFinal` is F (:60F:, :62F:): the first or last page; M is a page in between. */
export type SwiftBalance = { amount: bigint; currency: string; on: IsoDate; isFinal: boolean; line: number };

export type Mt940Page = {
  account: string;
  statement: number;
  /** The page, when the bank counts pages. */
  sequence: number | null;
  opening: SwiftBalance;
  closing: SwiftBalance;
  lines: BankLine[];
  booked: bigint;
};

type Joined = OpenStatement & { lastPage: Mt940Page };

/**
 * The statements of some pages.
 *
 * @param pages in file order; pages of different statements may alternate
 * @returns one statement per account and number, in the order of first pages
 * @throws BankFileError "cut" when a page is missing, "balance" when a page does not begin where the one before it ended
 *
 * A page continues a statement when its number is the same and its page number is the next. Until a page closes with
 * :62F:, the statement waits for more.
 *
 * @example pages 7/1 (:60F: to :62M:) and 7/2 (:60M: to :62F:) // one statement
 */
export function joinPages(pages: readonly Mt940Page[]): BankStatement[] {
  const statements: Joined[] = [];
  const latest = new Map<string, Joined>();
  for (const page of pages) {
    const key = `${page.account}\n${page.statement}`;
    const before = latest.get(key);
    if (before && continues(page, before.lastPage)) append(before, page);
    else {
      const begun = begin(page, before ?? null);
      statements.push(begun);
      latest.set(key, begun);
    }
  }
  return statements.map((statement) => {
    const { closing } = statement.lastPage;
    if (!closing.isFinal)
      throw new BankFileError(
        "cut",
        { line: closing.line },
        "the last page of this statement is missing: it ends with :62M:, not with :62F:. Get the complete file from the bank.",
      );
    const { lastPage: _, ...open } = statement;
    return closeStatement(open, { line: closing.line });
  });
}

function continues(page: Mt940Page, last: Mt940Page): boolean {
  if (page.sequence !== null && last.sequence !== null) return page.sequence === last.sequence + 1;
  return !last.closing.isFinal && !page.opening.isFinal;
}

function append(statement: Joined, page: Mt940Page) {
  const { closing } = statement.lastPage;
  const at = { line: page.opening.line };
  if (page.opening.currency !== statement.currency)
    throw new BankFileError(
      "currency",
      at,
      `the page is in ${page.opening.currency}, but the statement is in ${statement.currency}.`,
    );
  if (page.opening.amount !== closing.amount) {
    const [begins, ended] = [page.opening.amount, closing.amount].map((minor) =>
      written(minor, statement.currency),
    );
    throw new BankFileError(
      "balance",
      at,
      `the page begins with ${begins}, but the page before it ended with ${ended}.`,
    );
  }
  for (const line of page.lines) statement.lines.push(line);
  statement.booked += page.booked;
  statement.closing = page.closing.amount;
  statement.to = page.closing.on;
  statement.lastPage = page;
}

function begin(page: Mt940Page, before: Joined | null): Joined {
  const isLater = page.sequence !== null && page.sequence > 1;
  if ((before && !before.lastPage.closing.isFinal) || (!page.opening.isFinal && isLater)) {
    const wanted = before ? (before.lastPage.sequence ?? 0) + 1 : 1;
    throw new BankFileError(
      "cut",
      { line: page.opening.line },
      `page ${wanted} of statement ${page.statement} is missing. Get the complete file from the bank.`,
    );
  }
  return {
    account: page.account,
    currency: page.opening.currency,
    from: null,
    to: page.closing.on,
    opening: page.opening.amount,
    closing: page.closing.amount,
    lines: [...page.lines],
    booked: page.booked,
    lastPage: page,
  };
}
