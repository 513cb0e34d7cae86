import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link inside the product. Every page is rendered for one person at the moment it is asked for, so nothing is fetched
 * before the click: a list of fifty rows would otherwise cost the server fifty pages.
 */
export default function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
