import { describe, expect, it } from "vitest";
import { portalFor, portalOf } from "./portal-cookie";

it.each([
  ["/borrower", "borrower"],
  ["/investor/investments/ivm_1", "investor"],
  ["/admin", undefined],
  ["/settings/security", undefined],
  ["/borrowers", undefined],
  ["/toString", undefined],
])("the portal of %s is %s", (path, portal) => expect(portalOf(path)).toBe(portal));

describe("the portal whose navigation a person keeps", () => {
  it("is the one visited last, for somebody with both roles", () => {
    expect(portalFor(["BORROWER", "INVESTOR"], "investor")).toBe("investor");
    expect(portalFor(["BORROWER", "INVESTOR"], "borrower")).toBe("borrower");
  });

  it("is never one whose role the person does not have, whatever the cookie says", () => {
    expect(portalFor(["BORROWER"], "investor")).toBe("borrower");
    expect(portalFor(["INVESTOR"], "constructor")).toBe("investor");
    expect(portalFor(["ADMIN"], "borrower")).toBeUndefined();
  });
});
