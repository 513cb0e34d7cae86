"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { TypedProjection } from "./project-typed";

const PAUSE_MS = 250; // a person who is still typing is not asked for

/** What the server makes of the typed amount, a moment after the last key; the old answer stays until the new one comes. */
export function useProjection(typed: string, first: { amount: string; projection: TypedProjection }) {
  const amount = useLate(typed.trim(), PAUSE_MS);
  const query = useQuery({
    queryKey: ["investment-projection", amount],
    queryFn: async (): Promise<TypedProjection> => {
      const response = await fetch(`/api/investor/projections?amount=${encodeURIComponent(amount)}`);
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      return response.json();
    },
    ...(amount === first.amount.trim() && { initialData: first.projection }),
    placeholderData: keepPreviousData,
  });
  return { data: query.data ?? first.projection, isBehind: query.isFetching || amount !== typed.trim() };
}

function useLate(value: string, pauseMs: number) {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return late;
}
