// The commands that read an index, loaded together: they share nearly all that they load.
export { lookUp } from "./look-up.ts";
export { show } from "./show.ts";
export { status } from "./status.ts";
export { verify } from "./verify.ts";
