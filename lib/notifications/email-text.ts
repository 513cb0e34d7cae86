// An email on its way to a person: the text and the HTML of a notification. Pure.

export type EmailContent = {
  subject: string;
  title: string;
  body: string;
  /** The page with more, as a whole address. */
  link: string | null;
  /** The link opens an account by itself. */
  isAccess?: boolean;
  /** Where the person chooses what they get; null for a notice that the law asks for, or that somebody asked us to send. */
  preferences: string | null;
  company: { name: string; address: string };
};

const COLORS = { ink: "#171717", gray: "#525252", link: "#1d4ed8", paper: "#ffffff" } as const;

const COLUMNS = 78; // RFC 5322, section 2.1.1

/** Breaks text into lines of at most 78 characters; a longer word, such as an address, has its line to itself. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= COLUMNS)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}

/** The plain text, for programs that show no HTML. */
export function emailText(content: EmailContent): string {
  const { title, body, link, preferences, company } = content;
  return [
    title,
    body,
    ...(link ? [`${linkWords(content)}: ${link}`] : []),
    `${company.name}, ${company.address}`,
    preferences ? `Choose which emails you get: ${preferences}` : whyWords(content),
  ]
    .map(wrapped)
    .join("\n\n");
}

const linkWords = ({ isAccess }: EmailContent) => (isAccess ? "Open this link" : "Sign in to read more");
const whyWords = ({ isAccess }: EmailContent) =>
  isAccess
    ? "You get this email because somebody entered your address. If you did not expect it, ignore it."
    : "You get this email because the law asks us to send it.";

/** The same as HTML: one column of at most 600 pixels, no pictures, no script. */
export function emailHtml(content: EmailContent): string {
  const { subject, title, body, link, preferences, company } = content;
  const foot = preferences
    ? `<a href="${escape(preferences)}" style="color:${COLORS.gray}">Choose which emails you get</a>`
    : whyWords(content);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(subject)}</title></head>
<body style="margin:0;background:${COLORS.paper};color:${COLORS.ink};font-family:Helvetica,Arial,sans-serif">
<main style="max-width:600px;margin:0 auto;padding:24px">
<p style="font-size:14px;margin:0 0 24px">${escape(company.name)}</p>
<h1 style="font-size:20px;margin:0 0 12px">${escape(title)}</h1>
<p style="font-size:16px;line-height:1.5;margin:0 0 24px">${escape(body)}</p>
${link ? `<p style="font-size:16px;margin:0 0 24px"><a href="${escape(link)}" style="color:${COLORS.link}">${linkWords(content)}</a></p>` : ""}
<p style="font-size:13px;line-height:1.5;color:${COLORS.gray};margin:0">${escape(`${company.name}, ${company.address}`)}<br>${foot}</p>
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string) => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);
