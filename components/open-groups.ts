// Which groups of the administrator's navigation are open, as a cookie: read on the server, written in the browser.
export const OPEN_GROUPS_COOKIE = "open-groups";
const YEAR = 365 * 24 * 60 * 60; // seconds
const MOST = 20;

/** @example openGroupsCookie(["Money"]) // "open-groups=Money; path=/admin; …" */
export function openGroupsCookie(labels: readonly string[]): string {
  const value = labels.map(encodeURIComponent).join(".");
  return `${OPEN_GROUPS_COOKIE}=${value}; path=/admin; max-age=${YEAR}; samesite=lax`;
}

export function rememberOpenGroups(labels: readonly string[]): void {
  document.cookie = openGroupsCookie(labels);
}

/** Labels from the cookie. It comes from the browser, so anything else in it is dropped. */
export function readOpenGroups(value: string | undefined): string[] {
  return (value ?? "")
    .split(".", MOST)
    .map(decoded)
    .filter((label) => /^[A-Za-z ]{1,40}$/.test(label));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
