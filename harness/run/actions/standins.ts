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
import type { Bench } from '../bench.ts';
import type { Action } from '../graph.ts';

/** Starts the engines in one network namespace, and lets each write and read back before anything is deployed. */
export function standIns(bench: Bench): Action {
  return {
    id: 'standins',
    title: `Stand-ins: Postgres, Redis, Milvus, S3${bench.session.config.outside ? ', outside world' : ''}`,
    dependsOn: ['network', 'standin-images'],
    timeoutMs: 180_000,
    async run(step) {
      const { session } = bench;
      const engines = enginesOf(bench);
      const host = await StandInHost.start({
        runId: session.folders.runId,
        network: bench.take('network').name,
        image: imageFor(bench, session.config.standIns.redis).tag,
        ports: engines.flatMap(({ ports }) => ports),
      });
      bench.put('standInHost', host);
      const started = await startStandIns(host, engines, step.signal);
      bench.put('standIns', started);
      session.ledger.push(...started.map(({ ledger }) => ledger));
      for (const { name, ledger } of started) step.note(`${name}: ${ledger.used}, written and read back`);
    },
  };
}

function enginesOf(bench: Bench) {
  const { config, secrets } = bench.session;
  const { external, standIns: refs } = config;
  const secret = (name: string): string => secrets[name] ?? '';
  const image = (ref: string): StandInImage => imageFor(bench, ref);
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

function imageFor(bench: Bench, ref: string): StandInImage {
  const image = bench.take('standInImages').get(ref) as ResolvedImage;
  return { tag: image.tag, source: image.source };
}
