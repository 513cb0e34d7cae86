import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { NavGroups } from "./nav-groups";

const address = vi.hoisted(() => ({ pathname: "/admin" }));
vi.mock("next/navigation", () => ({
  usePathname: () => address.pathname,
  useRouter: () => ({}),
}));

const GROUPS = [
  { places: [{ href: "/admin", label: "Overview" }] },
  { label: "Money", places: [{ href: "/admin/payments", label: "Payment orders" }] },
  { label: "Ledger", places: [{ href: "/admin/ledger", label: "Accounts" }] },
];

/** Label, aria-expanded and whether the places are hidden, of each group that collapses. */
function groupsAt(pathname: string, open: string[]) {
  address.pathname = pathname;
  const html = renderToStaticMarkup(<NavGroups groups={GROUPS} open={open} />);
  const groups = html.matchAll(
    /aria-expanded="(\w+)" aria-controls="([^"]+)"[^>]*>(\w+).*?<div id="([^"]+)"( hidden="")?>/gs,
  );
  return [...groups].map(([, expanded, controls, label, id, hidden]) => {
    expect(controls).toBe(id);
    return `${label} ${expanded} ${hidden ? "hidden" : "shown"}`;
  });
}

it("opens only the group of the current page at first", () => {
  expect(groupsAt("/admin/ledger/accounts/cash", [])).toEqual(["Money false hidden", "Ledger true shown"]);
});

it("opens no group on a page outside all groups", () => {
  expect(groupsAt("/admin", [])).toEqual(["Money false hidden", "Ledger false hidden"]);
});

it("renders the groups that were left open, besides that of the current page", () => {
  expect(groupsAt("/admin/ledger", ["Money", "Gone"])).toEqual(["Money true shown", "Ledger true shown"]);
});
