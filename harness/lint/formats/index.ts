import type { Format } from './format.ts';

/** Every output format, loaded on demand. */
const FORMATS = {
  text: () => import('./text.ts').then(({ text }) => text),
  json: () => import('./json.ts').then(({ json }) => json),
  sarif: () => import('./sarif.ts').then(({ sarif }) => sarif),
  junit: () => import('./junit.ts').then(({ junit }) => junit),
  github: () => import('./github.ts').then(({ github }) => github),
} satisfies Readonly<Record<string, () => Promise<Format>>>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

export const formatNamed = (name: FormatName): Promise<Format> => FORMATS[name]();
