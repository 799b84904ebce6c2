import { requireEnvironment } from './environment.ts';

/** One clear error if there is no environment, instead of one per check. Not called when checks are only listed. */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export
export default function globalSetup(): void {
  requireEnvironment();
}
