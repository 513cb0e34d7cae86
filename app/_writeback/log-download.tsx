import { hrefWith } from "@/app/_parts/href-with";
import { buttonStyle } from "@/components/ui/button";

/** The log as a file, with the filters of the page. */
export function LogDownload({
  path,
  filters,
}: {
  path: string;
  filters: Record<string, string | undefined>;
}) {
  return (
    // A plain link: the router must not fetch a file ahead of the click.
    <a className={buttonStyle({ variant: "secondary" })} href={hrefWith(path, filters)} download>
      Download as CSV
    </a>
  );
}
