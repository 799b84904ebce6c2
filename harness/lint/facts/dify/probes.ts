import type { V1Probe } from '@kubernetes/client-node';
import type { PartName } from '../../../core/config/index.ts';
import type { FieldPath } from '../../../manifests/index.ts';
import type { ContainerEnvironment } from '../input/environment.ts';
import type { LintInput } from '../input/input.ts';
import { partsIn } from './settings.ts';

const KINDS = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

/** A probe of a part's own container. */
export interface PartProbe {
  readonly part: PartName;
  readonly environment: ContainerEnvironment;
  readonly kind: (typeof KINDS)[number];
  readonly probe: V1Probe;
  readonly path: FieldPath;
  /** The command of an `exec` probe as one string; empty for other probes. */
  readonly command: string;
}

/** @returns the probes of the given parts. */
export function probesOf(input: LintInput, parts: readonly PartName[]): PartProbe[] {
  const all = parts.flatMap((part) => partsIn(input, part).map((environment) => ({ part, environment })));
  return all.flatMap(({ part, environment }) => {
    const { container, path } = environment.placed;
    return KINDS.flatMap((kind) => {
      const probe = container[kind];
      const command = probe?.exec?.command?.join(' ') ?? '';
      return probe ? [{ part, environment, kind, probe, path: [...path, kind], command }] : [];
    });
  });
}
