import type { ReleaseFacts, ServiceFacts } from '../facts.ts';

/** Stores that a deployment on Kubernetes usually has outside, and what only Compose needs. */
const NOT_DIFY = /^(db|db_.*|redis|nginx|certbot|init_permissions)$/;

/** @returns whether the service starts without a choice: it has no profile, or one that .env.example switches on. */
export function isStarted(facts: ReleaseFacts, name: string): boolean {
  const profiles = facts.services[name]?.profiles;
  if (!facts.services[name]) return false;
  if (!profiles?.length) return true;
  const chosen = (facts.env.COMPOSE_PROFILES ?? '')
    .split(',')
    .map((profile) => profile.replace(/^\$\{.*:-(.*)\}$/, '$1'));
  return profiles.some((profile) => chosen.includes(profile));
}

/** @returns whether the service is a part of Dify that each deployment needs, wherever its stores are. */
export const isPart = (facts: ReleaseFacts, name: string): boolean =>
  isStarted(facts, name) && !NOT_DIFY.test(name) && !isStore(facts.services[name]);

const isStore = (service: ServiceFacts | undefined): boolean =>
  !/(^|\/)(dify-[\w-]+|squid)(:|$)/.test(service?.image ?? '');

/** @returns the service of the Compose file that an address leads to. */
export function serviceIn(facts: ReleaseFacts, value: string): string | undefined {
  const host = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([a-z][\w-]*)(?::\d+)?(?:\/|$)/.exec(value)?.[1] ?? '';
  return facts.services[host] ? host : undefined;
}

/** @returns the version in an image's tag, without what follows it: `0.5.2` for `…:0.5.2-local`. */
export const tagOf = (image: string): string =>
  (/:([^/]+)$/.exec(image)?.[1] ?? '').replace(/-local$/, '').replace(/^v(?=\d)/, '');

/** @returns the image without registry, owner and tag: `dify-api`. */
export const imageName = (image: string): string =>
  image
    .replace(/:[^/]*$/, '')
    .split('/')
    .at(-1) ?? image;
