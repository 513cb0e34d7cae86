// `npm run --silent ofac -- screen --name NAME [--born DATE] [--country XX] [--list FILE]` screens a name against the sanctions
// list and prints `{"hits":[{"name","score","listId","program"}]}`, best first. Without --list it uses the made-up list of the
// sandbox. Bad input: a sentence on standard error, exit status 1.
import { ofacCommand } from "./ofac-screen";

try {
  const { hits, warnings } = ofacCommand(process.argv.slice(2));
  for (const warning of warnings) process.stderr.write(`${warning}\n`);
  process.stdout.write(`${JSON.stringify({ hits })}\n`);
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
