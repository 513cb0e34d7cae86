// Where a person continues after the accounting software's own page. Pure.
export const BORROWER_SETTINGS = "/borrower/settings/accounting";
export const ADMIN_SETTINGS = "/admin/settings/writeback";

/** What the connection's page is asked to bring back: a page of this product, or the borrower's. */
export function backPath(to: string | undefined): string {
  const match = /^\/admin\/settings\/writeback\/[\w-]{1,60}$/.exec(to ?? "");
  return match ? match[0] : BORROWER_SETTINGS;
}

/** A link to the software's page that brings the person back to one of ours. */
export function withReturn(linkUrl: string, path: string): string {
  const url = new URL(linkUrl);
  url.searchParams.set("redirectUrl", path);
  return url.toString();
}
