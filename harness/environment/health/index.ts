/** Monitoring of what the deployment runs on: failures there are never the deployment's. */
export { type HealthOptions, type HealthProbe, HealthWatch, unhealthy } from './health-watch.ts';
export { MachineSampler } from './machine-sampler.ts';
export { healthProbes } from './probes.ts';
