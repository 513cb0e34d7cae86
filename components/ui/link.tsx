import type { ComponentProps } from "react";

/**
 * A link inside the product: a plain element, which costs the server next to nothing, followed without a new document by
 * <FollowLinks>. Nothing is fetched before the click, since every page is rendered for one person at the moment it is asked for.
 */
export default function Link({
  scroll = true,
  ...rest
}: ComponentProps<"a"> & {
  href: string;
  /** False keeps the page where it is, for links that change what it shows. */
  scroll?: boolean;
}) {
  return <a {...(!scroll && { "data-scroll": "keep" })} {...rest} />;
}
