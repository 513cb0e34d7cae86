import { expect, test } from "vitest";
import { isFollowed } from "./followed-link";

const CLICK = {
  defaultPrevented: false,
  button: 0,
  metaKey: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
};
const HERE = new URL("https://lending.example/investor?year=2026");

function link(href: string, { target = "", download = false } = {}) {
  const { origin, pathname, search, hash } = new URL(href, HERE);
  return { href, origin, pathname, search, hash, target, hasAttribute: () => download };
}

test.each([
  "/investor/invest",
  "/investor?year=2025",
  "/investor/investments/inv_1#entries",
  "/investor?year=2026",
])("a plain click on %s is followed", (href) => expect(isFollowed(CLICK, link(href), HERE)).toBe(true));

test.each([
  ["with the middle button", { button: 1 }],
  ["for a new tab", { metaKey: true }],
  ["for a new tab on Windows", { ctrlKey: true }],
  ["for a new window", { shiftKey: true }],
  ["for a download", { altKey: true }],
  ["that something on the page has handled", { defaultPrevented: true }],
])("a click %s is left to the browser", (_, how) =>
  expect(isFollowed({ ...CLICK, ...how }, link("/investor/invest"), HERE)).toBe(false),
);

test.each([
  ["another site", link("https://elsewhere.example/investor")],
  ["a part of this page", link("?year=2026#entries")],
  ["an email address", link("mailto:somebody@example.com")],
  ["a file of the API", link("/api/documents/doc_1")],
  ["a download", link("/investor/statement.csv", { download: true })],
  ["another window", link("/investor/invest", { target: "_blank" })],
])("a link to %s is left to the browser", (_, anchor) => expect(isFollowed(CLICK, anchor, HERE)).toBe(false));
