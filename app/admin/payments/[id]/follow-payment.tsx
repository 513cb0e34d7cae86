"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const POLL_MS = 3_000;

/** Polls an open payment order and refreshes the page when its status has changed. */
export function FollowPayment({ id, status, isDecided }: { id: string; status: string; isDecided: boolean }) {
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ["admin", "payment", id, "status"],
    queryFn: async (): Promise<{ status: string }> => {
      const response = await fetch(`/api/admin/payments/${encodeURIComponent(id)}`, { cache: "no-store" });
      if (!response.ok) throw new Error(`The server responded with ${response.status}.`);
      return response.json();
    },
    enabled: !isDecided,
    staleTime: 0,
    refetchInterval: POLL_MS,
  });
  const isBehind = data !== undefined && data.status !== status;
  useEffect(() => {
    if (isBehind) router.refresh();
  }, [isBehind, router]);
  return null;
}
