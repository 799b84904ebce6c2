import { GenericContainer, type StartedTestContainer } from 'testcontainers';
import { HarnessError } from '../../core/errors.ts';
import { RUN_LABEL } from '../engine/index.ts';
import type { Endpoint } from '../environment.ts';
import { LoopbackContainer } from './loopback-container.ts';
import { standInContainer } from './names.ts';
import { noWait } from './no-wait.ts';

export interface StandInHostOptions {
  readonly runId: string;
  /** Of its container, without the run's id. */
  readonly name: string;
  /** Docker network of the run, with the cluster's nodes. */
  readonly network: string;
  /** Any image with a `sleep`. */
  readonly image: string;
  readonly ports: readonly number[];
}

export interface EngineOptions {
  readonly name: string;
  readonly image: string;
  readonly environment?: Record<string, string>;
  readonly command?: string[];
  /** tmpfs mounts: path → mount options. */
  readonly memory?: Record<string, string>;
  /** Files that it gets before it starts: path → text. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * The "machine" that the stand-ins of a host name run on: a container that only holds the network namespace. Docker would resolve an alias of
 * four containers round-robin, so they share an address.
 */
export class StandInHost {
  readonly address: string;
  readonly #holder: StartedTestContainer;
  readonly #options: StandInHostOptions;

  constructor(holder: StartedTestContainer, options: StandInHostOptions) {
    this.#holder = holder;
    this.#options = options;
    this.address = holder.getIpAddress(options.network);
  }

  static async start(options: StandInHostOptions): Promise<StandInHost> {
    const holder = await new LoopbackContainer(options.image)
      .withName(standInContainer(options.runId, options.name))
      .withEntrypoint(['sleep'])
      .withCommand(['infinity'])
      .withNetworkMode(options.network)
      .withExposedPorts(...options.ports)
      .withLabels({ [RUN_LABEL]: options.runId })
      .withAutoCleanup(false)
      .withWaitStrategy(noWait)
      .start();
    return new StandInHost(holder, options);
  }

  /** @returns where this machine reaches a port of the stand-ins. */
  endpoint(port: number): Endpoint {
    return { host: '127.0.0.1', port: this.#holder.getMappedPort(port) };
  }

  /** Starts an engine in the host's network namespace; it is not verified yet. */
  async run(engine: EngineOptions): Promise<StartedTestContainer> {
    const container = new GenericContainer(engine.image)
      .withName(standInContainer(this.#options.runId, engine.name))
      .withNetworkMode(`container:${this.#holder.getId()}`)
      .withEnvironment(engine.environment ?? {})
      .withTmpFs(engine.memory ?? {})
      .withCopyContentToContainer(Object.entries(engine.files ?? {}).map(([target, content]) => ({ target, content })))
      .withLabels({ [RUN_LABEL]: this.#options.runId })
      .withAutoCleanup(false)
      .withWaitStrategy(noWait);
    try {
      return await (engine.command ? container.withCommand(engine.command) : container).start();
    } catch (error) {
      throw new HarnessError({
        code: 'STANDIN_NOT_STARTED',
        message: `the stand-in ${engine.name} did not start from ${engine.image}`,
        hint: `docker logs ${standInContainer(this.#options.runId, engine.name)}`,
        cause: error,
      });
    }
  }
}
