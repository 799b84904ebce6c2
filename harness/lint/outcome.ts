import type { Severity } from '../core/model/check.ts';
import { type FieldPath, type ManifestObject, nameOf, type Position } from '../manifests/index.ts';

/** Where something is written: in a manifest, or in a Compose file. */
export interface Place {
  /** As a person would open it. */
  readonly file: string;
  readonly position: Position;
  /** What it belongs to, as messages name it: `Deployment dify/dify-api`, `Compose service api`. */
  readonly object: string;
  /** The field within the object, `spec.replicas`; part of the fingerprint, so that moved lines change nothing. */
  readonly field: string;
}

/** What a rule says of the set. */
export type Outcome =
  | {
      readonly kind: 'finding';
      readonly at: Place;
      /** What is wrong, without the place: `Service "dify-api" has no port 5002`. Never a secret's value. */
      readonly message: string;
      /** The likely cause, with what there is instead. */
      readonly cause: string;
      /** What to write instead. */
      readonly remedy: string;
      /** Another place that takes part: the rule that shadows this one, the value that differs. */
      readonly related?: readonly { readonly at: Place; readonly message: string }[];
      /** What proves it: the misrouted request, `GET http://dify.maywzh.com/console/api/ping → web`. */
      readonly proof?: string;
      /** A rule may weigh one of its findings less than itself. */
      readonly severity?: Severity;
    }
  /** A fact that the sign-off shows and that is no fault: "no Ingress has TLS: an accepted decision". */
  | { readonly kind: 'remark'; readonly message: string; readonly at?: Place }
  /** The files alone can't tell: a value that is filled in at deploy time. */
  | { readonly kind: 'not-evaluated'; readonly message: string; readonly at?: Place };

/** @returns `file:line:column`, which terminals and editors open. */
export const addressOf = ({ file, position }: Pick<Place, 'file' | 'position'>): string =>
  `${file}:${position.line}:${position.column}`;

/** Nearly all places are made and never shown: what they say is put together when someone asks. */
class FieldPlace implements Place {
  readonly #entry: ManifestObject;
  readonly #path: FieldPath;
  readonly #field: string | undefined;

  constructor(entry: ManifestObject, path: FieldPath, field: string | undefined) {
    this.#entry = entry;
    this.#path = path;
    this.#field = field;
  }

  get file() {
    return this.#entry.file;
  }

  get position() {
    return this.#entry.at(this.#path);
  }

  get object() {
    return nameOf(this.#entry.object);
  }

  get field() {
    return this.#field ?? this.#path.join('.');
  }
}

/**
 * @param field what it is called, where that is not the path: what is missing there.
 * @returns the place of a field of an object; of its nearest ancestor where the field is not there. Not to be spread.
 */
export const placeIn = (entry: ManifestObject, path: FieldPath, field?: string): Place =>
  new FieldPlace(entry, path, field);

type Said = Omit<Extract<Outcome, { kind: 'finding' }>, 'kind' | 'at'>;

/** @returns the finding, at the field that it is about. */
export function findingIn(entry: ManifestObject, path: FieldPath, said: Said): Outcome {
  return { kind: 'finding', at: placeIn(entry, path), ...said };
}

/** @returns what does exist, as a cause lists it: `existing Services: a, b, c`. At most twelve names. */
export function existing(what: string, names: Iterable<string>): string {
  const all = [...new Set(names)].sort();
  const listed = all.length > 12 ? `${all.slice(0, 12).join(', ')} and ${all.length - 12} more` : all.join(', ');
  return `existing ${what}: ${listed || 'none'}`;
}
