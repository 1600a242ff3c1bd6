import { registerHooks } from "node:module";
import type { Mutant } from "./mutant.ts";

/** Has the mutant's files loaded with its patches; for this thread, before anything of the Worker is loaded. */
export function plant(mutant: Mutant): { assertPlanted(): void } {
  const files = new Map(mutant.patches.map(({ file }) => [urlOf(file), file]));
  const planted = new Set<string>();
  registerHooks({
    load(asked, context, next) {
      const loaded = next(asked, context);
      const file = files.get(asked);
      if (file === undefined) return loaded;
      planted.add(file);
      return { ...loaded, source: mutated(textOf(loaded.source), file, mutant) };
    },
  });
  return {
    assertPlanted() {
      for (const file of files.values())
        if (!planted.has(file)) throw new Error(`mutant ${mutant.name}: ${file} was not loaded`);
    },
  };
}

function urlOf(file: string): string {
  return new URL(`../../../${file}`, import.meta.url).href;
}

/**
 * The file's text with the mutant's patches.
 * @throws Error when a patch does not fit exactly once: the code has moved on, and the mutant must follow
 */
export function mutated(source: string, file: string, { name, patches }: Mutant): string {
  return patches
    .filter((patch) => patch.file === file)
    .reduce((text, { find, replace }) => {
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
