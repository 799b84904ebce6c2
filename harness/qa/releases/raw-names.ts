import type { ReleaseFiles } from '../../releases/extract/files.ts';

/** What a plain search of Dify's files finds, without an understanding of them: the measure of a plan's completeness. */
export interface RawNames {
  readonly variables: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly locations: ReadonlySet<string>;
  /** Variable → values in the examples of env files, without comments; service → its image. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  readonly images: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Names with all the texts that follow them: from 1.15 several files may give a variable a value. */
function textsOf(text: string, pattern: RegExp): Map<string, ReadonlySet<string>> {
  const found = Map.groupBy(text.matchAll(pattern), ([, name = '']) => name);
  const value = ([, , raw = '']: RegExpMatchArray): string => raw.trim().replace(/^(["'])(.*)\1$/, '$2');
  return new Map([...found].map(([name, all]) => [name, new Set(all.map(value))]));
}

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);

/** @returns names in docker-compose.yaml, .env.example (and the files below envs/ that replace it from 1.15) and the nginx template. */
export function rawNames({ read, list }: ReleaseFiles): RawNames {
  const compose = (read('docker/docker-compose.yaml') ?? '').replace(/^\s*#.*$/gm, '');
  const examples = ['docker/.env.example', ...list('docker/envs')].filter(
    (path) => !path.endsWith('/middleware.env.example'),
  );
  const env = examples.map((path) => read(path) ?? '').join('\n');
  const nginx = read('docker/nginx/conf.d/default.conf.template') ?? '';
  const services = compose.split(/^services:\s*$/m)[1]?.split(/^\w/m)[0] ?? '';
  return {
    variables: new Set([
      ...matches(compose, /^\s+(?:- )?([A-Z][A-Z0-9_]{2,})(?::\s|:$|=)/gm),
      ...matches(compose, /(?<!\$)\$\{([A-Z][A-Z0-9_]*)/g),
      ...matches(env, /^\s*(?:#\s?)?([A-Z][A-Z0-9_]*)=/gm),
    ]),
    services: new Set(matches(services, /^ {2}([\w-]+):/gm)),
    locations: new Set(matches(nginx, /^\s*location\s+(?:[=~^*]+\s+)?(\S+)\s*\{/gm)),
    values: textsOf(env, /^\s*([A-Z][A-Z0-9_]*)=(.*)$/gm),
    images: textsOf(services, /^ {2}([\w-]+):\n(?: {4}.*\n| *\n)*? {4}image: (\S+)$/gm),
  };
}
