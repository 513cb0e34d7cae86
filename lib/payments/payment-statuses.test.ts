import { describe, expect, it } from "vitest";
import { PaymentStatus } from "@/prisma/generated/enums";
import { canFollow, isDecided, isFinal } from "./payment-statuses";

const ALL = Object.values(PaymentStatus);

describe("which status may follow", () => {
  it("goes the provider's way from end to end", () => {
    const way = [
      "CREATED",
      "NEEDS_APPROVAL",
      "APPROVED",
      "PENDING",
      "PROCESSING",
      "SENT",
      "COMPLETED",
      "RETURNED",
    ] as const;
    for (const [at, from] of way.entries()) {
      for (const [place, to] of way.entries())
        expect(canFollow(from, to), `${from} to ${to}`).toBe(place > at);
    }
  });

  it("leaves a completed order only by coming back", () => {
    expect(ALL.filter((to) => canFollow("COMPLETED", to)).sort()).toEqual(["RETURNED", "REVERSED"]);
  });

  it.each(["RETURNED", "REVERSED", "FAILED", "DENIED", "CANCELLED", "STOPPED"] as const)(
    "never leaves %s",
    (from) => {
      expect(ALL.filter((to) => canFollow(from, to))).toEqual([]);
      expect([isDecided(from), isFinal(from)]).toEqual([true, true]);
    },
  );

  it("lets a held order go on where it was", () => {
    expect(canFollow("APPROVED", "HELD")).toBe(true);
    expect(canFollow("HELD", "APPROVED")).toBe(true);
    expect(canFollow("HELD", "CREATED")).toBe(false);
    expect(canFollow("HELD", "EXPECTED")).toBe(false);
  });

  it("never stays where it is, so that nothing happens twice", () => {
    for (const status of ALL) expect(canFollow(status, status)).toBe(false);
  });

  it("calls completed decided and yet not final", () => {
    expect([isDecided("COMPLETED"), isFinal("COMPLETED")]).toEqual([true, false]);
    expect(isDecided("SENT")).toBe(false);
  });
});
