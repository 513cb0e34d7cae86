export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** One value of an address; the first when it is given several times. */
export function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** An address with a query; what is not set leaves no trace in it. */
export function hrefWith(path: string, values: Record<string, string | undefined>) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value);
  return query.size > 0 ? `${path}?${query}` : path;
}
