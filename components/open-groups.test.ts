import { expect, it } from "vitest";
import { openGroupsCookie, OPEN_GROUPS_COOKIE, readOpenGroups } from "./open-groups";

const valueOf = (cookie: string) => cookie.slice(`${OPEN_GROUPS_COOKIE}=`.length).split(";")[0];

it.each([[[]], [["Ledger"]], [["Money", "Bank accounts"]]])("reads back what it wrote: %j", (labels) => {
  expect(readOpenGroups(valueOf(openGroupsCookie(labels)))).toEqual(labels);
});

it("is sent to the back office only", () => {
  expect(openGroupsCookie(["Ledger"])).toMatch(/; path=\/admin; max-age=\d+; samesite=lax$/);
});

it.each([undefined, "", "%", "<script>", "a".repeat(50), "Ledger%3B path%3D/"])("drops %s", (value) => {
  expect(readOpenGroups(value)).toEqual([]);
});

it("keeps the readable labels among unreadable ones", () => {
  expect(readOpenGroups("Ledger.%.Money")).toEqual(["Ledger", "Money"]);
});
