import { existsSync } from "node:fs";
import bundled from "@sparticuz/chromium";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/google-chrome"];

/** Chromium without a window: the one that is installed, else the one of the package. */
export async function launchBrowser(): Promise<Browser> {
  const installed = INSTALLED.find((path) => existsSync(path));
  return await chromium.launch(
    installed === undefined
      ? { executablePath: await bundled.executablePath(), args: bundled.args }
      : { executablePath: installed, args: ["--no-sandbox"] },
  );
}

/** A page in a browser of its own, and what it complained about. */
export interface WatchedPage {
  readonly page: Page;
  /** Console errors, exceptions, requests that failed or were answered with an error. */
  readonly complaints: readonly string[];
}

/** Signs in to Backstage by name, as with the sign-in page's field. */
export async function openAs(browser: Browser, url: string, name: string): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  await context.addInitScript((user) => localStorage.setItem("demo-user", user), name);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => complaints.push(`no answer: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(url);
  return { page, complaints };
}
