/** What somebody says about a vulnerability in a product: one statement of a VEX document. */
export interface Statement {
  /** Ids of the vulnerability; one of them is enough. */
  readonly ids: readonly string[];
  /** Package URLs or names of images; empty = whatever has it. */
  readonly products: readonly string[];
  readonly status: 'not_affected' | 'affected' | 'fixed' | 'under_investigation';
  /** Why it is so, or what to do about it; `''` if it does not say. */
  readonly reason: string;
  readonly author: string;
  /** ISO day; `''` if it does not say. */
  readonly date: string;
  /** The file, as the user names it. */
  readonly file: string;
}

/** Something that an image is made of, as a list of components says it. */
export interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string | undefined;
}

/** A list of components: what one image is made of. */
export interface Bill {
  readonly file: string;
  /** Name, `name:tag` or package URL of the image; undefined if it does not say. */
  readonly subject: string | undefined;
  readonly components: readonly Component[];
}

/** What a user knows about the images of a set. */
export interface Supply {
  readonly bills: readonly Bill[];
  readonly statements: readonly Statement[];
}
