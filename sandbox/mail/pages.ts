// The pages of the stand-in mail server.

export type Mail = {
  number: number;
  to: string;
  messageId: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  receivedAt: string;
};

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string) => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#171717;background:#fff}
a{color:#1d4ed8}li{margin:.25rem 0}pre{white-space:pre-wrap;font:inherit}iframe{width:100%;height:32rem;border:1px solid #a3a3a3}</style></head>
<body><h1>${escape(title)}</h1>${body}</body>
</html>
`;
}

/** All mailboxes that have mail. */
export function mailboxesPage(mails: readonly Mail[]): string {
  const counts = new Map<string, number>();
  for (const { to } of mails) counts.set(to, (counts.get(to) ?? 0) + 1);
  const items = [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([to, count]) => `<li><a href="/${encodeURIComponent(to)}">${escape(to)}</a> (${count})</li>`);
  const list = items.length > 0 ? `<ul>${items.join("")}</ul>` : "<p>No mail yet.</p>";
  return page("Sandbox mail", `<p>Emails that the product sent. Nothing leaves this machine.</p>${list}`);
}

/** One mailbox, newest first. */
export function mailboxPage(address: string, mails: readonly Mail[]): string {
  const items = mails
    .toReversed()
    .map(({ number, subject }) => `<li><a href="/message/${number}">${escape(subject)}</a></li>`);
  const list = items.length > 0 ? `<ul>${items.join("")}</ul>` : "<p>No mail yet.</p>";
  return page(`Mail of ${address}`, `<p><a href="/">All mailboxes</a></p>${list}`);
}

export function messagePage({ number, to, subject, text, html }: Mail): string {
  const frame = html
    ? `<h2>HTML</h2><iframe sandbox title="The message as HTML" src="/html/${number}"></iframe>`
    : "";
  return page(
    subject,
    `<p><a href="/${encodeURIComponent(to)}">Mail of ${escape(to)}</a></p><h2>Text</h2><pre>${escape(text)}</pre>${frame}`,
  );
}
