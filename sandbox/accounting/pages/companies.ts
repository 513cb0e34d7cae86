// /companies
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Accounting } from "@/sandbox/accounting/books/accounting";
import {
  broken,
  json,
  nothing,
  Refusal,
  type ApiAnswer,
  type ApiRequest,
} from "@/sandbox/accounting/http/api";
import { showCompany } from "@/sandbox/accounting/books/connection-shape";
import { removeConnection } from "./connections";
import { tell, refer } from "@/sandbox/accounting/books/events";
import { listed } from "@/sandbox/accounting/http/listing";
import { read } from "@/sandbox/accounting/http/reading";
import type { Company } from "@/sandbox/accounting/books/records";

const FREE_NAME = /[^A-Za-z0-9\s\-',&@.?!]/g;

const name = z.string().min(1);
const tags = z
  .record(z.string().min(1).max(27), z.string().max(100))
  .refine((given) => Object.keys(given).length <= 10, "must not be more than ten");
const whole = z.strictObject({ name, description: z.string().nullish(), tags: tags.nullish() });
const part = z.strictObject({
  name: name.optional(),
  description: z.string().nullish(),
  tags: tags.nullish(),
});

export function createCompany(accounting: Accounting, request: ApiRequest): ApiAnswer {
  const { companyLimit } = accounting.settings;
  if (companyLimit !== null && accounting.store.count("companies") >= companyLimit)
    throw new Refusal(402, "The plan allows no further companies.");
  const body = read(request, whole);
  const company: Company = {
    key: randomUUID(),
    parent: "",
    name: cleaned(body.name),
    description: body.description ?? null,
    tags: body.tags ?? {},
    created: accounting.clock.iso(),
  };
  accounting.store.put("companies", company);
  tell(accounting, company, "company.created", { referenceCompany: refer(company) });
  return json(200, showCompany(accounting, company));
}

export function listCompanies(accounting: Accounting, request: ApiRequest): ApiAnswer {
  const wanted = request.query.get("tags");
  const companies = accounting.store.all("companies").filter((company) => hasTag(company, wanted));
  return listed(request, companies, (company) => showCompany(accounting, company));
}

export function getCompany(accounting: Accounting, companyId: string): ApiAnswer {
  return json(200, showCompany(accounting, accounting.company(companyId)));
}

/** PUT: what is not named is gone afterward. */
export function replaceCompany(accounting: Accounting, companyId: string, request: ApiRequest): ApiAnswer {
  const before = accounting.company(companyId);
  const body = read(request, whole);
  const { description = null, tags: given } = body;
  const after = { ...before, name: cleaned(body.name), description, tags: given ?? {} };
  return json(200, showCompany(accounting, accounting.store.put("companies", after)));
}

/** PATCH: what is not named stays. */
export function updateCompany(accounting: Accounting, companyId: string, request: ApiRequest): ApiAnswer {
  const before = accounting.company(companyId);
  const body = read(request, part);
  const after = {
    ...before,
    name: body.name === undefined ? before.name : cleaned(body.name),
    description: body.description === undefined ? before.description : body.description,
    tags: body.tags ?? before.tags,
  };
  return json(200, showCompany(accounting, accounting.store.put("companies", after)));
}

export function deleteCompany(accounting: Accounting, companyId: string): ApiAnswer {
  const company = accounting.company(companyId);
  for (const connection of accounting.store.of("connections", companyId))
    removeConnection(accounting, connection);
  accounting.store.remove("companies", companyId);
  tell(accounting, company, "company.deleted", { referenceCompany: refer(company) });
  return nothing();
}

/** Codat drops what its names cannot hold: "Example (Codat[1])" becomes "Example Codat1". */
function cleaned(text: string): string {
  const clean = text.replace(FREE_NAME, "").trim();
  if (clean === "") throw broken("The name has no character that Codat keeps.", "name");
  return clean;
}

function hasTag(company: Company, wanted: string | null): boolean {
  if (wanted === null) return true;
  const [tag = "", value = ""] = wanted.split("=");
  return company.tags[tag] === value;
}
