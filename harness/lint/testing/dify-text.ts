import type { PartName } from '../../core/config/index.ts';
import { deploymentText } from './example-text.ts';

const IMAGES: Readonly<Record<PartName, string>> = {
  api: 'langgenius/dify-api:1.11.4',
  worker: 'langgenius/dify-api:1.11.4',
  web: 'langgenius/dify-web:1.11.4',
  sandbox: 'langgenius/dify-sandbox:0.2.12',
  'plugin-daemon': 'langgenius/dify-plugin-daemon:0.5.2-local',
  'ssrf-proxy': 'ubuntu/squid:5.2-22.04_beta',
};

interface PartText {
  readonly env?: Readonly<Record<string, string>>;
  readonly image?: string;
  readonly name?: string;
  readonly spec?: string;
  readonly pod?: string;
  readonly container?: string;
}

/** @returns a part's Deployment, with the variables given as literals. */
export function partText(part: PartName, { env = {}, image, name, container = '', ...rest }: PartText = {}): string {
  const entries = Object.entries(env).map(([key, value]) => `  - { name: ${key}, value: ${JSON.stringify(value)} }\n`);
  return deploymentText(name ?? `dify-${part}`, {
    image: image ?? IMAGES[part],
    container: `${entries.length > 0 ? `env:\n${entries.join('')}` : ''}${container}`,
    ...rest,
  });
}
