import { startAfresh } from "./fresh-start";

startAfresh();
