// Runs before `npm start` and `npm test`: installs exactly what package-lock.json says, unless that is what is there.
// Plain JavaScript that Node 20 can run: Node 24 only arrives with the install.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const packages = (file) =>
  JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), "utf8")).packages;

/** True when every package of the lockfile is installed in its version (npm writes its hidden lockfile last). */
function upToDate() {
  try {
    const installed = packages("node_modules/.package-lock.json");
    return (
      existsSync(new URL("../node_modules/.bin/node", import.meta.url)) &&
      Object.entries(packages("package-lock.json")).every(
        ([path, { optional, peer, ...want }]) =>
          path === "" ||
          (installed[path]?.version ?? null) === (want.version ?? null) ||
          ((optional || peer) && !installed[path]),
      )
    );
  } catch {
    return false;
  }
}

if (!upToDate()) {
  console.log("Installing what package-lock.json says (some minutes, once) ...");
  // npm_node_execpath is the Node that runs the outer npm; node_modules/.bin/node is about to be deleted.
  const { status } = spawnSync(
    process.env.npm_node_execpath ?? process.execPath,
    [process.env.npm_execpath, "ci", "--no-audit", "--no-fund", "--loglevel=error"],
    { stdio: "inherit" },
  );
  process.exit(status ?? 1);
}
