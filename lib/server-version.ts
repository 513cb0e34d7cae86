// The oldest PostgreSQL that the product runs on. Migrations use nothing newer without asking for the version first.

const OLDEST_VERSION = 15; // the oldest that continuous integration runs

/**
 * What to say of a server that is too old, without the full stop; null when it is new enough.
 *
 * @param version as the setting server_version_num has it: 150004 for 15.4
 */
export function versionFault(version: number): string | null {
  const major = Math.floor(version / 10_000);
  return major >= OLDEST_VERSION
    ? null
    : `The server is PostgreSQL ${major}: ${OLDEST_VERSION} or newer is needed`;
}
