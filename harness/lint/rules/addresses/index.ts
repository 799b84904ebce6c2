import type { Rule } from '../../rule.ts';
import { brokerSentinelScheme } from './broker-sentinel-scheme.ts';
import { browserUrlInternal } from './browser-url-internal.ts';
import { daemonRedisTlsDiffers } from './daemon-redis-tls-differs.ts';
import { filesUrlEmpty } from './files-url-empty.ts';
import { impliedPortMissing } from './implied-port-missing.ts';
import { innerUrlPublic } from './inner-url-public.ts';
import { redisTopologyDiffers } from './redis-topology-differs.ts';
import { redisTopologyIncomplete } from './redis-topology-incomplete.ts';
import { ssrfProxyUnset } from './ssrf-proxy-unset.ts';
import { urlMalformed } from './url-malformed.ts';
import { vectorStoreUnknown } from './vector-store-unknown.ts';

/** Addresses as programs of Dify read them: complete, and for the side that uses them. */
export const addresses: readonly Rule[] = [
  urlMalformed,
  browserUrlInternal,
  innerUrlPublic,
  filesUrlEmpty,
  ssrfProxyUnset,
  vectorStoreUnknown,
  impliedPortMissing,
  redisTopologyIncomplete,
  redisTopologyDiffers,
  brokerSentinelScheme,
  daemonRedisTlsDiffers,
];
