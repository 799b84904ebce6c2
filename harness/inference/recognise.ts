import type { Component } from './components.ts';
import { componentOfImage } from './images.ts';
import { RUNNERS, type SeenContainer, textIn } from './seen.ts';
import { commandOf, componentOfSigns } from './signs.ts';

/** What a container is, and what it was told by. */
export interface Recognised {
  readonly component: Component;
  /** `image dify-api, MODE worker`. */
  readonly reason: string;
}

/** A container that was recognised. */
export interface UnderstoodContainer<S extends SeenContainer = SeenContainer> extends Recognised {
  readonly seen: S;
}

/**
 * Recognises a container by what it is: its image's name wherever it is mirrored; for Dify's API image the command, `MODE`
 * or the name; for an image of another name two signs of name, port and environment.
 * @returns undefined for helpers, sidecars and what can't be told.
 */
export function recognise(seen: SeenContainer): Recognised | undefined {
  const { container, init } = seen.placed;
  if (init || !RUNNERS.includes(seen.workload.entry.object.kind)) return undefined;
  const image = container.image ?? '';
  const named = componentOfImage(image);
  if (named === 'none') return undefined;
  if (named === 'backend') return backend(seen, `image ${image}`);
  if (named) return { component: named, reason: `image ${image}` };
  const signs = componentOfSigns(seen);
  if (!signs) return undefined;
  const reason = signs.signs.join(' and ');
  return signs.part === 'api' ? backend(seen, reason) : { component: signs.part, reason };
}

/** Commands that the API image is started with instead of its entry point (Dify, api/docker/entrypoint.sh). */
const COMMANDS: readonly (readonly [RegExp, Component | undefined])[] = [
  [/\bcelery\b.*\bbeat\b/s, 'beat'],
  [/\bcelery\b.*\bworker\b/s, 'worker'],
  [/\bgunicorn\b|\bflask\b.*\brun\b|\bpython3? app\.py\b/s, 'api'],
  [/\bflask\b/s, undefined],
];

/** Names say what is meant where nothing else does: the entry point runs the API without `MODE`. */
const NAMES: readonly (readonly [RegExp, Component])[] = [
  [/beat|scheduler/, 'beat'],
  [/worker|celery/, 'worker'],
  [/web-?socket/, 'api-websocket'],
];

/** API, worker and beat are one image: the command decides, then `MODE`, then the name. */
function backend(seen: SeenContainer, reason: string): Recognised | undefined {
  const command = COMMANDS.find(([pattern]) => pattern.test(commandOf(seen)));
  if (command) return command[1] && { component: namedApi(seen, command[1]), reason: `${reason}, its command` };
  const mode = textIn(seen, 'MODE');
  if (mode === 'worker' || mode === 'beat') return { component: mode, reason: `${reason}, MODE ${mode}` };
  if (mode === 'job' || mode === 'migration') return undefined;
  if (mode === 'api') return { component: namedApi(seen, mode), reason: `${reason}, MODE api` };
  // With any other text, or none, the entry point starts the API; the name says what is meant.
  const name = nameSays(seen);
  return name ? { component: name, reason: `${reason}, its name` } : { component: 'api', reason };
}

function nameSays({ placed, workload }: SeenContainer): Component | undefined {
  const names = [placed.container.name, workload.entry.object.metadata.name];
  return NAMES.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1];
}

/** Dify 1.16 serves the collaboration of editors with an API of its own (docker-compose.yaml, api_websocket). */
function namedApi(seen: SeenContainer, component: Component): Component {
  if (component !== 'api') return component;
  const socket = /websocket/i.test(textIn(seen, 'SERVER_WORKER_CLASS') ?? '') && nameSays(seen) === 'api-websocket';
  return socket ? 'api-websocket' : component;
}
