import { standInTitles } from '../../core/config/index.ts';
import {
  createStandIns,
  standInImages as imagesOf,
  type StandInImage,
  startMachines,
} from '../../environment/stand-ins/index.ts';
import type { ResolvedImage } from '../../provision/images/index.ts';
import type { RunContext } from '../context.ts';
import type { Session } from '../session.ts';
import { defineStep } from '../step.ts';
import { network, standInImages, standIns } from '../tokens.ts';

type Images = ReadonlyMap<string, ResolvedImage>;

/** Starts the engines, and verifies writing and reading on each before anything is deployed. */
export const startEngines = ({ session }: RunContext) =>
  defineStep({
    id: 'standins',
    title: `Stand-ins: ${standInTitles(session.config).join(', ') || 'none'}`,
    takes: [network, standInImages],
    gives: standIns,
    timeoutMs: 180_000,
    async run(taken, step) {
      const wanted = await enginesOf(session, taken.standInImages);
      const image = await holderImage(session, taken.standInImages);
      const machine = { runId: session.folders.runId, network: taken.network.name, image };
      const running = await startMachines(session.config, wanted, machine, step.signal);
      const { engines } = running;
      step.add({ ledger: engines.map(({ ledger }) => ledger) });
      for (const { name, ledger } of engines) step.note(`${name}: ${ledger.used}, write and read verified`);
      return running;
    },
  });

/** Any of them can hold the network namespace: it only sleeps. */
async function holderImage({ config }: Session, images: Images): Promise<string> {
  const [first] = await imagesOf(config);
  return first === undefined ? '' : imageFor(images, first).tag;
}

function enginesOf({ config, secrets }: Session, images: Images) {
  const image = (ref: string): StandInImage => imageFor(images, ref);
  return createStandIns({ config, secret: (name) => secrets[name] ?? '', image });
}

function imageFor(images: Images, ref: string): StandInImage {
  const image = images.get(ref) as ResolvedImage;
  return { tag: image.tag, source: image.source };
}
