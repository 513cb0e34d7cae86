type Click = Pick<MouseEvent, "defaultPrevented" | "button" | "metaKey" | "ctrlKey" | "shiftKey" | "altKey">;
type Address = Pick<Location, "origin" | "pathname" | "search">;
type Anchor = Address & {
  href: string;
  hash: string;
  target: string;
  hasAttribute: (name: string) => boolean;
};

/** Whether a click on a link leads to another page of the product; else the browser does what it always does. */
export function isFollowed(click: Click, link: Anchor, here: Address): boolean {
  if (click.defaultPrevented || click.button !== 0) return false;
  if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return false; // a new tab, a window, a download
  if (!link.href || link.hasAttribute("download") || (link.target && link.target !== "_self")) return false;
  if (link.origin !== here.origin || link.pathname.startsWith("/api/")) return false;
  const isSamePage = link.pathname === here.pathname && link.search === here.search;
  return !(isSamePage && link.hash);
}
