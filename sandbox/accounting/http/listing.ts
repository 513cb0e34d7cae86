// Lists: pages, order and query as Codat has them.
import { broken, json, type ApiAnswer, type ApiRequest } from "./api";
import { plain, type Json } from "./json";
import { fieldOf, parseQuery } from "./query-language";

const PAGE_SIZE = 100;
const LONGEST_PAGE = 5000;
const LONGEST_QUERY = 2048;

/** Answers one page of what matches, wrapped as Codat wraps it. */
export function listed<Row>(request: ApiRequest, rows: Row[], show: (row: Row) => object): ApiAnswer {
  const { query } = request;
  const page = whole(query, "page", 1, Number.MAX_SAFE_INTEGER);
  const pageSize = whole(query, "pageSize", PAGE_SIZE, LONGEST_PAGE);
  const text = query.get("query") ?? "";
  const orderBy = query.get("orderBy") ?? "";
  const isPlain = text === "" && orderBy === "";
  // Only what is shown need be built, unless the question is about what is shown.
  const found: unknown[] = isPlain ? rows : ordered(matching(rows.map(show), text), orderBy);
  const shown = found.slice((page - 1) * pageSize, page * pageSize);
  return json(200, {
    results: isPlain ? (shown as Row[]).map(show) : shown,
    pageNumber: page,
    pageSize,
    totalResults: found.length,
    _links: links(request, page, pageSize, found.length),
  });
}

function matching(rows: object[], text: string): object[] {
  if (text === "") return rows;
  if (text.length > LONGEST_QUERY) throw broken("The query is longer than 2048 characters.", "query");
  const matches = parseQuery(text);
  return rows.filter((row) => matches(plain(row as Json)));
}

function ordered(rows: object[], orderBy: string): object[] {
  if (orderBy === "") return rows;
  const field = orderBy.replace(/^-/, "");
  const sign = orderBy.startsWith("-") ? -1 : 1;
  const keyOf = (row: object) => fieldOf(plain(row as Json), field) as string | number | undefined;
  return rows
    .map((row) => ({ row, key: keyOf(row) ?? "" }))
    .sort((one, other) => (one.key < other.key ? -sign : one.key > other.key ? sign : 0))
    .map(({ row }) => row);
}

function whole(query: URLSearchParams, name: string, otherwise: number, most: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw broken(`${name} must be a whole number from 1${most === LONGEST_PAGE ? ` to ${most}` : ""}.`, name);
  return value;
}

function links({ path, query }: ApiRequest, page: number, pageSize: number, total: number) {
  const at = (number: number) => {
    const parameters = new URLSearchParams(query);
    parameters.set("page", String(number));
    parameters.set("pageSize", String(pageSize));
    return { href: `${path}?${parameters}` };
  };
  return {
    current: at(page),
    self: { href: path },
    ...(page * pageSize < total ? { next: at(page + 1) } : {}),
    ...(page > 1 ? { previous: at(page - 1) } : {}),
  };
}
