"use client";

import { useEffect } from "react";
import { useActionResult } from "@/components/action-form";

export type LinkAnswer = { linkUrl: string | null };

/**
 * Goes to the software's own page with the link that the action fetched. A full navigation: the router would first try to
 * fetch the page itself, which another origin must not be asked for. Until it happens, or without script, it is a link.
 */
export function FollowLink() {
  const result = useActionResult<LinkAnswer>();
  const linkUrl = result.status === "ok" ? result.data.linkUrl : null;
  useEffect(() => {
    if (linkUrl) window.location.assign(linkUrl);
  }, [linkUrl]);
  if (!linkUrl) return null;
  return (
    <p role="status">
      <a className="link" href={linkUrl}>
        Continue to your accounting software
      </a>
    </p>
  );
}
