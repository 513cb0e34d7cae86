/** The header in which proxy.ts passes on the path that was asked for; it overwrites whatever a browser sends. */
export const PATH_HEADER = "x-modern-lending-path";
