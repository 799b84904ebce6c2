import type { Config } from '../../core/config/index.ts';
import type { ScopeDecision } from '../../core/model/run.ts';
import { imagesOf } from '../../manifests/index.ts';
import type { RealImages } from '../../provision/images/index.ts';
import type { RunContext } from '../context.ts';
import { defineStep } from '../step.ts';
import { scope, toolbox } from '../tokens.ts';

/** Real images have gigabytes, and a registry may be far. */
const PULL_MS = 60 * 60_000;

/** @returns what a run is before anybody has looked for images: never more than it will turn out to be. */
export function undecided(config: Pick<Config, 'scope'>): ScopeDecision {
  if (config.scope !== 'auto') return { scope: config.scope, reason: `scope: ${config.scope} in the config` };
  return { scope: 'rehearsal', reason: 'scope: auto, and the run ended before the images were looked up' };
}

/** Decides whether the real images are tested or their doubles. Never a mix: one image that is missing makes a rehearsal. */
export const decideScope = ({ session, report }: RunContext) =>
  defineStep({
    id: 'scope',
    title: 'Scope: real images or doubles',
    takes: [toolbox],
    gives: scope,
    timeoutMs: PULL_MS,
    async run(taken, step) {
      const { config, set } = session;
      const decided =
        config.scope === 'auto' ? await choose(taken.toolbox.images.real, imagesOf(set)) : undecided(config);
      step.note(`${decided.scope}: ${decided.reason}`);
      report(`scope: ${decided.scope}, because ${decided.reason}`);
      return decided;
    },
  });

/** @returns what the run can be with the images that are to be had. */
export async function choose(images: Pick<RealImages, 'search'>, refs: readonly string[]): Promise<ScopeDecision> {
  const { missing, problems } = await images.search(refs);
  const [first] = missing;
  if (first === undefined) {
    return { scope: 'release', reason: `all ${refs.length} images of the set come from a registry or an archive` };
  }
  const more = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  const reason = `no registry or archive has ${first}${more}`;
  return { scope: 'rehearsal', reason: [reason, ...problems].join('; ') };
}
