import { defaultShouldDehydrateQuery, environmentManager, QueryClient } from "@tanstack/react-query";

const FRESH_FOR_MS = 30_000;

function makeQueryClient() {
  return new QueryClient({
    defaultOptions: {
      // Zero would fetch again right after hydration.
      queries: { staleTime: FRESH_FOR_MS },
      // Pending queries too, so that a page need not await its prefetch before streaming.
      dehydrate: {
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === "pending",
      },
    },
  });
}

let browserClient: QueryClient | undefined;

/** One client per request on the server, so that users never share a cache; one for the life of the tab in the browser. */
export function getQueryClient() {
  if (environmentManager.isServer()) return makeQueryClient();
  return (browserClient ??= makeQueryClient());
}
