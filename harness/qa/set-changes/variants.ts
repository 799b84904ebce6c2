import { UsageError } from '../../core/errors.ts';
import { inManifests, type SetChange, type SetEdit } from './set-change.ts';

/** Where an image occurs: its manifests, and its services in Compose. */
const PLACES = {
  'dify-api': { manifests: ['20-api.yaml', '21-worker.yaml'], compose: ['api', 'worker'] },
  'dify-web': { manifests: ['22-web.yaml'], compose: ['web'] },
  'dify-sandbox': { manifests: ['30-sandbox.yaml'], compose: ['sandbox'] },
  'dify-plugin-daemon': { manifests: ['31-plugin-daemon.yaml'], compose: ['plugin_daemon'] },
} as const;

/** Replaces the tag of an image everywhere in the fixtures. */
function tag(name: keyof typeof PLACES, from: string, to: string): SetEdit[] {
  const { manifests, compose } = PLACES[name];
  const [old, other] = [`langgenius/${name}:${from}`, `langgenius/${name}:${to}`];
  const service = (of: string, image: string): string => `  ${of}:\n    image: ${image}\n`;
  return [
    ...manifests.map((file) => inManifests(file, `image: ${old}\n`, `image: ${other}\n`)),
    ...compose.map((of) => ({
      ...{ file: 'compose/docker-compose.yaml', replace: service(of, old), by: service(of, other) },
    })),
    { file: 'config.yaml', replace: `${old}: `, by: `${other}: `, only: 'rehearsal' },
  ];
}

const version = (by: string): SetEdit => ({ file: 'config.yaml', replace: 'version: 1.11.4', by: `version: ${by}` });

const OWN_HOST = 'CONSOLE_API_URL: http://dify.maywzh.com\n';
const API_HOST = 'CONSOLE_API_URL: http://dify-api.maywzh.com\n';

/**
 * Variants of the fixture set for which every check must pass, too: other releases, other wirings. All images of a release are
 * those in Dify's own Compose file of that version.
 */
export const VARIANTS: readonly SetChange[] = [
  {
    id: 'dify-1.9.1',
    title: 'Dify 1.9.1: the last release with login tokens in JSON and a plain password',
    edits: [
      version('1.9.1'),
      ...tag('dify-api', '1.11.4', '1.9.1'),
      ...tag('dify-web', '1.11.4', '1.9.1'),
      ...tag('dify-plugin-daemon', '0.5.2-local', '0.3.0-local'),
      // Its web is known to be exploited; what stands behind it in a rehearsal is not.
      {
        ...{ file: 'config.yaml', only: 'rehearsal', replace: 'lint:\n' },
        by: 'lint:\n  vex: [../fixtures/vex/dify-1.9.1.openvex.json]\n',
      },
    ],
  },
  {
    id: 'dify-1.14.1',
    title: 'Dify 1.14.1: different errors of the first setup, a new sandbox and plugin daemon',
    edits: [
      version('1.14.1'),
      ...tag('dify-api', '1.11.4', '1.14.1'),
      ...tag('dify-web', '1.11.4', '1.14.1'),
      ...tag('dify-sandbox', '0.2.12', '0.2.15'),
      ...tag('dify-plugin-daemon', '0.5.2-local', '0.6.0-local'),
    ],
  },
  {
    id: 'two-hosts',
    title: 'the console calls the API on its other host, so login cookies and CORS have to span two hosts',
    edits: [
      inManifests(
        '10-configmap.yaml',
        `http://dify.maywzh.com\n  ${OWN_HOST}`,
        `http://dify.maywzh.com\n  ${API_HOST}`,
      ),
      inManifests('10-configmap.yaml', `data:\n  ${OWN_HOST}`, `data:\n  ${API_HOST}`),
      {
        file: 'compose/.env',
        replace: 'CONSOLE_API_URL=http://dify.maywzh.com\n',
        by: 'CONSOLE_API_URL=http://dify-api.maywzh.com\n',
      },
    ],
  },
];

/** @throws UsageError `VARIANT_UNKNOWN`. */
export function variantNamed(id: string): SetChange {
  const variant = VARIANTS.find((candidate) => candidate.id === id);
  if (variant) return variant;
  throw new UsageError({
    code: 'VARIANT_UNKNOWN',
    message: `there is no variant "${id}"`,
    likely: `known: ${VARIANTS.map((known) => known.id).join(', ')}`,
  });
}
