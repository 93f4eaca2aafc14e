/** The Go types of a Pod (k8s.io/api core/v1): see types/pod.ts. */
export type * from './types/containers.ts';
export type * from './types/metadata.ts';
export type * from './types/pod.ts';
export type * from './types/settings.ts';
export type * from './types/volumes.ts';
