import type { V1Service } from '@kubernetes/client-node';
import type { PartName } from '../../../core/config/index.ts';
import { PARTS } from '../input/expectations.ts';
import type { LintInput, Typed } from '../input/input.ts';

/** The Service of a part. */
export interface PartService extends Typed<V1Service> {
  readonly part: PartName;
  /** Port that the config promises. */
  readonly port: number | undefined;
}

/** @returns the Services of the parts that are in the set. */
export function partServices({ services, expected }: LintInput): PartService[] {
  const byName = new Map(services.map((service) => [service.entry.object.metadata.name, service]));
  return PARTS.flatMap((part) => {
    const { service: name, port } = expected.parts[part];
    const service = name === undefined ? undefined : byName.get(name);
    return service ? [{ ...service, part, port }] : [];
  });
}

/** @returns whether the Service has the port. */
export const hasPort = ({ object }: Typed<V1Service>, wanted: number): boolean =>
  (object.spec?.ports ?? []).some(({ port }) => port === wanted);
