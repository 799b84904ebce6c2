import { z } from 'zod';

/** Forms of values that several sections of the config share. */
export const port = z.int().min(1).max(65_535);

export const kubernetesName = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be a Kubernetes name: a-z, 0-9 and "-"');
