/** What the verified deployment runs on, watched for the whole run: its failures are never the deployment's. */
export { type HealthOptions, type HealthProbe, HealthWatch, unhealthy } from './health-watch.ts';
export { healthProbes } from './probes.ts';
