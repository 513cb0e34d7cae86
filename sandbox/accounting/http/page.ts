// The frame of the pages for people: plain HTML without scripts, light and dark.
import { html, type ApiAnswer } from "./api";

const STYLE = `:root{color-scheme:light dark;--ink:#18181b;--soft:#52525b;--line:#e4e4e7;--paper:#fff;--card:#fafafa;--good:#166534;--bad:#b91c1c}
@media (prefers-color-scheme:dark){:root{--ink:#f4f4f5;--soft:#a1a1aa;--line:#3f3f46;--paper:#111113;--card:#18181b;--good:#86efac;--bad:#fca5a5}}
*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:64rem;margin:2rem auto;padding:0 1rem}
a{color:inherit}h1{margin:0 0 .25rem;font-size:1.5rem}h2{margin:2rem 0 .5rem;font-size:1.125rem}p{margin:.25rem 0}.soft{color:var(--soft)}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}caption{text-align:left;color:var(--soft);padding-bottom:.25rem}
td,th{text-align:left;vertical-align:top;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line)}
td:first-child{white-space:nowrap}td.money,th.money{padding-right:1.5rem}.money{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.good{color:var(--good)}.bad{color:var(--bad)}
.card{border:1px solid var(--line);border-radius:.5rem;background:var(--card);padding:1.25rem;max-width:32rem}
label{display:block;margin:.75rem 0 .25rem;font-weight:600}select,button{font:inherit;padding:.5rem 1rem;border-radius:.375rem;border:1px solid var(--line);background:var(--paper);color:inherit;min-height:2.75rem}
.row{display:flex;gap:.75rem;flex-wrap:wrap;margin-top:1.25rem}button.main{background:var(--ink);color:var(--paper);border-color:var(--ink)}`;

export function page(title: string, body: string, status = 200): ApiAnswer {
  const whole = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
  const answer = html(whole, status);
  return {
    ...answer,
    headers: {
      ...answer.headers,
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  };
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export type Column = { name: string; isMoney?: boolean };

/** Cells are HTML already. */
export function table(caption: string, columns: Column[], rows: string[][], empty: string): string {
  const cell = (tag: string, column: Column | undefined, content: string) =>
    `<${tag}${tag === "th" ? ' scope="col"' : ""}${column?.isMoney ? ' class="money"' : ""}>${content}</${tag}>`;
  const head = columns.map((column) => cell("th", column, escape(column.name))).join("");
  const body = rows.map(
    (row) => `<tr>${row.map((content, index) => cell("td", columns[index], content)).join("")}</tr>`,
  );
  const none = `<tr><td colspan="${columns.length}" class="soft">${escape(empty)}</td></tr>`;
  return `<div class="wide" role="region" aria-label="${escape(caption)}" tabindex="0"><table><caption>${escape(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join("\n") || none}</tbody></table></div>`;
}

/** `−1,234.50` of cents, with a real minus sign. */
export function money(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${cents < 0n ? "−" : ""}${whole}.${digits.slice(-2)}`;
}
