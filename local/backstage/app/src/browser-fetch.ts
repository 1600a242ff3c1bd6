/** In node-fetch's place, whose Node build Vite would take: @backstage/integration brings it, and the browser has its own. */
export default fetch;
export const { Headers, Request, Response } = globalThis;
