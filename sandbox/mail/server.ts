// A stand-in mail server: takes every message over SMTP and shows it on a page, a mailbox for each address. It keeps the last
// messages in memory. Addresses whose name says so behave badly, as README.md lists.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { reportLater, type MailWebhook } from "./webhook";
import { mailboxesPage, mailboxPage, messagePage, type Mail } from "./pages";

const MOST_KEPT = 5000;

/** Starts both servers; port 0 takes any free one. The promise is kept once they listen. */
export async function startMail({
  port,
  pagePort,
  webhook = null,
}: {
  port: number;
  pagePort: number;
  /** Where bounces and complaints are reported, as a mail provider does; null: nowhere. */
  webhook?: MailWebhook | null;
}) {
  const kept: Mail[] = [];
  let lastNumber = 0;
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onRcptTo: ({ address }, _session, done) => done(complaint(address)),
    onData: (stream, session, done) => {
      void take(stream, session).then(
        (mails) => {
          kept.push(...mails.map((mail) => ({ ...mail, number: ++lastNumber })));
          if (webhook)
            void reportLater(
              webhook,
              mails.map(({ to }) => to),
            );
          kept.splice(0, Math.max(0, kept.length - MOST_KEPT));
          if (!session.envelope.rcptTo.some(({ address }) => nameOf(address).includes("drop"))) return done();
          // The message is here, and the sender never hears of it.
          for (const connection of smtp.connections) (connection as Connection)._socket.destroy();
        },
        (error: Error) => done(error),
      );
    },
  });
  smtp.on("error", () => undefined); // a client that goes away is no fault of ours
  const pages = createServer((request, response) => answer(request, response, kept));
  await Promise.all([listen(smtp, port), listen(pages, pagePort)]);
  return {
    port: (smtp.server.address() as AddressInfo).port,
    pagePort: (pages.address() as AddressInfo).port,
    mails: kept as readonly Mail[],
    close: async () => {
      pages.closeAllConnections();
      await Promise.all([
        new Promise<void>((done) => smtp.close(() => done())),
        new Promise<void>((done) => pages.close(() => done())),
      ]);
    },
  };
}

type Connection = { _socket: { destroy: () => void } };
type Listening = {
  listen: (port: number, host: string, done: () => void) => unknown;
  once: NodeJS.EventEmitter["once"];
};

function listen(server: Listening, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

const nameOf = (address: string) => address.split("@")[0]!.toLowerCase();

function complaint(address: string): Error | null {
  const name = nameOf(address);
  if (name.includes("bounce"))
    return Object.assign(new Error("5.1.1 The address does not exist"), { responseCode: 550 });
  if (name.includes("later")) return Object.assign(new Error("4.2.1 Try again later"), { responseCode: 451 });
  return null;
}

async function take(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<Omit<Mail, "number">[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const parsed = await PostalMime.parse(Buffer.concat(chunks));
  return session.envelope.rcptTo.map(({ address }) => ({
    to: address.toLowerCase(),
    messageId: parsed.messageId ?? "",
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: parsed.html ?? "",
    headers: Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value])),
    receivedAt: new Date().toISOString(),
  }));
}

function answer(request: IncomingMessage, response: ServerResponse, kept: readonly Mail[]) {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const [, place, id] = pathname.split("/").map(decodeURIComponent);
  const send = (status: number, html: string) =>
    response
      .writeHead(status, {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'",
      })
      .end(html);
  if (request.method !== "GET") return send(405, "Method not allowed.");
  if (!place) return send(200, mailboxesPage(kept));
  if (place === "message" || place === "html") {
    const mail = kept.find(({ number }) => String(number) === id);
    if (!mail) return send(404, "No such message.");
    return send(200, place === "html" ? mail.html : messagePage(mail));
  }
  return send(
    200,
    mailboxPage(
      place,
      kept.filter(({ to }) => to === place.toLowerCase()),
    ),
  );
}
