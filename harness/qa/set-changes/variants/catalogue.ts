import { UsageError } from '../../../core/errors.ts';
import type { Edit } from '../edit.ts';

/** The shipped set in another form, in which every check must pass as well: another release, another wiring. */
export interface Variant {
  readonly id: string;
  /** What it is, for the report. */
  readonly title: string;
  /** Version of Dify that it deploys; absent: that of the config. */
  readonly difyVersion?: string;
  /** Image reference → the one in its place: in manifests, Compose and config alike. */
  readonly images: Readonly<Record<string, string>>;
  readonly edits: readonly Edit[];
  /** Variables of Compose's `.env` with their other values. */
  readonly env: Readonly<Record<string, string>>;
}

const api = 'langgenius/dify-api';
const web = 'langgenius/dify-web';
const daemon = 'langgenius/dify-plugin-daemon';
const sandbox = 'langgenius/dify-sandbox';
const API_HOST = 'http://dify-api.maywzh.com';

const setting = (name: string, key: string, value: string): Edit => ({
  ...{ file: '10-configmap.yaml', kind: 'ConfigMap', name },
  path: ['data', key],
  value,
});

/** All images of a release are those of Dify's own Compose file of that version. */
export const VARIANTS: readonly Variant[] = [
  {
    id: 'dify-1.9.1',
    title: 'Dify 1.9.1: the last release whose login tokens are in JSON, with a plain password',
    difyVersion: '1.9.1',
    images: {
      [`${api}:1.11.4`]: `${api}:1.9.1`,
      [`${web}:1.11.4`]: `${web}:1.9.1`,
      [`${daemon}:0.5.2-local`]: `${daemon}:0.3.0-local`,
    },
    edits: [],
    env: {},
  },
  {
    id: 'dify-1.14.1',
    title: 'Dify 1.14.1: other errors of the first set-up, a new sandbox and plugin daemon',
    difyVersion: '1.14.1',
    images: {
      [`${api}:1.11.4`]: `${api}:1.14.1`,
      [`${web}:1.11.4`]: `${web}:1.14.1`,
      [`${sandbox}:0.2.12`]: `${sandbox}:0.2.15`,
      [`${daemon}:0.5.2-local`]: `${daemon}:0.6.0-local`,
    },
    edits: [],
    env: {},
  },
  {
    id: 'two-hosts',
    title: 'the console calls the API on its other host: login cookies and CORS have to span two',
    images: {},
    edits: [
      setting('dify-config', 'CONSOLE_API_URL', API_HOST),
      setting('dify-web-config', 'CONSOLE_API_URL', API_HOST),
    ],
    env: { CONSOLE_API_URL: API_HOST },
  },
];

/** @throws UsageError `VARIANT_UNKNOWN`. */
export function variantNamed(id: string): Variant {
  const variant = VARIANTS.find((candidate) => candidate.id === id);
  if (variant) return variant;
  throw new UsageError({
    code: 'VARIANT_UNKNOWN',
    message: `there is no variant "${id}"`,
    likely: `known: ${VARIANTS.map((known) => known.id).join(', ')}`,
  });
}

/** @returns what a report says of the set. */
export const titleOf = ({ id, title }: Variant): string => `${id} (${title})`;
