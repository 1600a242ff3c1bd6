import { defineConfig } from "vitest/config";
import { worker } from "../../../vitest.config.ts";

/** As the tests inside workerd run; which file is said by whoever starts it. */
export default defineConfig({
  plugins: worker.plugins,
  test: { ...worker.test, include: ["test/bench/inside/*.bench.ts"], testTimeout: 240_000 },
});
