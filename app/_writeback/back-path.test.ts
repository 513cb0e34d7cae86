import { expect, it } from "vitest";
import { backPath, BORROWER_SETTINGS, withReturn } from "./back-path";

it("leads back to a page of ours, whatever the address holds", () => {
  expect(backPath("/admin/settings/writeback/brw_01ABC")).toBe("/admin/settings/writeback/brw_01ABC");
  for (const to of [
    undefined,
    "",
    "{redirectUrl}",
    "https://evil.example/admin/settings/writeback/brw_1",
    "//evil.example",
    "/admin/settings/writeback/../../people",
    "/admin/settings/writeback/brw_1/x",
    "/borrower",
  ])
    expect(backPath(to), to).toBe(BORROWER_SETTINGS);
});

it("keeps what a link carries already", () => {
  const link = new URL(withReturn("https://link.example/start?otp=1%2B2", BORROWER_SETTINGS));
  expect(Object.fromEntries(link.searchParams)).toEqual({ otp: "1+2", redirectUrl: BORROWER_SETTINGS });
});
