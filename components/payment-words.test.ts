import { describe, expect, it } from "vitest";
import type { PaymentTimeline } from "@/lib/payments/queries";
import { isMoving, nextStep, stepDetail, stepTitle, stepTone } from "./payment-words";

type Step = PaymentTimeline["steps"][number];

function step(status: Step["status"], isActedOn = true): Step {
  return { status, isActedOn, at: "2026-01-02T15:00:00.000Z", businessDate: "2026-01-02", label: status };
}

function deposit(steps: Step[], more: Partial<PaymentTimeline> = {}): PaymentTimeline {
  const status = steps.at(-1)!.status;
  return {
    id: "po_1",
    number: 1,
    kind: "DEPOSIT",
    direction: "DEBIT",
    rail: "ACH",
    amount: "10000.00",
    status,
    statusLabel: status,
    isDecided: ["COMPLETED", "RETURNED", "CANCELLED"].includes(status),
    reference: "ML1",
    statementText: "DEPOSIT",
    attempt: 1,
    userId: "usr_1",
    subjectType: "investment",
    subjectId: "ivm_1",
    createdOn: "2026-01-01",
    expectedOn: "2026-01-02",
    settledOn: null,
    returnCode: null,
    returnReason: null,
    failureReason: null,
    cancelRefusal: null,
    availableOn: null,
    steps,
    ...more,
  };
}

describe("a payment in words", () => {
  it("is not called posted before the books have it", () => {
    expect(stepTitle(step("COMPLETED", false))).toBe("Cleared at the bank");
    expect(stepTone(step("COMPLETED", false))).toBe("pending");
    expect(stepTitle(step("COMPLETED"))).toBe("Posted");
    expect(stepTone(step("COMPLETED"))).toBe("posted");
  });

  it("marks only what we still wait for as pending", () => {
    expect(stepTone(step("SENT"), true)).toBe("pending");
    expect(stepTone(step("SENT"), false)).toBe("info");
  });

  it("says of no step that somebody waits once others have followed it", () => {
    const all = [
      ...(["CREATED", "EXPECTED", "NEEDS_APPROVAL", "APPROVED", "PENDING", "PROCESSING"] as const),
      ...(["SENT", "HELD", "COMPLETED"] as const),
    ];
    for (const status of all)
      expect(stepTitle(step(status), false)).not.toMatch(/waiting|pending|is sending/i);
    expect(stepTitle(step("EXPECTED"))).toBe("Waiting for your wire");
    expect(stepTitle(step("EXPECTED"), false)).toBe("Wire instructions provided");
  });

  it("keeps asking until the books have the last step", () => {
    expect(isMoving(deposit([step("CREATED"), step("SENT")]))).toBe(true);
    expect(isMoving(deposit([step("CREATED"), step("COMPLETED", false)]))).toBe(true);
    expect(isMoving(deposit([step("CREATED"), step("COMPLETED")]))).toBe(false);
  });

  it("names the date that a payment under way is expected on", () => {
    expect(nextStep(deposit([step("SENT")]))).toEqual({
      title: "Clears, and your investment starts",
      on: "2026-01-02",
    });
  });

  it("promises no date for a wire that somebody else sends", () => {
    const wire = deposit([step("EXPECTED")], { direction: "INCOMING", rail: "WIRE" });
    expect(nextStep(wire)?.on).toBeNull();
  });

  it("expects nothing after a canceled payment", () => {
    expect(nextStep(deposit([step("CREATED"), step("CANCELLED")]))).toBeNull();
  });

  it("says why a payment was returned and what to do", () => {
    const returnReason = "The account had too little money. Pay again when it has enough.";
    const returned = deposit([step("COMPLETED"), step("RETURNED")], { returnReason });
    expect(stepDetail(returned, returned.steps[1]!)).toBe(returnReason);
    expect(stepTone(returned.steps[1]!)).toBe("failed");
  });
});
