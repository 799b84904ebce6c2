/** The container engine as a live run uses it: the only place that starts the Docker client. */
export { CACHE_LABEL, cacheVolumes, removeCacheVolumes } from './cache-volumes.ts';
export { firstHost, lastHost } from './cidr.ts';
export { containerState, containerStates, execIn, lastLines, pauseContainer, stopContainer } from './containers.ts';
export { docker } from './docker.ts';
export { type ImageBytes, streamImages } from './image-stream.ts';
export { PREFIX, RUN_LABEL } from './labels.ts';
export { OWNED_KINDS, type OwnedKind, type OwnedThing, removeContainer, withLabel } from './owned.ts';
export { createNetwork, inspectNetwork, type RunNetwork, removeNetwork } from './run-network.ts';
