import { standInTitles } from '../../core/config/index.ts';
import {
  createStandIns,
  standInImages as imagesOf,
  StandInHost,
  type StandInImage,
  startStandIns,
} from '../../environment/stand-ins/index.ts';
import type { ResolvedImage } from '../../provision/images/index.ts';
import type { RunContext } from '../context.ts';
import type { Session } from '../session.ts';
import { defineStep } from '../step.ts';
import { network, nodeImage, standInImages, standIns } from '../tokens.ts';

type Images = ReadonlyMap<string, ResolvedImage>;

/** Starts the engines in one network namespace, and verifies writing and reading on each before anything is deployed. */
export const startEngines = ({ session }: RunContext) =>
  defineStep({
    id: 'standins',
    title: `Stand-ins: ${standInTitles(session.config).join(', ') || 'none'}`,
    takes: [network, nodeImage, standInImages],
    gives: standIns,
    timeoutMs: 180_000,
    async run(taken, step) {
      const wanted = await enginesOf(session, taken.standInImages);
      const host = await StandInHost.start({
        runId: session.folders.runId,
        network: taken.network.name,
        image: await holderImage(session, taken.standInImages, taken.nodeImage),
        ports: wanted.flatMap(({ ports }) => ports),
      });
      const engines = await startStandIns(host, wanted, step.signal);
      step.add({ ledger: engines.map(({ ledger }) => ledger) });
      for (const { name, ledger } of engines) step.note(`${name}: ${ledger.used}, write and read verified`);
      return { host, engines };
    },
  });

/** Any image can hold the network namespace: it only sleeps. A run without stand-ins takes that of the node. */
async function holderImage({ config }: Session, images: Images, node: ResolvedImage): Promise<string> {
  const [first] = await imagesOf(config);
  return first === undefined ? node.tag : imageFor(images, first).tag;
}

function enginesOf({ config, secrets }: Session, images: Images) {
  const image = (ref: string): StandInImage => imageFor(images, ref);
  return createStandIns({ config, secret: (name) => secrets[name] ?? '', image });
}

function imageFor(images: Images, ref: string): StandInImage {
  const image = images.get(ref) as ResolvedImage;
  return { tag: image.tag, source: image.source };
}
