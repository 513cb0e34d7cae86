import { expect, it } from "vitest";
import { addUp, newAnswered, note } from "./answered.js";

it("counts requests by method and status, and how long they took", () => {
  const answered = newAnswered();
  note(answered, "GET", 200, 0.04);
  note(answered, "GET", 200, 0.3);
  note(answered, "POST", 303, 40);
  note(answered, "INVENTED", 400, 0.01);
  expect(answered.requests).toEqual({ "GET 200": 2, "POST 303": 1, "other 400": 1 });
  expect(answered.atMost).toMatchObject({ "0.05": 2, "0.25": 2, "0.5": 3, "30": 3 });
  expect(answered.count).toBe(4);
  expect(answered.seconds).toBeCloseTo(40.35);
});

it("adds up what several processes have answered", () => {
  const [one, other] = [newAnswered(), newAnswered()];
  note(one, "GET", 200, 0.2);
  note(other, "GET", 200, 0.2);
  note(other, "GET", 503, 6);
  expect(addUp([one, other])).toMatchObject({ requests: { "GET 200": 2, "GET 503": 1 }, count: 3 });
  expect(addUp([])).toEqual(newAnswered());
});
