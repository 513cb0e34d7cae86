"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isFollowed } from "./followed-link";

/**
 * Follows links without loading a new document: one listener for the whole product. A component for each link was a third
 * of a page's client components, rendered and hydrated one by one.
 */
export function FollowLinks() {
  const router = useRouter();
  useEffect(() => {
    function follow(event: MouseEvent) {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || !isFollowed(event, link, location)) return;
      event.preventDefault();
      router.push(link.pathname + link.search + link.hash, { scroll: link.dataset.scroll !== "keep" });
    }
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, [router]);
  return null;
}
