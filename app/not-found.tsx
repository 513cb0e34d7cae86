import { PageNotFound } from "@/components/page-not-found";

export const metadata = { title: "Page not found" };

export default function NotFound() {
  return <PageNotFound />;
}
