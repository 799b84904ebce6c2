import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CustomKind } from './custom.ts';

let known: readonly CustomKind[] | undefined;

/** @returns the kinds of the Gateway API, its standard channel; read once, when a set has an object of its group. */
export function gatewayKinds(): readonly CustomKind[] {
  const file = createRequire(import.meta.url).resolve('#schemas/extensions/gateway-api.json');
  known ??= (JSON.parse(readFileSync(file, 'utf8')) as { readonly kinds: readonly CustomKind[] }).kinds;
  return known;
}

export const GATEWAY_GROUP = 'gateway.networking.k8s.io';
