import {
  milvus,
  outside,
  postgres,
  redis,
  StandInHost,
  type StandInImage,
  s3,
  startStandIns,
} from '../../environment/stand-ins/index.ts';
import type { ResolvedImage } from '../../provision/images/index.ts';
import type { RunContext } from '../context.ts';
import type { Session } from '../session.ts';
import { defineStep } from '../step.ts';
import { network, standInImages, standIns } from '../tokens.ts';

type Images = ReadonlyMap<string, ResolvedImage>;

/** Starts the engines in one network namespace, and lets each write and read back before anything is deployed. */
export const startEngines = ({ session }: RunContext) =>
  defineStep({
    id: 'standins',
    title: `Stand-ins: Postgres, Redis, Milvus, S3${session.config.outside ? ', outside world' : ''}`,
    takes: [network, standInImages],
    gives: standIns,
    timeoutMs: 180_000,
    async run(taken, step) {
      const wanted = enginesOf(session, taken.standInImages);
      const host = await StandInHost.start({
        runId: session.folders.runId,
        network: taken.network.name,
        image: imageFor(taken.standInImages, session.config.standIns.redis).tag,
        ports: wanted.flatMap(({ ports }) => ports),
      });
      const engines = await startStandIns(host, wanted, step.signal);
      step.add({ ledger: engines.map(({ ledger }) => ledger) });
      for (const { name, ledger } of engines) step.note(`${name}: ${ledger.used}, written and read back`);
      return { host, engines };
    },
  });

function enginesOf({ config, secrets }: Session, images: Images) {
  const { external, standIns: refs } = config;
  const secret = (name: string): string => secrets[name] ?? '';
  const image = (ref: string): StandInImage => imageFor(images, ref);
  return [
    postgres({ ...external.postgres, image: image(refs.postgres), password: secret('DB_PASSWORD') }),
    redis({ ...external.redis, image: image(refs.redis), password: secret('REDIS_PASSWORD') }),
    milvus({ ...external.milvus, image: image(refs.milvus) }),
    s3({
      ...external.s3,
      image: image(refs.s3),
      accessKey: secret('S3_ACCESS_KEY'),
      secretKey: secret('S3_SECRET_KEY'),
    }),
    ...(config.outside ? [outside({ host: config.outside.host, image: image(config.outside.image) })] : []),
  ];
}

function imageFor(images: Images, ref: string): StandInImage {
  const image = images.get(ref) as ResolvedImage;
  return { tag: image.tag, source: image.source };
}
