import type { Config } from './schema.ts';

type WithHosts = Pick<Config, 'hosts'>;

/** Host of the pages. */
export const webHost = ({ hosts }: WithHosts): string => hosts.web;

/** Host of the API; the same as that of the pages where the set has one host. */
export const apiHost = ({ hosts }: WithHosts): string => hosts.api ?? hosts.web;

/** @returns one or two hosts, that of the pages first. */
export const hostsOf = (config: WithHosts): string[] => [...new Set([webHost(config), apiHost(config)])];

/** @returns every host that requests are sent to: also those that must not be answered. */
export const askedHosts = (config: Pick<Config, 'hosts' | 'routes'>): string[] => [
  ...new Set([...hostsOf(config), ...config.routes.map(({ host }) => host)]),
];

/** @returns scheme and host as a browser would send them: `https://dify.example.com`. */
export const originOf = ({ edge }: Pick<Config, 'edge'>, host: string): string =>
  `${edge.tls ? 'https' : 'http'}://${host}`;
