import { expect, it } from "vitest";
import { prometheusText } from "@/lib/prometheus";

it("writes a metric with its help, type, labels and values", () =>
  expect(
    prometheusText([
      {
        name: "jobs",
        help: "Jobs by state.",
        type: "gauge",
        samples: [
          { labels: { state: "due" }, value: 3 },
          { labels: { state: 'a "quoted" \\ one' }, value: 0.5 },
        ],
      },
      { name: "seconds", help: "How long.", type: "histogram", samples: [{ suffix: "_sum", value: 1.25 }] },
      { name: "nothing", help: "Left out.", type: "gauge", samples: [] },
    ]),
  ).toBe(
    [
      "# HELP jobs Jobs by state.",
      "# TYPE jobs gauge",
      'jobs{state="due"} 3',
      'jobs{state="a \\"quoted\\" \\\\ one"} 0.5',
      "# HELP seconds How long.",
      "# TYPE seconds histogram",
      "seconds_sum 1.25",
      "",
    ].join("\n"),
  ));
