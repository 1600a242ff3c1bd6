import "@backstage/ui/css/styles.css";
import { createRoot } from "react-dom/client";

const root = document.querySelector("#root");
if (root === null) throw new Error("index.html has no #root");
// Vite builds one of the two: the other's code is not in the files.
const { app } = await (import.meta.env.MODE === "legacy"
  ? import("./legacy-app.tsx")
  : import("./app.tsx"));
createRoot(root).render(app);
