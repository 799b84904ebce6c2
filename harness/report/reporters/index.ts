import { ctrfReporter } from './ctrf.ts';
import { htmlReporter } from './html.ts';
import { jsonReporter } from './json.ts';
import { junitReporter } from './junit.ts';
import { markdownReporter } from './markdown.ts';
import { pictureReporter } from './picture.ts';
import type { Reporter } from './reporter.ts';
import { sarifReporter } from './sarif.ts';

/** Every format of the report, the record itself first: a new format is a file in this directory and an entry here. */
export const REPORTERS: readonly Reporter[] = [
  jsonReporter,
  htmlReporter,
  markdownReporter,
  pictureReporter,
  junitReporter,
  ctrfReporter,
  sarifReporter,
];
