/** A time in which something that the verified deployment runs on was broken: nothing that was seen meanwhile is its fault. */
export interface Incident {
  /** What was broken: `API server`, `kubelet of dify-e2e-1-control-plane`, `stand-in postgres`. */
  readonly part: string;
  readonly reason: string;
  /** ms since the epoch. */
  readonly from: number;
  /** Absent while it lasts. */
  readonly to?: number;
}
