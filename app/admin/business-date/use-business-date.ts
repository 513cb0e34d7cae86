"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import type { BusinessDateState } from "./state";

const WHILE_MOVING_MS = 1_000;
const WHILE_STILL_MS = 5_000; // another tab, or another administrator, may start a move

export const businessDateQuery = queryOptions({
  queryKey: ["admin", "business-date"],
  queryFn: async (): Promise<BusinessDateState> => {
    const response = await fetch("/api/admin/business-date", { cache: "no-store" });
    if (!response.ok) throw new Error(`The server responded with ${response.status}.`);
    return response.json();
  },
});

/** True while the worker moves the date or will retry after a failure. */
export function isUnderWay(move: BusinessDateState["move"]) {
  return move?.status === "QUEUED" || move?.status === "RUNNING" || Boolean(move?.nextTryAt);
}

export function useBusinessDate(initial: BusinessDateState) {
  return useQuery({
    ...businessDateQuery,
    initialData: initial,
    staleTime: 0,
    refetchInterval: ({ state }) => (isUnderWay(state.data?.move ?? null) ? WHILE_MOVING_MS : WHILE_STILL_MS),
  });
}
