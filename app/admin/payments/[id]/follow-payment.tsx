"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const POLL_MS = 3_000;

/** Watches an undecided payment order and asks for the page again when its status is no longer the one shown. */
export function FollowPayment({ id, status, isDecided }: { id: string; status: string; isDecided: boolean }) {
  const router = useRouter();
  const { data } = useQuery({
    queryKey: ["admin", "payment", id, "status"],
    queryFn: async (): Promise<{ status: string }> => {
      const response = await fetch(`/api/admin/payments/${encodeURIComponent(id)}`, { cache: "no-store" });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
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
