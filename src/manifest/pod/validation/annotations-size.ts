import { byteLength } from '../../../validation/names.ts';

/** TotalAnnotationSizeLimitB. */
export const TOTAL_ANNOTATION_SIZE_LIMIT = 256 * 1024;

/** The bytes that ValidateAnnotationsSize counts. */
export function annotationsSize(annotations: ReadonlyMap<string, string>): number {
  let size = 0;
  for (const [key, value] of annotations) size += byteLength(key) + byteLength(value);
  return size;
}
