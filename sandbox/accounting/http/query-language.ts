// Codat's query language: = != ~ > < >= <= && || and braces; fields may be dotted.
import { broken } from "./api";

type Matches = (row: unknown) => boolean;
type Operator = (field: string | number | boolean | null, value: string) => boolean;

const compare = (field: unknown, value: string): number => {
  if (typeof field === "number" && value.trim() !== "" && !Number.isNaN(Number(value)))
    return field - Number(value);
  const [one, other] = [String(field).toLowerCase(), value.toLowerCase()];
  return one < other ? -1 : one > other ? 1 : 0;
};
const OPERATORS: [string, Operator][] = [
  ["!=", (field, value) => field === null || compare(field, value) !== 0],
  [">=", (field, value) => field !== null && compare(field, value) >= 0],
  ["<=", (field, value) => field !== null && compare(field, value) <= 0],
  ["=", (field, value) => field !== null && compare(field, value) === 0],
  ["~", (field, value) => field !== null && String(field).toLowerCase().includes(value.toLowerCase())],
  [">", (field, value) => field !== null && compare(field, value) > 0],
  ["<", (field, value) => field !== null && compare(field, value) < 0],
];
const TOKEN = /\{|\}|&&|\|\||(?:(?!&&|\|\||[{}]).)+/gs;

/**
 * Reads a query once, for all rows.
 *
 * @throws Refusal (400) where it is not one
 */
export function parseQuery(text: string): Matches {
  const tokens = (text.match(TOKEN) ?? []).map((token) => token.trim()).filter((token) => token !== "");
  let at = 0;
  const matches = readOr();
  if (at < tokens.length) throw wrong(text);
  return matches;

  function readOr(): Matches {
    const parts = [readAnd()];
    while (tokens[at] === "||") {
      at += 1;
      parts.push(readAnd());
    }
    return (row) => parts.some((part) => part(row));
  }

  function readAnd(): Matches {
    const parts = [readOne()];
    while (tokens[at] === "&&") {
      at += 1;
      parts.push(readOne());
    }
    return (row) => parts.every((part) => part(row));
  }

  function readOne(): Matches {
    const token = tokens[at];
    at += 1;
    if (token === undefined || token === "}" || token === "&&" || token === "||") throw wrong(text);
    if (token !== "{") return condition(token, text);
    const inner = readOr();
    if (tokens[at] !== "}") throw wrong(text);
    at += 1;
    return inner;
  }
}

/** The value at a dotted field; undefined where there is none. */
export function fieldOf(row: unknown, field: string): unknown {
  let value = row;
  for (const name of field.split(".")) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value);
    value = entries.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  }
  return value;
}

function condition(token: string, text: string): Matches {
  const at = token.search(/!=|>=|<=|[=~><]/);
  const [sign, operator] = OPERATORS.find(([one]) => at > 0 && token.startsWith(one, at)) ?? [];
  if (sign === undefined || operator === undefined) throw wrong(text);
  const field = token.slice(0, at).trim();
  const value = token.slice(at + sign.length).trim();
  return (row) => {
    const found = fieldOf(row, field);
    if (typeof found === "object" && found !== null) throw broken(`${field} cannot be queried.`, "query");
    return operator((found ?? null) as string | number | boolean | null, value);
  };
}

function wrong(text: string) {
  return broken(`The query cannot be read: ${text}`, "query");
}
