import { GenericContainer } from 'testcontainers';

/** A container whose published ports are bound to 127.0.0.1 only; by default, other machines could reach them. */
export class LoopbackContainer extends GenericContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    const bindings = this.hostConfig.PortBindings as
      | Record<string, { HostIp?: string; HostPort: string }[]>
      | undefined;
    for (const port of Object.values(bindings ?? {})) for (const binding of port) binding.HostIp = '127.0.0.1';
  }
}
