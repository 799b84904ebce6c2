import { type Config, STAND_IN_NAMES, type StandInName } from '../../core/config/index.ts';
import { HarnessError } from '../../core/errors.ts';
import { importNamed } from '../../core/named-module.ts';
import type { MakeFault, StandIn, StandInContext, StandInFaultKind, StandInImage, StandInModule } from './types.ts';

/** @returns the code of a stand-in, from the file with its name. */
export async function standInModule(name: StandInName): Promise<StandInModule> {
  const module = await importNamed<{ readonly standIn: StandInModule }>(import.meta.url, `./${name}`);
  return module.standIn;
}

/** A server that the set runs itself, or does not have, needs none. */
const wantedBy = ({ external }: Config): StandInName[] =>
  STAND_IN_NAMES.filter((name) => name === 'outside-world' || external[name] !== undefined);

/** @returns the images of the stand-ins that a run with this config starts. */
export async function standInImages(config: Config): Promise<string[]> {
  const modules = await Promise.all(wantedBy(config).map(standInModule));
  return modules.flatMap((module) => module.imageOf(config) ?? []);
}

export interface CreateOptions extends Pick<StandInContext, 'config' | 'secret'> {
  /** Finds the image for a reference from {@link standInImages}. */
  image(ref: string): StandInImage;
}

/** @returns the stand-ins of a run, not yet started. */
export async function createStandIns({ config, secret, image }: CreateOptions): Promise<StandIn[]> {
  const modules = await Promise.all(wantedBy(config).map(standInModule));
  return modules.flatMap((module) => {
    const ref = module.imageOf(config);
    return ref === undefined ? [] : module.create({ config, secret, image: image(ref) });
  });
}

/** @throws HarnessError `FAULT_UNSUPPORTED` if the stand-in can't fail in that way. */
export async function standInFault(name: StandInName, how: StandInFaultKind): Promise<MakeFault> {
  const { faults = {} } = await standInModule(name);
  const make = faults[how];
  if (make) return make;
  throw new HarnessError({
    code: 'FAULT_UNSUPPORTED',
    message: `the stand-in ${name} does not support the fault "${how}"`,
    likely: `it supports ${['paused', ...Object.keys(faults)].join(', ')}`,
  });
}
