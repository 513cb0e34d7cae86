// A mail server that is slow, at each point where that makes a difference.
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, expect, it } from "vitest";
import { env } from "@/lib/env";
import { sendLetter } from "./mail-server";

const letter = {
  ...{ messageId: "<eml_1@example.com>", to: "art@example.com", subject: "Subject", text: "Text" },
  ...{ html: "<p>Text</p>", unsubscribe: null },
};
const patienceMs = 300;
let server: Server | undefined;

/** A server that says what is given for each command, and falls silent where nothing is given. */
async function speaking(greeting: string | null, answers: Record<string, string>) {
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    if (greeting) socket.write(`${greeting}\r\n`);
    socket.on("data", (chunk) => {
      const word = chunk.toString("latin1").slice(0, 4).toUpperCase();
      const answer = answers[word];
      if (answer) socket.write(`${answer}\r\n`);
    });
  });
  await new Promise<void>((done) => server!.listen(0, "127.0.0.1", done));
  env.SMTP_URL = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(() => new Promise((done) => (server ? server.close(done) : done(null))));

const POLITE = { EHLO: "250 ok", MAIL: "250 ok", RCPT: "250 ok", DATA: "354 go on" };

it("that never greets is away: the rest waits", async () => {
  await speaking(null, {});
  expect(await sendLetter(letter, { patienceMs })).toMatchObject({ kind: "later", isServerAway: true });
});

it("that falls silent before the text has delivered nothing", async () => {
  const { DATA: _, ...untilData } = POLITE;
  await speaking("220 hello", untilData);
  expect(await sendLetter(letter, { patienceMs })).toMatchObject({ kind: "later", isServerAway: true });
});

it("that falls silent after the text may have delivered it, so that it is never sent again", async () => {
  await speaking("220 hello", POLITE);
  expect(await sendLetter(letter, { patienceMs })).toMatchObject({ kind: "unknown" });
});
