import { USER } from './places.ts';

/** @returns `/etc/passwd` and `/etc/group` with one more user, the only one in the docker group. */
export function withUser(passwd: string, group: string): Readonly<Record<'passwd' | 'group', string>> {
  const { name, id } = USER;
  const others = group.split('\n').filter((line) => line !== '' && !line.startsWith('docker:'));
  const docker = /^docker:[^:]*:(\d+):/m.exec(group)?.[1] ?? String(id + 1);
  return {
    passwd: `${passwd}${name}:x:${id}:${id}::/home/${name}:/bin/sh\n`,
    group: [...others, `${name}:x:${id}:`, `docker:x:${docker}:${name}`, ''].join('\n'),
  };
}
