// Addresses of Codat for people to read: company and connection are the same in nearly all of them. Pure.
export type Places = { companyId: string | null; connectionId: string | null };

/** Company and connection of the calls of one entry, as the first call that names them has them. */
export function placesOf(paths: readonly string[]): Places {
  const first = (pattern: RegExp) =>
    paths.map((path) => pattern.exec(path)?.[1]).find((id) => id !== undefined) ?? null;
  return { companyId: first(/^\/companies\/([^/]+)/), connectionId: first(/\/connections\/([^/]+)/) };
}

/**
 * The address without the company and connection that are named above the table; another connection stays.
 *
 * @example shortPath("/companies/a/connections/b/push/transfers", { companyId: "a", connectionId: "b" }) // "push/transfers"
 */
export function shortPath(path: string, { companyId, connectionId }: Places): string {
  const rest = path
    .replace(`/companies/${companyId}`, "")
    .replace(`/connections/${connectionId}`, "")
    .replace(/^\//, "");
  return rest || "the connection itself";
}
