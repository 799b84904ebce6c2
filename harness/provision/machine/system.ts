import { readFile } from 'node:fs/promises';
import { programsNamed } from '../exec/find.ts';
import { exists } from './cache.ts';

/** What kind of machine this is, which determines what can be set up here. */
export interface SystemFacts {
  readonly platform: NodeJS.Platform;
  /** Debian, Ubuntu or a derivative. */
  readonly debian: boolean;
  /** Display name: `Debian GNU/Linux 12 (bookworm)`. */
  readonly name: string;
  /** `12`, `24.04`, or empty. */
  readonly versionId: string;
  readonly id: string;
  readonly root: boolean;
  readonly apt: boolean;
  /** Whether systemd is process 1, not just installed. */
  readonly systemd: boolean;
}

/** @param text of `/etc/os-release`. @returns its fields without quotes. */
export function parseOsRelease(text: string): Record<string, string> {
  const fields = text.matchAll(/^([A-Z_]+)=(?:"([^"\n]*)"|([^\n]*))$/gm);
  return Object.fromEntries([...fields].map(([, key, quoted, bare]) => [key, quoted ?? bare ?? '']));
}

/** @returns what kind of machine this is. */
export async function readSystem(): Promise<SystemFacts> {
  const os = parseOsRelease(await readFile('/etc/os-release', 'utf8').catch(() => ''));
  return {
    platform: process.platform,
    debian: `${os.ID ?? ''} ${os.ID_LIKE ?? ''}`.split(' ').some((id) => id === 'debian' || id === 'ubuntu'),
    name: os.PRETTY_NAME ?? process.platform,
    versionId: os.VERSION_ID ?? '',
    id: os.ID ?? '',
    root: process.getuid?.() === 0,
    apt: (await programsNamed('apt-get')).length > 0,
    // As in systemd's own sd_booted(3).
    systemd: await exists('/run/systemd/system'),
  };
}
