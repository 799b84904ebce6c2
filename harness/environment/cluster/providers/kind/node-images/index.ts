/** Images in the nodes: unpacked once on a machine, shared by hard links with every cluster. */
export { CTR_IMAGES, startContainerd } from './containerd.ts';
export { clustersWithCopies, removeCopies } from './copies.ts';
export { type OwnArchive, ownArchives } from './own-archives.ts';
export { prepareImages } from './prepare.ts';
