import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { UsageError } from '../errors/index.ts';
import type { KubernetesRelease } from './schema.ts';

const releases = new Map<string, KubernetesRelease>();

/**
 * @param version `1.34`
 * @returns what that version of Kubernetes serves; read once.
 * @throws UsageError `KUBERNETES_VERSION_UNKNOWN` naming the known versions.
 */
export function kubernetesRelease(version: string): KubernetesRelease {
  const known = releases.get(version);
  if (known) return known;
  if (!kubernetesVersions().includes(version)) throw unknownVersion(version);
  const release = JSON.parse(readFileSync(fileOf(version), 'utf8')) as KubernetesRelease;
  releases.set(version, release);
  return release;
}

/** @returns the versions with schemas, oldest first. */
export function kubernetesVersions(): string[] {
  const files = readdirSync(dirname(fileOf('1.34'))).filter((name) => name.endsWith('.json'));
  return files.map((name) => name.slice(0, -'.json'.length)).sort((a, b) => Number(minor(a)) - Number(minor(b)));
}

const minor = (version: string): string => version.split('.')[1] ?? '';

/** Via the package's `imports`, which work from both `harness/` and `dist/`. */
const fileOf = (version: string): string => createRequire(import.meta.url).resolve(`#schemas/${version}.json`);

function unknownVersion(version: string): UsageError {
  return new UsageError({
    code: 'KUBERNETES_VERSION_UNKNOWN',
    message: `no schemas for Kubernetes ${version}`,
    likely: `known versions: ${kubernetesVersions().join(', ')}`,
    hint: 'set lint.kubernetesVersion in the config to one of them',
  });
}
