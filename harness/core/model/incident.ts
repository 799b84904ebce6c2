/** A period in which something that the deployment runs on was unhealthy: failures during it are not the deployment's fault. */
export interface Incident {
  /** What was broken: `API server`, `kubelet of dify-e2e-1-control-plane`, `stand-in postgres`. */
  readonly part: string;
  readonly reason: string;
  /** ms since the epoch. */
  readonly from: number;
  /** Absent while it is ongoing. */
  readonly to?: number;
}
