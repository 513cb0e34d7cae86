import { expect, it } from "vitest";
import { actionOf, AUDIT_ACTIONS, FORMER_ACTIONS, recordedNamesOf } from "./actions";

it.each(AUDIT_ACTIONS)("%s is named subject.verb", (action) => {
  expect(action).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
});

it("names each action once, and no former name is in use again", () => {
  expect(new Set(AUDIT_ACTIONS).size).toBe(AUDIT_ACTIONS.length);
  expect(
    Object.keys(FORMER_ACTIONS).filter((former) => AUDIT_ACTIONS.some((action) => action === former)),
  ).toEqual([]);
});

it("reads a former name as the action of today", () => {
  expect(actionOf("charge off loan")).toBe("loan.charge-off");
  expect(actionOf("loan.charge-off")).toBe("loan.charge-off");
  expect(actionOf("something unknown")).toBe("something unknown");
  expect(actionOf("constructor")).toBe("constructor");
});

it("finds all names under which an action may have been recorded", () => {
  expect(recordedNamesOf("loan.charge-off")).toEqual(["loan.charge-off", "charge off loan"]);
  expect(recordedNamesOf("charge off loan")).toEqual(["loan.charge-off", "charge off loan"]);
  expect(recordedNamesOf("investment.open")).toEqual(["investment.open"]);
});
