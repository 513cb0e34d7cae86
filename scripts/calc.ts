// `npm run --silent calc -- NAME`, such as schedule or apr: JSON requests on standard input, answers on standard output. Without a
// name the answer lists them.
import { answer, calcError, CALCULATION_NAMES } from "./calc-answers";
import type { Calculation } from "./calc-answers";

const name = process.argv[2] ?? "";
const result = isCalculation(name)
  ? answerAll(name, await standardInput())
  : calcError("unknown-command", "", `Say what to calculate: ${CALCULATION_NAMES.join(", ")}.`);

process.stdout.write(`${JSON.stringify(result)}\n`);
const answers = Array.isArray(result) ? result : [result];
process.exitCode = answers.some((each) => "error" in each) ? 1 : 0;

function isCalculation(text: string): text is Calculation {
  return CALCULATION_NAMES.some((known) => known === text);
}

function answerAll(calculation: Calculation, text: string): object | object[] {
  let requests: unknown;
  try {
    requests = JSON.parse(text);
  } catch {
    return calcError("malformed-json", "", "Standard input is one JSON request, or an array of them.");
  }
  if (Array.isArray(requests)) return requests.map((request) => answer(calculation, request));
  return answer(calculation, requests);
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
}
