/** Reads nginx configuration: directives and blocks, without judging them. */
export { type Directive, parseNginx } from './parse.ts';
