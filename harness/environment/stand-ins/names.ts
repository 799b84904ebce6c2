import { PREFIX } from '../engine/index.ts';

/** @returns the name of a stand-in's container in the engine. */
export const standInContainer = (runId: string, name: string): string => `${PREFIX}${runId}-${name}`;
