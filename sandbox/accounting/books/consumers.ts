// /webhooks: who receives what.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Accounting } from "./accounting";
import { json, nothing, notFound, type ApiAnswer, type ApiRequest } from "@/sandbox/accounting/http/api";
import { read } from "@/sandbox/accounting/http/reading";
import type { Consumer } from "./records";

const creation = z.strictObject({
  url: z.url("must be a URL"),
  eventTypes: z.array(z.string()).default([]),
  disabled: z.boolean().default(false),
  companyTags: z.array(z.string()).default([]),
});

export function createConsumer(accounting: Accounting, request: ApiRequest): ApiAnswer {
  const consumer = { key: randomUUID(), parent: "", ...read(request, creation) };
  return json(200, show(accounting.store.put("consumers", consumer)));
}

export function listConsumers(accounting: Accounting): ApiAnswer {
  return json(200, { results: accounting.store.all("consumers").map(show) });
}

export function deleteConsumer(accounting: Accounting, id: string): ApiAnswer {
  if (!accounting.store.find("consumers", id)) throw notFound("webhook consumer");
  accounting.store.remove("consumers", id);
  return nothing();
}

function show({ key, url, eventTypes, disabled, companyTags }: Consumer) {
  return { id: key, url, eventTypes, disabled, companyTags };
}
