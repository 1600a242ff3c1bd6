export interface Config {
  daypass?: {
    /**
     * The path of the proxy endpoint that leads to Daypass. Default: `/daypass`.
     * @visibility frontend
     */
    proxyPath?: string;
  };
}
