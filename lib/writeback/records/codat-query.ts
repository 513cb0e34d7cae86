// Codat's query language: `name=value && other=value`, encoded. Pure.

const LONGEST = 2048;

/**
 * One condition.
 *
 * @throws RangeError for a value that the language has no way to write: it knows no quotes and no escapes
 *
 * @example condition("type", "=", "Expense") // "type=Expense"
 */
export function condition(
  field: string,
  operator: "=" | "!=" | "~" | ">" | "<" | ">=" | "<=",
  value: string,
): string {
  if (/[&|{}<>=!~\p{Cc}]/u.test(value))
    throw new RangeError(`"${value.slice(0, 40)}" cannot be used in a query.`);
  return `${field}${operator}${value}`;
}

/**
 * A query string for an address. Codat wants `=` inside the query as %3d, which URLSearchParams writes.
 *
 * @param parts  conditions that must all hold
 * @param page   from 1
 * @throws RangeError above 2048 characters
 *
 * @example listQuery({ parts: ["type=Expense", "status=Active"] }) // "query=type%3DExpense+%26%26+status%3DActive&page=1&pageSize=500"
 */
export function listQuery({
  parts = [],
  page = 1,
  pageSize = 500,
  orderBy,
}: {
  parts?: string[];
  page?: number;
  pageSize?: number;
  orderBy?: string;
}): string {
  const query = parts.join(" && ");
  if (query.length > LONGEST) throw new RangeError(`A query has at most ${LONGEST} characters.`);
  const search = new URLSearchParams({
    ...(query === "" ? {} : { query }),
    page: String(page),
    pageSize: String(pageSize),
    ...(orderBy ? { orderBy } : {}),
  });
  return search.toString();
}
