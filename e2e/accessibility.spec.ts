// Every page as everyone who may open it: axe finds nothing in either theme, the console stays silent, and on a phone
// nothing makes the page scroll sideways.
import { examine } from "./examine";
import { test } from "./fixtures";
import { VISITORS, visitsOf, type Visitor } from "./pages";

test.describe.configure({ mode: "parallel" }); // the administrator's pages take as long as all the others

for (const visitor of VISITORS) {
  test(`axe finds nothing on the pages of the ${visitor.name}, and none of them scrolls sideways`, async ({
    story,
    open,
  }) => {
    const page = await open(story, visitor.email);
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const { path } of await visitsOf(visitor, story.ownerUrl)) {
      await test.step(path, () => examine(page, path));
    }
  });
}

test("axe finds nothing on what is said of pages that do not exist", async ({ story, open }) => {
  for (const { email, gates } of VISITORS.filter(({ only }: Visitor) => !only)) {
    const page = await open(story, email);
    const portal = { INVESTOR: "/investor", BORROWER: "/borrower", ADMIN: "/admin" }[gates[0] as string];
    await examine(page, portal ? `${portal}/nowhere/at-all` : "/nowhere");
  }
});
