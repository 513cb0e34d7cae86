// The mail server, over SMTP. What came of a message is one of four things, and the third is the hard one: a connection that ends after
// the text was handed over may have delivered it, so it is never sent again without a person's decision.
import "server-only";
import nodemailer from "nodemailer";
import { env, isSandbox } from "@/lib/env";

export type Letter = {
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** For the header that lets a mail program offer to unsubscribe; null for a legal notice. */
  unsubscribe: string | null;
};

export type Outcome =
  | { kind: "sent"; answer: string }
  /** Not accepted now; nothing was delivered. */
  | { kind: "later"; answer: string; isServerAway: boolean }
  | { kind: "unknown"; answer: string }
  | { kind: "refused"; answer: string };

const PATIENCE_MS = 20_000;
const BEGIN_TEXT = 354; // the server's answer to DATA: from here on the text is on its way

/** Sends one message. It never throws for what a server or a network does. @param patienceMs how long a silent server is waited for */
export async function sendLetter(letter: Letter, { patienceMs = PATIENCE_MS } = {}): Promise<Outcome> {
  let isTextOnItsWay = false;
  const watch = (entry: { tnx?: string }, message?: unknown) => {
    if (entry.tnx === "server" && String(message).startsWith(String(BEGIN_TEXT))) isTextOnItsWay = true;
  };
  const silent = () => undefined;
  const transport = nodemailer.createTransport({
    url: env.SMTP_URL,
    requireTLS: !isSandbox,
    ignoreTLS: isSandbox,
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    transactionLog: true,
    logger: {
      level: silent,
      trace: silent,
      debug: watch,
      info: silent,
      warn: silent,
      error: silent,
      fatal: silent,
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never);
  try {
    const { response } = (await transport.sendMail({
      from: env.EMAIL_FROM,
      to: letter.to,
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: letter.messageId,
      headers: letter.unsubscribe ? { "List-Unsubscribe": `<${letter.unsubscribe}>` } : {},
    })) as { response: string };
    return { kind: "sent", answer: response };
  } catch (error) {
    return outcomeOf(error, isTextOnItsWay);
  } finally {
    transport.close();
  }
}

function outcomeOf(error: unknown, isTextOnItsWay: boolean): Outcome {
  const { responseCode, message } = error as { responseCode?: number; message: string };
  const answer = message.slice(0, 500);
  if (responseCode !== undefined && responseCode >= 500) return { kind: "refused", answer };
  if (responseCode !== undefined) return { kind: "later", answer, isServerAway: false };
  return isTextOnItsWay ? { kind: "unknown", answer } : { kind: "later", answer, isServerAway: true };
}
