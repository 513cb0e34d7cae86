import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { homeOf, landingPath, ownPath } from "./next-path";

describe("where a person lands", () => {
  it("is the overview of the first role", () => {
    expect(homeOf(["BORROWER", "INVESTOR", "ADMIN"])).toBe("/admin");
    expect(homeOf(["BORROWER", "INVESTOR"])).toBe("/investor");
    expect(homeOf(["BORROWER"])).toBe("/borrower");
    expect(homeOf([])).toBe("/");
  });

  it("is the page that was asked for, when it is theirs", () => {
    expect(landingPath(["INVESTOR"], "/investor/statement?page=2")).toBe("/investor/statement?page=2");
    expect(landingPath(["INVESTOR"], "/settings/security")).toBe("/settings/security");
    expect(landingPath(["INVESTOR"], undefined)).toBe("/investor");
  });

  it("is the overview when the page belongs to another role", () => {
    expect(landingPath(["INVESTOR"], "/admin")).toBe("/investor");
    expect(landingPath(["BORROWER"], "/investor?x=1")).toBe("/borrower");
  });
});

describe("a path of this site", () => {
  it.each([
    undefined,
    "",
    "investor",
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
    "/api/auth/signout",
    "/sign-in?next=/sign-in",
  ])("is not %j", (next) => expect(ownPath(next)).toBeUndefined());

  it("never leads a browser elsewhere, whatever was written", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webPath(),
          fc.string().map((rest) => `/${rest}`),
        ),
        (next) => {
          const path = ownPath(next);
          if (path !== undefined)
            expect(new URL(path, "https://lending.example").origin).toBe("https://lending.example");
        },
      ),
      { numRuns: 500 },
    );
  });
});
