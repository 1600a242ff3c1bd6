import { registerHooks } from "node:module";
import type { Mutant } from "./mutants.ts";

/** Has the mutant's file loaded with its patch; for this thread, before anything of the Worker is loaded. */
export function plant(mutant: Mutant): { assertPlanted(): void } {
  const url = new URL(`../../../${mutant.file}`, import.meta.url).href;
  let planted = false;
  registerHooks({
    load(asked, context, next) {
      const loaded = next(asked, context);
      if (asked !== url) return loaded;
      planted = true;
      return { ...loaded, source: mutated(textOf(loaded.source), mutant) };
    },
  });
  return {
    assertPlanted() {
      if (!planted) throw new Error(`mutant ${mutant.name}: ${mutant.file} was not loaded`);
    },
  };
}

/**
 * The file's text with the mutant's patches.
 * @throws Error when a patch does not fit exactly once: the code has moved on, and the mutant must follow
 */
export function mutated(source: string, { name, file, patches }: Mutant): string {
  return patches.reduce((text, { find, replace }) => {
    const [before, after, ...more] = text.split(find);
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(`mutant ${name} does not fit ${file} once: ${find}`);
    return `${before}${replace}${after}`;
  }, source);
}

function textOf(source: unknown): string {
  if (typeof source === "string") return source;
  if (source instanceof Uint8Array) return Buffer.from(source).toString("utf8");
  throw new TypeError("a module was loaded without its source");
}
