// The hosted link page, on which a customer lets the product into the accounting software, or does not.
import type { Accounting } from "@/sandbox/accounting/books/accounting";
import { Refusal, type ApiAnswer, type ApiRequest } from "@/sandbox/accounting/http/api";
import {
  checkCode,
  organizationOf,
  showConnection,
  spendCode,
  startPath,
} from "@/sandbox/accounting/books/connection-shape";
import { allow, cancel } from "./connections";
import { mapSource, optionsFor } from "@/sandbox/accounting/books/mapping";
import { escape, page } from "@/sandbox/accounting/http/page";
import { platformOf } from "@/sandbox/accounting/platforms/platforms";
import type { Connection, Source } from "@/sandbox/accounting/books/records";

const OURS = new Set(["otp", "decision"]);

/** The page behind a company's `redirect`: its connections, each with a fresh link. */
export function companyPage(accounting: Accounting, companyId: string): ApiAnswer {
  const company = accounting.company(companyId);
  const items = accounting.store.of("connections", companyId).map((connection) => {
    const { linkUrl, platformName, status } = showConnection(accounting, connection);
    return `<li><a href="${escape(linkUrl)}">${escape(platformName)}</a> <span class="soft">${status}</span></li>`;
  });
  const body = `<h1>Connect ${escape(company.name)}</h1>${items.length === 0 ? "<p>There is nothing to connect yet.</p>" : `<ul>${items.join("")}</ul>`}`;
  return page(`Connect ${company.name}`, body);
}

export function startPage(accounting: Accounting, connection: Connection, request: ApiRequest): ApiAnswer {
  const code = request.query.get("otp") ?? "";
  return guarded(() => {
    checkCode(accounting, connection, code);
    const { name, sourceType } = platformOf(connection.platform);
    const organization = organizationOf(accounting, connection);
    const extra = [...request.query].filter(([parameter]) => !OURS.has(parameter));
    const hidden = [["otp", code] as const, ...extra]
      .map(
        ([parameter, value]) => `<input type="hidden" name="${escape(parameter)}" value="${escape(value)}">`,
      )
      .join("");
    const body = `<div class="card"><h1>${escape(name)}</h1><p>Modern Lending asks for access to the books of <strong>${escape(organization)}</strong>.</p>
<p class="soft">It will read accounts and suppliers, and write transfers, spend money and bank feed lines.</p>
<form method="post" action="${escape(startPath(connection))}">${hidden}${sourceType === "BankFeed" ? feedChoices(accounting, connection) : ""}
<div class="row"><button class="main" name="decision" value="allow">Allow</button><button name="decision" value="cancel">Cancel</button></div></form></div>`;
    return page(`Connect ${name}`, body);
  });
}

export function decide(accounting: Accounting, connection: Connection, request: ApiRequest): ApiAnswer {
  const form = new URLSearchParams(request.rawBody);
  return guarded(() => {
    spendCode(accounting, connection, form.get("otp") ?? "");
    const isAllowed = form.get("decision") === "allow";
    const decided = isAllowed ? allow(accounting, connection) : cancel(accounting, connection);
    if (isAllowed) mapChosen(accounting, decided, form);
    return goBack(accounting, decided, form, isAllowed);
  });
}

/** Where the platform maps on its own page, each source account gets its target here. */
function feedChoices(accounting: Accounting, connection: Connection): string {
  return accounting.store
    .of("sources", connection.key)
    .map((source) => {
      const options = optionsFor(accounting, connection, source).map(
        (account) => `<option value="${escape(account.key)}">${escape(account.name)}</option>`,
      );
      const name = escape(fieldOf(source));
      return `<label for="${name}">Account for ${escape(source.name)}</label><select id="${name}" name="${name}"><option value="">Create a new account</option>${options.join("")}</select>`;
    })
    .join("");
}

function mapChosen(accounting: Accounting, connection: Connection, form: URLSearchParams): void {
  if (platformOf(connection.platform).sourceType !== "BankFeed") return;
  for (const source of accounting.store.of("sources", connection.key))
    if (source.status === "pending" || source.status === "disconnected")
      mapSource(accounting, connection, source, form.get(fieldOf(source)) || null, null);
}

const fieldOf = ({ id }: Source) => `target-${id}`;

function goBack(
  accounting: Accounting,
  connection: Connection,
  form: URLSearchParams,
  isAllowed: boolean,
): ApiAnswer {
  const { redirectUrl } = accounting.settings;
  if (redirectUrl === null) {
    const words = isAllowed ? "Connected." : "Nothing was connected.";
    return page(words, `<div class="card"><h1>${words}</h1><p>You can close this page.</p></div>`);
  }
  const { name, key, sourceType, integrationId } = platformOf(connection.platform);
  const values: Record<string, string> = {
    ...Object.fromEntries(form),
    companyId: connection.parent,
    connectionId: connection.key,
    integrationId,
    sourceId: connection.sourceId,
    platform: key,
    platformName: name,
    sourceType,
    statusCode: isAllowed ? "200" : "403",
    statusText: isAllowed ? "OK" : "Forbidden",
    errorMessage: isAllowed ? "" : "User cancelled linking.",
    clientId: "",
  };
  const location = redirectUrl.replace(/\{(\w+)\}/g, (_whole, field: string) =>
    encodeURIComponent(values[field] ?? ""),
  );
  return { status: 303, body: "", headers: { location } };
}

function guarded(work: () => ApiAnswer): ApiAnswer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const body = `<div class="card"><h1>This link does not work</h1><p>${escape(error.message)} Go back and start connecting again.</p></div>`;
    return page("This link does not work", body, error.status);
  }
}
