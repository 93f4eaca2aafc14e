/** All that `spctl collect` needs, in one: a bundle of its own, for no other command collects. */
export { archiveOf } from './archive.ts';
export { collect } from './collect.ts';
export { collectScript } from './script.ts';
export { collectedLines, leftOutLines } from './summary.ts';
