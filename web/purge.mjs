// Prints kern.css without the rules that no page of the portal can need.
// Usage: node web/purge.mjs KERN_CSS SOURCE…; every word of a source counts as a class that is in use.
import { PurgeCSS } from "purgecss";

const [css, ...content] = process.argv.slice(2);
const [result] = await new PurgeCSS().purge({
  css: [css],
  content,
  defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
  // PurgeCSS does not see into :is(body, …), the rule that sets the colours.
  safelist: [/^:is$/],
});
process.stdout.write(result.css);
