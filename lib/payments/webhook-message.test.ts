import { expect, it } from "vitest";
import { readMessage } from "./webhook-message";

it("reads which object a message is about", () => {
  const body = JSON.stringify({
    event: "returned",
    data: { object: "payment_order", id: "x", status: "returned" },
  });
  expect(readMessage(body)).toEqual({
    topic: "payment_order.returned",
    object: "payment_order",
    objectId: "x",
  });
});

it.each(["", "null", "[]", '{"event":"completed"}', '{"event":1,"data":{"object":"a","id":"b"}}', "{"])(
  "calls %j unreadable",
  (body) => {
    expect(readMessage(body)).toEqual({ topic: "unreadable", object: null, objectId: null });
  },
);
