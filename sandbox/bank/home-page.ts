// One page for a person who wonders what the sandbox bank is doing.
import type { ApiAnswer } from "./api";
import type { Bank } from "./bank";

const SHOWN = 50;

export function homePage(bank: Bank): ApiAnswer {
  const orders = bank.store.all("payment_orders").slice(-SHOWN).reverse();
  const rows = orders.map((order) => {
    const outcome = order.current_return ? `${order.status} (${order.current_return.code})` : order.status;
    const cells = [
      order.effective_date,
      order.type.toUpperCase(),
      order.direction,
      dollars(order.amount),
      outcome,
    ];
    return `<tr>${[...cells, order.statement_descriptor ?? ""].map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`;
  });
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sandbox Bank</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ccc}
td:nth-child(4),th:nth-child(4){text-align:right;font-variant-numeric:tabular-nums}</style>
<h1>Sandbox Bank</h1>
<p>A stand-in that speaks Modern Treasury's API. No real money moves here.</p>
<p>Date: <strong>${escape(bank.today)}</strong> · Pool account: <strong>${dollars(bank.settings.balance)}</strong></p>
<table><caption>The newest ${SHOWN} payment orders</caption>
<thead><tr><th>Date</th><th>Rail</th><th>Direction</th><th>Amount</th><th>Status</th><th>Statement</th></tr></thead>
<tbody>${rows.join("\n") || '<tr><td colspan="6">None yet.</td></tr>'}</tbody></table></html>`;
  return { status: 200, body, headers: { "content-type": "text/html; charset=utf-8" } };
}

function dollars(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${cents < 0 ? "-" : ""}$${whole}.${digits.slice(-2)}`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
