/** Runs a file of `inside/` in workerd and hands over what it measured. */
import { startVitest } from "vitest/node";
import type { Measured } from "./figures.ts";

/**
 * @param file the name of a file of `inside/`, without its ending
 * @returns what its tests left in `task.meta`, in their order
 * @throws Error when a test failed; vitest has printed why
 */
export async function runInside(file: string): Promise<Measured[]> {
  const vitest = await startVitest("test", [`test/bench/inside/${file}.bench.ts`], {
    config: "test/bench/inside/vitest.config.ts",
    reporters: ["dot"],
    watch: false,
  });
  try {
    const tests = vitest.state.getTestModules().flatMap((one) => [...one.children.allTests()]);
    if (tests.length === 0 || tests.some((one) => one.result().state !== "passed"))
      throw new Error(`${file} failed`);
    return tests.map((one) => measuredIn(one.meta()));
  } finally {
    await vitest.close();
  }
}

/** vitest carries what a test left there as it was, and the files of `inside/` leave nothing else. */
function measuredIn(meta: object): Measured {
  return meta;
}
