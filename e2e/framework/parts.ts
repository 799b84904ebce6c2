import { STAND_IN_NAMES } from '../../harness/index.ts';

/** Parts that a check may list in `needs`; if one of them is a double or a stand-in, the report says so next to the claim. */
export const PARTS = [
  'dify-api',
  'dify-web',
  'dify-sandbox',
  'dify-plugin-daemon',
  'ssrf-proxy',
  'ingress-controller',
  'cni',
  ...STAND_IN_NAMES,
] as const;

export type Part = (typeof PARTS)[number];

/** The six services of the deployment. */
export const ALL_IMAGES: readonly Part[] = ['dify-api', 'dify-web', 'dify-sandbox', 'dify-plugin-daemon', 'ssrf-proxy'];
