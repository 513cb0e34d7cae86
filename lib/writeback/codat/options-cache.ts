// What a connection accepts hardly changes and costs a call: a process asks once an hour per connection and kind.
import { now } from "@/lib/clock";
import { ask, type Caller } from "./ask";
import { getOptions, type DataType, type Place } from "./codat";
import type { CodatRequest, Outcome } from "./codat-client";
import type { OptionModel } from "@/lib/writeback/records/preflight";

const LIFE_MS = 60 * 60 * 1000;
const MOST = 2000;
const known = new Map<string, { model: OptionModel; until: number }>();
const asking = new Map<string, Promise<Outcome<OptionModel>>>();

/** The model of a kind of record. "not-found": the platform does not take this kind. */
export async function optionsFor(
  caller: Caller,
  place: Place,
  dataType: DataType,
  sourceId: string | null,
): Promise<Outcome<OptionModel>> {
  const key = `${place.connectionId}:${dataType}:${sourceId ?? ""}`;
  const kept = known.get(key);
  if (kept && kept.until > now().getTime()) return { kind: "ok", data: kept.model, correlationId: null };
  const underWay = asking.get(key);
  if (underWay) return underWay;
  const answer = askAndKeep(key, caller, getOptions(place, dataType, sourceId));
  asking.set(key, answer);
  return answer.finally(() => asking.delete(key));
}

async function askAndKeep(
  key: string,
  caller: Caller,
  request: CodatRequest<OptionModel>,
): Promise<Outcome<OptionModel>> {
  const outcome = await ask(caller, request);
  if (outcome.kind === "ok") {
    if (known.size >= MOST) known.clear();
    known.set(key, { model: outcome.data, until: now().getTime() + LIFE_MS });
  }
  return outcome;
}

/** After a connection changed. */
export function forgetOptions(connectionId: string): void {
  for (const key of known.keys()) if (key.startsWith(`${connectionId}:`)) known.delete(key);
}
